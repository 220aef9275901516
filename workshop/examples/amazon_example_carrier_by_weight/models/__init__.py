from . import amazon_account
from . import sale_order
