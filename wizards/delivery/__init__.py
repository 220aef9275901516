from . import amazon_validation_answer
from . import base_module_uninstall
