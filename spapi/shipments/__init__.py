"""Parcels that Amazon is told of: one by one (Orders API, version 0), or many in a feed."""
from .calls import ShipmentsApi
from .fulfillment_document import fulfillment_document
from .operations import LIMITS
from .refusals import refusal
from .shipment import Shipment, ShipmentItem
