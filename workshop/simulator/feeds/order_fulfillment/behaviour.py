"""What Amazon does with such a feed: it confirms the shipments, message by message."""
from ...marketplace.shipment import ShipmentRefused, is_ordinary_tracking
from ..processing_report import ProcessingReport
from .errors import (
    InvalidXml,
    UnreadableFeed,
    invalid_message,
    odd_tracking,
    refused_message,
    unreadable,
)
from .requests import read_messages, read_order_id, read_package


def confirm_shipments(feed, document, seller_id, shop):
    """Confirm the shipments of a feed.

    :param Feed feed: The feed.
    :param Document document: What was uploaded.
    :param str seller_id: Whose feed it is.
    :param Shop shop: The seller's shop.
    :return: What Amazon answers.
    :rtype: ProcessingReport
    """
    report = ProcessingReport(seller_id, feed.feed_id)
    try:
        messages = read_messages(document.content, seller_id)
    except UnreadableFeed as error:
        report.refuse_all(unreadable(error))
        return report
    for message_id, message in list(messages.items())[:feed.messages]:
        report.count(_confirm(message_id, message, shop))
    return report


def _confirm(message_id, message, shop):
    """Confirm the shipment of a message.

    :return: What there is to say about it.
    :rtype: list[Result]
    """
    order_id = read_order_id(message)
    try:
        order, package = read_package(message, shop)
        shop.confirm_shipment(order.order_id, package, may_be_untracked=True)
    except InvalidXml as error:
        return [invalid_message(message_id, order_id, error)]
    except ShipmentRefused as refusal:
        return [refused_message(message_id, order_id, refusal)]
    if package.tracking and not is_ordinary_tracking(package.tracking):
        return [odd_tracking(message_id, order_id, package)]
    return []
