from . import amazon_link_account_wizard
from . import amazon_replace_secret_wizard
from . import base_module_uninstall
