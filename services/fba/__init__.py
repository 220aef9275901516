from . import amazon_fba_lots
from . import amazon_fba_serials
from . import amazon_fba_shipping
