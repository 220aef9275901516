from ..core.errors import Malformed


class MalformedOrder(Malformed):
    """What Amazon says of an order cannot be made a sales order."""
