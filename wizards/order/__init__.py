from . import account_move_send
from . import amazon_import_orders_choice
from . import amazon_import_orders_wizard
from . import amazon_link_account_wizard
from . import amazon_link_order_wizard
from . import amazon_recover_order_wizard
from . import base_module_uninstall
from . import sale_order_cancel
