from . import product_product
from . import product_product_offers
from . import product_template
from . import amazon_offer
from . import amazon_offer_pairing
from . import amazon_account
from . import sale_order_line
