"""The part of the page that shows what the seller told about shipments."""
from html import escape

from ..marketplace.vocabulary import CANCELLED, DONE, FATAL, PENDING, SHIPPED
from .html_parts import pill, readable, sub, table, time

FEEDS_SHOWN = 10
REFUSALS_SHOWN = 3
_LOOKS = {DONE: 'ok', FATAL: 'bad', CANCELLED: 'bad'}


def packages(order):
    """Return the packages of an order, with what is in them.

    :param Order order: The order.
    :rtype: str
    """
    return ''.join(_package(order, package) for package in order.packages)


def feeds_table(feeds, now):
    """Return the latest feeds.

    :param Feeds feeds: The seller's feeds.
    :param datetime.datetime now: The time.
    :rtype: str
    """
    if not len(feeds):
        return '<p class="empty">No feeds yet.</p>'
    latest = list(feeds)[:-FEEDS_SHOWN - 1:-1]
    heads = '<th>Created (UTC)</th><th>Feed</th><th>Status</th><th>What came of it</th>'
    return table(heads, ''.join(_feed_row(feed, now) for feed in latest))


def _package(order, package):
    contents = ', '.join(
        f'{quantity} × {order.item(id_).sku}' for id_, quantity in package.quantities.items())
    service = f' · {package.service}' if package.service else ''
    done = "label bought" if package.is_label else "shipped"
    state = '' if package.status == SHIPPED else sub(_state(package), 'warning')
    return (
        f'<div class="package"><b>{escape(package.carrier_shown)}</b> '
        f'<code>{escape(package.tracking)}</code>{sub(contents)}'
        f'{sub(f"{done} {time(package.shipped)}{service}")}{state}</div>')


def _state(package):
    words = dict.fromkeys(filter(None, (package.status, package.detailed_status)))
    return ' · '.join(map(readable, words))


def _feed_row(feed, now):
    status = feed.status(now)
    return (
        f'<tr><td class="time">{time(feed.created)}</td>'
        f'<td class="id">{escape(feed.feed_id)}{sub(feed.feed_type)}</td>'
        f'<td>{pill(_LOOKS.get(status, PENDING), readable(status))}</td>'
        f'<td class="query">{_outcome(feed)}</td></tr>')


def _outcome(feed):
    if not feed.is_processed:
        return sub("not processed yet")
    refused = f", {len(feed.refusals)} refused" if feed.refusals else ''
    reasons = ''.join(map(sub, feed.refusals[:REFUSALS_SHOWN]))
    more = '…' if len(feed.refusals) > REFUSALS_SHOWN else ''
    return f'{feed.confirmed} confirmed{refused}{reasons}{sub(more)}'
