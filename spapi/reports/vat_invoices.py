"""The VAT invoice data report (VIDR).

See https://developer-docs.amazon.com/sp-api/docs/report-type-values-invoice-data, and the columns
in https://developer-docs.amazon.com/sp-api/docs/invoice-data-reports-attributes.
"""
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal

from ..core.references import ORDER_REF
from ..core.texts import MAX_VAT
from .flat_file import read_table
from .values import read_amount, read_country, read_date, read_flag

_REQUIRED = ('order-id', 'transaction-type')
KINDS = frozenset({'SHIPMENT', 'RETURN', 'REFUND'})
_AMOUNTS_OF_VAT = tuple(
    f'{part}-vat-amount'
    for part in ('item', 'item-promo', 'shipping', 'shipping-promo', 'gift-wrap', 'gift-promo')
)
_OPTIONAL = (
    'order-item-id', 'shipping-id', 'transaction-id', 'shipment-date', 'ship-from-country',
    'ship-country', 'invoice-number', 'invoice-status', 'is-amazon-invoiced', 'is-business-order',
    'buyer-vat-number', 'currency', 'item-vat-rate', *_AMOUNTS_OF_VAT,
)
_WORD = re.compile(r'\S{1,100}')
_MAX_NUMBER = 100


@dataclass(frozen=True)
class VatInvoiceRow:
    """What Amazon says of the VAT on an item of a parcel, or of what is given back.

    What Amazon does not say is '' or None. Who the buyer is and where they live is not read.

    :param str order_ref: Amazon's number of the order.
    :param str kind: one of `KINDS`.
    :param str item_ref: Amazon's id of the order item.
    :param str shipping_ref: Amazon's id of the parcel.
    :param str transaction_ref: Amazon's id of the transaction.
    :param datetime moment: when it was shipped or given back (aware UTC).
    :param str ship_from: ISO code of the country that it left from; '' if none is plain.
    :param str ship_to: ISO code of the country where it goes.
    :param str invoice_number: Amazon's own number; '' where Amazon does not issue the invoice.
    :param str invoice_status: in Amazon's words.
    :param bool is_business: whether a business bought it.
    :param str buyer_vat: the VAT number of the business.
    :param str currency: of the amounts.
    :param Decimal item_vat_rate: such as 0.19.
    :param Decimal vat: on goods, shipping and gift wrap, less promotions.
    """

    order_ref: str
    kind: str
    item_ref: str = ''
    shipping_ref: str = ''
    transaction_ref: str = ''
    moment: datetime | None = None
    ship_from: str = ''
    ship_to: str = ''
    invoice_number: str = ''
    invoice_status: str = ''
    is_business: bool = False
    buyer_vat: str = ''
    currency: str = ''
    item_vat_rate: Decimal | None = None
    vat: Decimal | None = None


def read_vat_invoices(content):
    """Return what a VAT invoice data report says.

    A row that names no order, or is about something else than a parcel, a return or a refund, is
    left out; so is what repeats another one.

    :param bytes content: what `SellingPartner.download_report` returned.
    :rtype: list[VatInvoiceRow]
    :raise MalformedTable: if it is no such report; says what it lacks.
    """
    rows = map(_read_row, read_table(content, _REQUIRED, _OPTIONAL))
    return list(dict.fromkeys(filter(None, rows)))


def _read_row(row):
    order_ref, kind = row['order-id'], row.get('transaction-type', '').upper()
    if not ORDER_REF.fullmatch(order_ref) or kind not in KINDS:
        return None
    is_amazons = read_flag(row.get('is-amazon-invoiced', ''))
    is_business = read_flag(row.get('is-business-order', '')) or False
    return VatInvoiceRow(
        order_ref=order_ref,
        kind=kind,
        item_ref=_word(row, 'order-item-id'),
        shipping_ref=_word(row, 'shipping-id'),
        transaction_ref=_word(row, 'transaction-id'),
        moment=read_date(row.get('shipment-date', ''), datetime.now(timezone.utc)),
        ship_from=read_country(row.get('ship-from-country', '')),
        ship_to=read_country(row.get('ship-country', '')),
        # The number of an invoice that the seller has uploaded is the seller's own.
        invoice_number='' if is_amazons is False else _short(row, 'invoice-number'),
        invoice_status=_short(row, 'invoice-status'),
        is_business=is_business,
        buyer_vat=_short(row, 'buyer-vat-number', MAX_VAT) if is_business else '',
        currency=_short(row, 'currency', 3).upper(),
        item_vat_rate=read_amount(row.get('item-vat-rate', '')),
        vat=_vat(row),
    )


def _vat(row):
    """Return the VAT of a row; None if Amazon says nothing of it, or nothing readable."""
    texts = (row.get(name) for name in _AMOUNTS_OF_VAT)
    amounts = [read_amount(text) for text in texts if text]
    return sum(amounts, Decimal(0)) if amounts and None not in amounts else None


def _word(row, name):
    text = row.get(name, '')
    return text if _WORD.fullmatch(text) else ''


def _short(row, name, limit=_MAX_NUMBER):
    text = row.get(name, '')
    return text if len(text) <= limit else ''
