from . import amazon_account
from . import amazon_marketplace_setting
from . import sale_order
from . import sale_order_line
from . import stock_location
from . import stock_lot
from . import stock_move
