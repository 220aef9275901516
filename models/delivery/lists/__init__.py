from . import amazon_shipment
from . import amazon_shipment_line
