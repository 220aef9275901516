from . import amazon_account
from . import res_partner
from . import sale_order
