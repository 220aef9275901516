from dataclasses import dataclass

from ..core.lenient_fields import LenientFields
from ..core.texts import MAX_VAT
from .address import Address, read_customer_address


@dataclass(frozen=True, repr=False)
class Buyer:
    """The customer, as far as Amazon says: '' for what it withholds, and for what is unreadable.

    :param str email: an address of Amazon's that passes mail on.
    :param str company: as the buyer entered it, or else as it is registered for taxes.
    :param str purchase_order: the buyer's own reference.
    :param str vat: number in a register of taxes.
    :param Address registered_at: where the register has the buyer; None if Amazon does not say.
    """

    name: str
    email: str
    company: str
    purchase_order: str
    vat: str
    registered_at: Address | None


def read_buyer(order):
    """Return the buyer of an order.

    :param LenientFields order: Amazon's `Order`.
    :rtype: Buyer
    """
    buyer = order.section('buyer', "the buyer")
    registration = _registration_of_buyer(order)
    name = buyer.text('buyerName', "name")
    return Buyer(
        name=name,
        email=buyer.text('buyerEmail', "e-mail address"),
        company=buyer.text('buyerCompanyName', "company") or _registered_company(
            registration, name
        ),
        purchase_order=buyer.text('buyerPurchaseOrderNumber', "purchase order number"),
        vat=_vat(registration),
        registered_at=read_customer_address(
            registration.section('taxRegistrationAddress', "the registered address")
        ),
    )


def _registration_of_buyer(order):
    """Return the buyer's tax registration: one that has a number, if any has."""
    registrations = [
        registration
        for registration in order.section('tax', "the tax").sections(
            'taxRegistrations', "the tax registrations"
        )
        if registration.text('entityType', "type") == 'BUYER'
    ]
    return max(registrations, key=lambda registration: bool(_vat(registration)), default=(
        LenientFields(None, "the tax registration")
    ))


def _vat(registration):
    return registration.text('taxRegistrationNumber', "tax number", MAX_VAT)


def _registered_company(registration, name):
    # Persons are registered, too: those of Brazil have a CPF.
    legal_name = registration.text('legalName', "legal name")
    is_person = registration.text('taxRegistrationType', "type of register") == 'CPF'
    return '' if is_person or legal_name == name else legal_name
