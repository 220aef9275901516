from . import amazon_account
from . import amazon_account_denied
from . import amazon_account_progress
from . import amazon_order_reading
