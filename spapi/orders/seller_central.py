from urllib.parse import quote


def order_url(seller_central_url, order_ref):
    """Return where a person finds an order in Seller Central.

    :param str seller_central_url: the marketplace's Seller Central, such as
        https://sellercentral.amazon.com.
    :param str order_ref: Amazon's reference of the order.
    :rtype: str
    """
    return f"{seller_central_url.rstrip('/')}/orders-v3/order/{quote(order_ref, safe='')}"
