from . import amazon_account
from . import amazon_marketplace_setting
from . import sale_order
from . import stock_move
from . import stock_picking
from . import stock_picking_scan
from . import stock_picking_validation
