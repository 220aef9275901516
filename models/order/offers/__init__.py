from . import product_product
from . import amazon_offer
from . import amazon_offer_pairing
from . import amazon_account
from . import sale_order_line
