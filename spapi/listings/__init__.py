"""The Listings Items API: what a seller offers."""
from .calls import ListingsApi
from .operations import LIMITS
