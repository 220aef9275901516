from . import account_fiscal_position
from . import amazon_account
from . import amazon_marketplace_setting
from . import sale_order
from . import sale_order_coins
from . import sale_order_tax_check
from . import sale_order_update_taxes
from . import sale_order_line
