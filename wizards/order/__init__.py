from . import amazon_recover_order_wizard
from . import sale_order_cancel
