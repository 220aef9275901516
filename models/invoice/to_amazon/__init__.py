from . import amazon_invoice
from . import amazon_invoice_checks
from . import amazon_invoice_queue
from . import amazon_feed
from . import amazon_account
from . import account_move
