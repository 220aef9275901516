"""The FBA Inventory API: what of a seller's goods lies at Amazon."""
from .calls import InventoryApi
from .operations import LIMITS
