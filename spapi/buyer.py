from dataclasses import dataclass

from .fields import Fields


@dataclass(frozen=True, repr=False)
class Buyer:
    """The customer, as far as Amazon says: '' for what it withholds.

    :param str email: an address of Amazon's that passes mail on.
    :param str purchase_order: the buyer's own reference.
    :param str vat: number in a register of taxes.
    :param str legal_name: the name in that register.
    """

    name: str
    email: str
    company: str
    purchase_order: str
    vat: str
    legal_name: str


def read_buyer(order):
    """Return the buyer of an order.

    :param Fields order: Amazon's `Order`.
    :rtype: Buyer
    :raise Unreadable: if a part is not of the type in Amazon's model.
    """
    buyer = order.section('buyer', "the buyer")
    registration = _registration(order)
    return Buyer(
        name=buyer.text('buyerName', "name"),
        email=buyer.text('buyerEmail', "e-mail address"),
        company=buyer.text('buyerCompanyName', "company"),
        purchase_order=buyer.text('buyerPurchaseOrderNumber', "purchase order number"),
        vat=registration.text('taxRegistrationNumber', "tax number"),
        legal_name=registration.text('legalName', "legal name"),
    )


def _registration(order):
    registrations = order.section('tax').sections('taxRegistrations', "the tax registrations")
    return next(
        (
            registration
            for registration in registrations
            if registration.text('entityType', "type") == 'BUYER'
            and registration.text('taxRegistrationNumber', "tax number")
        ),
        Fields({}, "the buyer"),
    )
