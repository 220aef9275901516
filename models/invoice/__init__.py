from . import account_chart_template
from . import account_journal
from . import amazon_account_payments
from . import sale_order
from . import account_move
