"""What Amazon does with such a feed: it shows the invoice to the buyer."""
from decimal import Decimal

from ...marketplace.invoices import TIME_ZONES, Invoice, shipped_at
from ...marketplace.vocabulary import (
    AMAZON_CALCULATES,
    AMAZON_ISSUES,
    CREDIT_NOTE,
    INVOICE,
    INVOICE_BY_AMAZON,
)
from .errors import (
    InvoiceRefused,
    amazon_issues,
    feature_not_available,
    invalid_order,
    marketplace_input,
    not_pdf,
    other_total,
    transaction_needed,
)
from .report import FlatReport
from .requests import read_description


def receive_invoice(feed, document, seller_id, shop):
    """Take an invoice.

    :param Feed feed: The feed.
    :param Document document: What was uploaded.
    :param str seller_id: Whose feed it is.
    :param Shop shop: The seller's shop.
    :return: What Amazon answers.
    :rtype: FlatReport
    """
    report = FlatReport()
    if feed.messages == 0:
        report.processed = report.successful = 0
        return report
    try:
        shop.receive_invoice(_read(feed, document, shop))
    except InvoiceRefused as error:
        report.refuse(error)
    return report


def _read(feed, document, shop):
    if not shop.invoices.may_be_uploaded:
        raise feature_not_available()
    said = read_description(feed.options, shop)
    order = said.order
    if feed.marketplace_ids != [order.marketplace.id] or (
        order.marketplace.country not in TIME_ZONES
    ):
        raise marketplace_input()
    if document.content_type != 'application/pdf' or not document.content.startswith(b'%PDF'):
        raise not_pdf(order.order_id, said.number)
    if shop.invoices.mode == AMAZON_ISSUES or INVOICE_BY_AMAZON in order.programs:
        raise amazon_issues()
    if shipped_at(order) is None:
        raise invalid_order(order.order_id)
    if shop.invoices.mode == AMAZON_CALCULATES:
        _check_as_calculated(said, order)
    return Invoice(
        order.order_id, said.number, said.document_type, feed.due, document.content,
        said.shipping_id, said.transaction_id)


def _check_as_calculated(said, order):
    """Check an invoice against the figures that Amazon has calculated."""
    if said.document_type == CREDIT_NOTE and not said.transaction_id:
        raise transaction_needed()
    if said.document_type != INVOICE or said.shipping_id:
        return  # Amazon's figures of a part of the order are not known here.
    taxes = (tax for item in order.items for tax in item.taxes().values())
    total_tax = order.rounded(sum(taxes, Decimal(0)))
    for name, told, expected in (
        ('TotalAmount', said.total, order.total),
        ('TotalVATAmount', said.total_tax, total_tax),
    ):
        if told is not None and told != expected:
            raise other_total(name, told, expected)
