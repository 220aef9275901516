"""What the report says of the orders of a shop."""
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from ...core.formats import timestamp
from ...marketplace.invoices import shipping_id
from ...marketplace.money import round_money
from ...marketplace.vocabulary import (
    CANCELLED,
    INVOICE_BY_AMAZON,
    MERCHANT,
    REFUND,
    RETURN,
    SHIPMENT,
)
from ..table import Table
from .columns import COLUMNS
from .requests import PENDING

_ZERO = Decimal(0)
# Amazon's kinds of charges, and the columns that begin with these words.
_PARTS = {'ITEM': ('item', 'item'), 'SHIPPING': ('shipping', 'shipping'),
          'GIFT_WRAP': ('gift-wrap', 'gift')}


@dataclass(frozen=True)
class Transaction:
    """A parcel, or what is given back of it: units by order item id."""

    kind: str
    shipping_id: str
    transaction_id: str
    at: object
    quantities: dict
    invoice_number: str


def write(shop, wanted):
    """Return the report.

    :param Shop shop: Whose orders it is about.
    :param Wanted wanted: What is to be in it.
    :rtype: Table
    """
    rows = []
    for order in shop:
        if order.marketplace.id in wanted.marketplace_ids and (
            wanted.since <= order.created <= wanted.until
        ):
            for transaction in _transactions(order):
                # What Amazon issues itself waits for nobody's invoice.
                if wanted.choice != PENDING or not transaction.invoice_number:
                    rows += _rows(order, transaction)
    return Table(list(COLUMNS), rows)


def _transactions(order):
    """Return what has happened to an order that wants an invoice or a credit note."""
    shipments = [
        _transaction(order, SHIPMENT, number, at, quantities)
        for number, (at, quantities) in enumerate(_shipments(order))]
    return shipments + [
        _transaction(
            order, refund.kind, 0, refund.at, refund.quantities, refund.transaction_id)
        for refund in order.refunds if shipments]


def _shipments(order):
    """Return when what was shipped, together."""
    packages = [
        package for package in order.packages if package.is_counted and package.status != CANCELLED]
    if packages:
        return [(package.shipped, package.quantities) for package in packages]
    shipped = {item.order_item_id: item.shipped for item in order.items if item.shipped}
    return [(order.updated, shipped)] if shipped else []


def _transaction(order, kind, shipment_number, at, quantities, transaction_id=None):
    shipment = f'shipment {shipment_number}'
    letter = {SHIPMENT: 'INV', RETURN: 'CN', REFUND: 'CN'}[kind]
    number = ''
    if INVOICE_BY_AMAZON in order.programs:
        country = order.ship_from or order.marketplace.country
        key = _digits(order, f'{kind} {shipment} {transaction_id}', 8)
        number = f'{country}-AEU-{letter}-{at.year}-{key}'
    return Transaction(
        kind, shipping_id(order, shipment_number),
        transaction_id or f'amzn1:crow:{_digits(order, shipment + " transaction", 16)}',
        at, quantities, number)


def _digits(order, what, count):
    """Return digits that are always the same for the same."""
    digest = hashlib.sha256(f'{order.order_id} {what}'.encode()).hexdigest()
    return str(int(digest, 16))[:count]


def _rows(order, transaction):
    for order_item_id, quantity in transaction.quantities.items():
        item = order.item(order_item_id)
        yield {
            **_of_order(order), **_of_transaction(order, transaction),
            'order-item-id': order_item_id,
            'asin': item.asin, 'sku': item.sku, 'product-name': item.title,
            'quantity-purchased': str(quantity),
            **_amounts(order, item, quantity, -1 if transaction.kind != SHIPMENT else 1),
        }


def _of_transaction(order, transaction):
    is_amazons = bool(transaction.invoice_number)
    return {
        'shipping-id': transaction.shipping_id,
        'transaction-id': transaction.transaction_id,
        'transaction-type': transaction.kind,
        'invoice-number': transaction.invoice_number,
        'invoice-status': 'Accepted' if is_amazons else 'Pending',
        'is-amazon-invoiced': _flag(is_amazons),
        'order-date': timestamp(order.created),
        'shipment-date': timestamp(transaction.at),
    }


def _of_order(order):
    buyer, recipient = order.buyer, order.recipient
    business = bool(buyer and (buyer.vat_number or buyer.company))
    wire = {
        'marketplace-id': order.marketplace.id,
        'order-id': order.order_id,
        'currency': order.currency,
        'fulfilled-by': 'MFN' if order.channel == MERCHANT else 'AFN',
        'is-business-order': _flag(business),
        'ship-service-level': order.service_level,
        'ship-from-country': order.ship_from or order.marketplace.country,
        'seller-vat-number': f'{order.ship_from or order.marketplace.country}123456789',
        'recommended-invoice-format': 'PDF',
        'export-outside-eu': 'false',
        'is-invoice-corrected': 'false',
        'citation-en': 'VAT "standard" rate',
    }
    if buyer:
        wire.update({
            'buyer-name': buyer.name or '', 'buyer-company-name': buyer.company or '',
            'buyer-vat-number': buyer.vat_number or '',
            'buyer-tax-registration-type': 'VAT' if buyer.vat_number else '',
            'purchase-order-number': buyer.purchase_order or '',
        })
    if recipient:
        wire.update(_address('ship', recipient), **_address('bill', recipient))
        wire.update({
            'recipient-name': recipient.name or '', 'billing-name': recipient.name or '',
            'ship-phone-number': recipient.phone or ''})
    return wire


def _address(prefix, address):
    return {
        f'{prefix}-{name}': value or '' for name, value in (
            ('address-1', address.line1), ('address-2', address.line2),
            ('address-3', address.line3), ('city', address.city), ('state', address.state),
            ('postal-code', address.postal_code), ('country', address.country))}


def _amounts(order, item, quantity, sign):
    share = Decimal(quantity) / (item.quantity or 1) * sign
    charges, taxes, discounts = item.charges(), item.taxes(), item.discounts()
    wire = {}
    for type_, (part, promo) in _PARTS.items():
        charge, tax = charges.get(type_, _ZERO), taxes.get(type_, _ZERO)
        # The tax is on what is left of the charge.
        net = charge - discounts.get(type_, _ZERO) - (tax if order.prices_include_tax else _ZERO)
        rate = round(tax / net, 2) if net else _ZERO
        if charge:
            gross = charge if order.prices_include_tax else charge * (1 + rate)
            wire.update(_columns(part, order, gross * share, rate))
        if discounts.get(type_):
            discount = discounts[type_]
            gross = discount if order.prices_include_tax else discount * (1 + rate)
            wire.update(_columns(f'{promo}-promo', order, -gross * share, rate))
    return wire


def _columns(part, order, gross, rate):
    gross = round_money(gross, order.currency)
    net = round_money(gross / (1 + rate), order.currency)
    return {
        f'{part}-vat-incl-amount': str(gross),
        f'{part}-vat-amount': str(gross - net),
        f'{part}-vat-excl-amount': str(net),
        f'{part}-vat-rate': f'{rate:.4f}',
    }


def _flag(value):
    return 'true' if value else 'false'
