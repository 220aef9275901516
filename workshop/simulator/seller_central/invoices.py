"""The part of the page that shows the invoices that Amazon received, and those it waits for."""
from html import escape

from .html_parts import pill, sub, table, time

INVOICES_SHOWN = 25
_NAMES = {'Invoice': "Invoice", 'CreditNote': "Credit note"}


def invoices_table(shop, now):
    """Return the latest invoices, below the orders that lack one.

    :param Shop shop: The seller's shop.
    :param datetime.datetime now: The time.
    :rtype: str
    """
    waiting = [
        order for order in shop if shop.invoices.due(order) and not _has_invoice(shop, order)]
    latest = list(shop.invoices)[:-INVOICES_SHOWN - 1:-1]
    if not waiting and not latest:
        return '<p class="empty">No invoices yet.</p>'
    rows = ''.join(_missing_row(shop, order, now) for order in waiting)
    rows += ''.join(map(_row, latest))
    return table(
        '<th>Received (UTC)</th><th>Order</th><th>Document</th><th>Number</th><th>Size</th>', rows)


def _has_invoice(shop, order):
    return any(
        invoice.document_type == 'Invoice' for invoice in shop.invoices.of(order.order_id))


def _missing_row(shop, order, now):
    is_late = shop.invoices.is_late(order, now)
    label = pill('bad', "Late") if is_late else pill('PENDING', "Waiting")
    due = f"{shop.invoices.due(order):%b %d, %H:%M}, in {order.marketplace.country}"
    return (
        f'<tr><td class="time">{label}{sub(f"due {due}", "warning" if is_late else "")}</td>'
        f'<td class="id">{escape(order.order_id)}{sub(order.marketplace.name)}</td>'
        '<td></td><td></td><td></td></tr>')


def _row(invoice):
    about = invoice.shipping_id and f"shipment {invoice.shipping_id}"
    refund = invoice.transaction_id and f"transaction {invoice.transaction_id}"
    return (
        f'<tr><td class="time">{time(invoice.received)}</td>'
        f'<td class="id">{escape(invoice.order_id)}{sub(about)}</td>'
        f'<td>{pill("ok", _NAMES[invoice.document_type])}{sub(refund)}</td>'
        f'<td class="id">{escape(invoice.number)}</td>'
        f'<td>{len(invoice.content) // 1024 + 1} KB, PDF</td></tr>')
