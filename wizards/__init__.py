from . import account
from . import order
from . import delivery
from . import invoice
from . import privacy
