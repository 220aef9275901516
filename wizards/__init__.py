from . import amazon_recover_order_wizard
from . import base_partner_merge
from . import sale_order_cancel
