from dataclasses import dataclass

from ..core.texts import MAX_VAT


@dataclass(frozen=True, repr=False)
class Buyer:
    """The customer, as far as Amazon says: '' for what it withholds, and for what is unreadable.

    :param str email: an address of Amazon's that passes mail on.
    :param str purchase_order: the buyer's own reference.
    :param str vat: number in a register of taxes.
    """

    name: str
    email: str
    company: str
    purchase_order: str
    vat: str


def read_buyer(order):
    """Return the buyer of an order.

    :param LenientFields order: Amazon's `Order`.
    :rtype: Buyer
    """
    buyer = order.section('buyer', "the buyer")
    return Buyer(
        name=buyer.text('buyerName', "name"),
        email=buyer.text('buyerEmail', "e-mail address"),
        company=buyer.text('buyerCompanyName', "company"),
        purchase_order=buyer.text('buyerPurchaseOrderNumber', "purchase order number"),
        vat=_read_vat(order),
    )


def _read_vat(order):
    registrations = order.section('tax').sections('taxRegistrations', "the tax registrations")
    numbers = (
        registration.text('taxRegistrationNumber', "tax number", MAX_VAT)
        for registration in registrations
        if registration.text('entityType', "type") == 'BUYER'
    )
    return next(filter(None, numbers), '')
