"""The Finances API: what a seller is charged and paid."""
from .calls import FinancesApi
from .operations import LIMITS
