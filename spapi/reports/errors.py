from ..core.errors import Malformed


class MalformedTable(Malformed):
    """What Amazon reports cannot be read: it lacks what is needed, or is no such report."""
