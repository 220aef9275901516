from . import amazon_order_compare
from . import amazon_order_decide
from . import amazon_order_denied
from . import amazon_order_fetch
from . import amazon_order_follow
from . import amazon_order_import
from . import amazon_order_lines
from . import amazon_order_remarks
