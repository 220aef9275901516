"""What Amazon's references look like that more than one API takes."""
import re

from .errors import Rejected

# What Amazon's references of orders look like, and some more: 111-1234567-1234567, S02-…
ORDER_REF = re.compile(r'[A-Za-z0-9-]{1,40}')

# A merchant token: A3NM6WTIFEHUAB
SELLER_REF = re.compile(r'[A-Z0-9]{5,20}')


def check_seller_ref(seller_ref):
    """Check that a text looks like a merchant token, since it becomes a part of a URL.

    :param str seller_ref: Amazon's reference of the seller.
    :raise Rejected: if it does not.
    """
    if not SELLER_REF.fullmatch(seller_ref):
        raise Rejected('InvalidInput', "this is not a merchant token.")


def check_order_ref(order_ref):
    """Check that a text looks like an order's reference, since it becomes a part of a URL.

    :param str order_ref: Amazon's reference of an order.
    :raise Rejected: if it does not.
    """
    if not ORDER_REF.fullmatch(order_ref):
        raise Rejected('InvalidInput', "this is not an Amazon order reference.")
