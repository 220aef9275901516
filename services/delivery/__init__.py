from . import amazon_order_deliveries
from . import amazon_order_reserve
from . import amazon_order_return
from . import amazon_shipment_prepare
from . import amazon_shipment_send
