import re
from dataclasses import dataclass
from decimal import Decimal

from ..core.errors import Rejected

# https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices: values may hold commas,
# slashes, backslashes, spaces, dashes, underscores, semicolons, colons, digits, letters and #.
_FORBIDDEN = re.compile(r'[^A-Za-z0-9 ,/\\_;:#-]')
# Beside these, amounts have a point, as in Amazon's examples.
_AMOUNT = '{:.2f}'
_DOCUMENT_TYPES = {'invoice': 'Invoice', 'credit_note': 'CreditNote'}
# Amazon's pages have the keys in several spellings; its own errors have them like this.
_PREFIX = 'metadata:'


def forbidden_characters(text):
    """Return the characters of a text that Amazon does not take where it is told of an invoice.

    :param str text: such as the number of an invoice.
    :return: each once, in their order.
    :rtype: list[str]
    """
    return list(dict.fromkeys(_FORBIDDEN.findall(text.strip())))


@dataclass(frozen=True)
class InvoiceUpload:
    """What Amazon is told of an invoice, or a credit note, whose PDF it gets.

    See https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices.

    :param str document_type: 'invoice' or 'credit_note'.
    :param str number: as it is on the document.
    :param str order_ref: Amazon's order id.
    :param str marketplace_ref: of the order (Amazon's id).
    :param str shipping_ref: Amazon's id of the shipment that it is about; then the order does not
        count. '' if it is about the order.
    :param str transaction_ref: Amazon's id of the refund or the correction; '' if there is none.
    :param Decimal total: with tax, in the order's currency; None if Amazon is not to compare it
        with its own, which must be equal to the cent.
    :param Decimal total_tax: likewise.
    """

    document_type: str
    number: str
    order_ref: str
    marketplace_ref: str
    shipping_ref: str = ''
    transaction_ref: str = ''
    total: Decimal | None = None
    total_tax: Decimal | None = None

    def feed_options(self):
        """Return Amazon's `feedOptions`.

        :rtype: dict[str, str]
        :raise Rejected: if Amazon would not take one of the values.
        """
        about = {'shippingid': self.shipping_ref} if self.shipping_ref else {
            'orderid': self.order_ref}
        texts = {
            **about,
            'invoicenumber': self.number,
            'documenttype': _DOCUMENT_TYPES[self.document_type],
            'transactionid': self.transaction_ref,
        }
        for name, text in texts.items():
            if forbidden_characters(text):
                raise Rejected(
                    'InvalidInput', f"The {name} has characters that Amazon does not take.")
        amounts = {'totalamount': self.total, 'totalvatamount': self.total_tax}
        texts |= {
            name: _AMOUNT.format(amount) for name, amount in amounts.items() if amount is not None}
        return {f'{_PREFIX}{name}': text.strip() for name, text in texts.items() if text}
