from . import amazon_marketplace
from . import amazon_marketplace_setting
from . import amazon_account
from . import amazon_account_connection
from . import amazon_account_schedule
from . import amazon_account_destinations
from . import amazon_rate_limit
from . import res_config_settings
