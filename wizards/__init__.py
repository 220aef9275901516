from . import order
from . import privacy
