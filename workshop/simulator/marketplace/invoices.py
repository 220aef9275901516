"""The invoices that a seller has uploaded, and those that Amazon waits for.

See https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices. Until when Amazon
wants an invoice is said on its help page on the Invoice Defect Rate.
"""
import datetime
import hashlib
import zoneinfo
from dataclasses import dataclass

from .vocabulary import BUSINESS, CANCELLED, INVOICE, SELLER_ISSUES

# Where invoices may be uploaded, and by which clock they are late.
TIME_ZONES = {
    'GB': 'Europe/London',
    'IE': 'Europe/Dublin',
    'DE': 'Europe/Berlin',
    'FR': 'Europe/Paris',
    'IT': 'Europe/Rome',
    'ES': 'Europe/Madrid',
    'NL': 'Europe/Amsterdam',
    'PL': 'Europe/Warsaw',
    'SE': 'Europe/Stockholm',
    'BE': 'Europe/Brussels',
}
_SATURDAY = 5
_LAST_MINUTE = datetime.time(23, 59)


@dataclass(eq=False)
class Invoice:
    """An invoice or a credit note that Amazon shows to the buyer of an order.

    `shipping_id` says which part of the order it is about, `transaction_id` which refund; '' if
    the seller did not say so.
    """

    order_id: str
    number: str
    document_type: str
    received: datetime.datetime
    content: bytes
    shipping_id: str = ''
    transaction_id: str = ''

    def is_in_place_of(self, other):
        """Return whether this is another version of the same document."""
        if self.document_type != other.document_type:
            return False
        if (self.order_id, self.shipping_id) != (other.order_id, other.shipping_id):
            return False
        return self.document_type == INVOICE or self.number == other.number


class Invoices:
    """The invoices of one seller. `mode` says who issues them, see `INVOICING_MODES`.

    `may_be_uploaded` is false for who is in the VAT Calculation Service, but has not chosen to
    issue invoices.
    """

    def __init__(self):
        self.mode = SELLER_ISSUES
        self.may_be_uploaded = True
        self._invoices = []

    def __len__(self):
        return len(self._invoices)

    def __iter__(self):
        """Iterate over a copy of the invoices, in the order of receipt."""
        return iter(list(self._invoices))

    def of(self, order_id):
        """Return the invoices and credit notes of an order.

        :param str order_id: Amazon's order id.
        :rtype: list[Invoice]
        """
        return [invoice for invoice in self._invoices if invoice.order_id == order_id]

    def receive(self, invoice):
        """Take an invoice, in place of a former version if there is one.

        :param Invoice invoice: The invoice.
        """
        self._invoices = [
            other for other in self._invoices if not invoice.is_in_place_of(other)]
        self._invoices.append(invoice)

    def restore(self, invoices):
        """Take over the invoices of an earlier run, as they are.

        :param list[Invoice] invoices: The invoices.
        """
        self._invoices = list(invoices)

    def due(self, order):
        """Return until when Amazon waits for the invoice of an order.

        Holidays are left out: here, they are days like others.

        :param Order order: The order.
        :rtype: datetime.datetime | None
        """
        shipped = shipped_at(order)
        if shipped is None or not is_business(order) or order.marketplace.country not in TIME_ZONES:
            return None
        zone = zoneinfo.ZoneInfo(TIME_ZONES[order.marketplace.country])
        day = shipped.astimezone(zone).date() + datetime.timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += datetime.timedelta(days=1)
        return datetime.datetime.combine(day, _LAST_MINUTE, zone)

    def is_late(self, order, now):
        """Return whether Amazon has waited for the invoice of an order in vain.

        :param Order order: The order.
        :param datetime.datetime now: The time.
        :rtype: bool
        """
        due = self.due(order)
        is_there = any(invoice.document_type == INVOICE for invoice in self.of(order.order_id))
        return due is not None and not is_there and now > due


def is_business(order):
    """Return whether a business bought an order: it expects an invoice."""
    return BUSINESS in order.programs or bool(order.buyer and order.buyer.vat_number)


def shipped_at(order):
    """Return when the last units of an order left, or None if none has.

    :param Order order: The order.
    :rtype: datetime.datetime | None
    """
    if not any(item.shipped for item in order.items):
        return None
    return max((package.shipped for package in order.packages), default=order.updated)


def shipping_ids(order):
    """Return what Amazon's tax reports call the shipments of an order, one for each package.

    :param Order order: The order.
    :rtype: list[str]
    """
    packages = [
        package for package in order.packages if package.is_counted and package.status != CANCELLED]
    return [shipping_id(order, number) for number in range(len(packages) or 1)]


def shipping_id(order, number):
    """Return what Amazon's tax reports call a shipment: always the same for the same.

    :param Order order: The order.
    :param int number: Which of its shipments; the first is 0.
    :rtype: str
    """
    digest = hashlib.sha256(f'{order.order_id} shipment {number}'.encode()).hexdigest()
    return f'D{str(int(digest, 16))[:8]}'
