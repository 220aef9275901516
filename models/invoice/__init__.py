from . import account_chart_template
from . import account_invoice_report
from . import account_journal
from . import amazon_account_payments
from . import sale_order
from . import sale_report
from . import account_move
from . import account_move_line
