from . import base_module_uninstall
from . import base_partner_merge
