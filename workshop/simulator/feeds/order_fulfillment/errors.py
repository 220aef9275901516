"""How the feed's processing report says no, and that there is something odd.

The numbers are the result codes of Amazon's processing reports.
"""
from ...marketplace.shipment import INVALID_DATA, ShipmentRefused
from ..processing_report import Result

PARSING_ERROR = 5000
INVALID_ITEMS = 5002
# It is not known how Amazon numbers this one.
ODD_TRACKING = 18044


class InvalidXml(Exception):
    """A part of the document is not as in Amazon's schema."""


class UnreadableFeed(Exception):
    """Nothing of the feed is read. `code` is what a processing report calls that."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


# === THE WHOLE FEED === #


def not_xml(error):
    return UnreadableFeed(PARSING_ERROR, f"XML Parsing Fatal Error: {error}")


def invalid_items(error):
    return UnreadableFeed(
        INVALID_ITEMS,
        "We are unable to process the XML feed because one or more items are invalid. Please "
        f"re-submit the feed. {error}")


# === A PART OF IT === #


def invalid_content(tag, children):
    return InvalidXml(
        f"XML Parsing Error: the content of element {tag} is not as in the schema: "
        f"{children.strip() or 'nothing'}")


def invalid_value(tag, text):
    return InvalidXml(f"XML Parsing Error: the value {text!r} of element {tag} is not valid.")


def no_such_order(order_id):
    return ShipmentRefused(
        "The data you submitted is incomplete or invalid: there is no order with the "
        f"AmazonOrderID {order_id}.", INVALID_DATA)


def repeated_item(order_item_id):
    return ShipmentRefused(
        f"AmazonOrderItemCode {order_item_id} is given more than once.",
        order_item_id=order_item_id)


# === RESULTS IN THE REPORT === #


def unreadable(error):
    """Return what the report says of the whole feed (`UnreadableFeed`)."""
    return Result(0, error.code, str(error))


def invalid_message(message_id, order_id, error):
    """Return what the report says of a message that is not as in the schema (`InvalidXml`)."""
    return Result(message_id, PARSING_ERROR, str(error), order_id=order_id)


def refused_message(message_id, order_id, refusal):
    """Return what the report says of a message that Amazon does not believe (`ShipmentRefused`)."""
    return Result(
        message_id, refusal.code, str(refusal), order_id=order_id,
        order_item_id=refusal.order_item_id)


def odd_tracking(message_id, order_id, package):
    """Return the warning about a tracking number that does not look like one."""
    return Result(
        message_id, ODD_TRACKING,
        f"The tracking number {package.tracking} does not have the format of the carrier "
        f"{package.carrier_shown}: buyers may not be able to follow the package.",
        'Warning', order_id)
