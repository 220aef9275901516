from . import account_fiscal_position
from . import amazon_tax_route
from . import amazon_account_ship_from
from . import amazon_account_vat_report
from . import amazon_vat_report
from . import sale_order_ship_from
from . import sale_order_vat_report
from . import account_move
