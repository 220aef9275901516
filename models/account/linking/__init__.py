from . import amazon_account_consent
from . import amazon_account_first_steps
from . import amazon_account_pasted
from . import amazon_account_permissions
from . import amazon_account_refusals
from . import amazon_account_secret
