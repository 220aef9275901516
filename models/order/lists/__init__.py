from . import amazon_order
