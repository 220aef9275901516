"""What Amazon does not do, whoever asks."""


class ShopError(Exception):
    """What was asked is not possible at Amazon."""


def check_choice(value, choices):
    """Check that a value is one of Amazon's.

    :param str value: The value.
    :param tuple choices: Amazon's.
    :raise ShopError: If it is another one.
    """
    if value not in choices:
        raise ShopError(f"Amazon knows {', '.join(choices)}, not {value!r}.")


def check_status(order, statuses, deed):
    """Check that an order has a status in which something can be done to it.

    :param Order order: The order.
    :param tuple statuses: Those in which it can be done.
    :param str deed: What, in words that follow "Amazon does not".
    :raise ShopError: If the order has another status.
    """
    if order.status not in statuses:
        raise ShopError(f"Amazon does not {deed} an order that is {order.status}.")
