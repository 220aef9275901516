from . import amazon_account
from . import amazon_account_sales
