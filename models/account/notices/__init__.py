from . import amazon_account_progress
from . import amazon_account
