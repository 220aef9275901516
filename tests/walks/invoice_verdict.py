"""How invoices have to end, whatever happened before: found out from Odoo's own records."""
from collections import Counter

from ...lib.invoices.upload import NO_UPLOAD


def invoice_findings(walk):
    """Return what is not as it has to be with invoices, in sentences.

    :param Walk walk: at its end, when nothing is due any more.
    :rtype: list[str]
    """
    return [
        *walk.case.invoiced_too_often,
        *(
            f"Order {walk.number(order.amazon_order_ref)}: {sentence}"
            for order in walk.env['sale.order'].search([('amazon_order_ref', '!=', False)])
            for sentence in _not_invoiced(order)
        ),
        *(
            f"Order {walk.number(row.amazon_order_ref)}: {sentence}"
            for row in walk.env['amazon.invoice'].search([])
            for sentence in _not_at_amazon(walk, row)
        ),
    ]


def invoiced_too_often(invoices):
    """Return which goods invoices are about that had been invoiced before, in sentences.

    :param account.move invoices: those that the connector has just made.
    :rtype: list[str]
    """
    return [
        f"{line.order_id.name}: {line.qty_invoiced:g} invoiced of {line.name}, and "
        f"{line.product_uom_qty:g} ordered, {line.qty_delivered:g} delivered."
        for line in invoices.invoice_line_ids.sale_line_ids
        if not line.display_type
        and line.qty_invoiced > max(line.product_uom_qty, line.qty_delivered)
    ]


def _not_invoiced(order):
    """Say what was shipped that nobody invoices, and of which nobody is told why."""
    account = order.amazon_account_id
    lines = order.order_line.filtered('amazon_item_ref')
    is_shipped = lines and all(
        line.qty_delivered >= line.product_uom_qty > 0 for line in lines
    )
    is_a_person_s = (
        account.invoice_when != 'posted' or order.state != 'sale' or order.amazon_conflict
        or order.is_amazon_invoice_held or order.is_amazon_invoice_taken_back
        or order.amazon_invoice_reason
    )
    if not is_shipped or is_a_person_s:
        return
    for line in lines:
        invoiced = sum(line.invoice_lines.filtered(
            lambda one: one.move_id.move_type == 'out_invoice' and one.parent_state != 'cancel'
        ).mapped('quantity'))
        if invoiced < line.product_uom_qty:
            yield f"{invoiced:g} of {line.product_uom_qty:g} {line.name} are invoiced, and no more."


def _not_at_amazon(walk, row):
    """Say what is wrong with what Amazon has, or does not have, of an invoice."""
    received = walk.shop.invoices.of(row.amazon_order_ref)
    numbers = Counter((invoice.number, invoice.document_type) for invoice in received)
    for (number, kind), times in numbers.items():
        if times > 1:
            yield f"Amazon has the {kind} {number} {times} times."
    if row.state == 'accepted' and row.number not in [number for number, _kind in numbers]:
        yield f"Amazon does not have {row.number}, though it took it."
    if row.state == 'sent':
        yield f"it is not known whether Amazon has {row.number}."
    is_due = row.state == 'waiting' and row.account_id.invoice_upload_mode not in (
        False, NO_UPLOAD
    )
    if is_due and row.move_id.state == 'posted' and not row.reason:
        yield f"{row.move_id.name} does not go to Amazon, and nobody is told why."
