from ..core.errors import Malformed


class MalformedReport(Malformed):
    """What Amazon says of a feed cannot be read: what became of its messages is unknown."""
