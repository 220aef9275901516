"""The Sellers API: what a seller is registered for."""
from .calls import SellersApi
from .operations import LIMITS
from .participation import Participation
