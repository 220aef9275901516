from . import res_country
from . import res_partner
from . import res_partner_buyer
from . import res_partner_news
from . import sale_order
