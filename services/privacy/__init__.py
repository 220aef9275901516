from . import amazon_buyer_forget
from . import amazon_order_forget
