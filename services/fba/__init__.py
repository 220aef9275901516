from . import amazon_fba_lots
from . import amazon_fba_other_shops
from . import amazon_fba_serials
from . import amazon_fba_shipping
from . import amazon_offer_pair
from . import amazon_order_compare
from . import amazon_order_follow
from . import amazon_order_import
