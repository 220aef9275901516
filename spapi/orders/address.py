from dataclasses import dataclass

from ..core.lenient_fields import LenientFields


@dataclass(frozen=True, repr=False)
class Address:
    """Where an order is delivered to: '' for what Amazon withholds.

    What the label of a parcel needs is read strictly, for a parcel that goes to half an address is
    lost; phone and kind are '' if they are unreadable, too.

    :param str street: the first line.
    :param str street2: all that is below it and above the city, separated by commas.
    :param str state: name or code of a state, province or region.
    :param str country_code: a code of ISO 3166-1, two letters.
    :param str kind: 'residential', 'commercial', 'pickup_point'.
    """

    name: str
    company: str
    street: str
    street2: str
    city: str
    state: str
    zip: str
    country_code: str
    phone: str
    kind: str


def read_address(order):
    """Return the delivery address of an order.

    :param Fields order: Amazon's `Order`.
    :return: None, if Amazon withholds it.
    :rtype: Address | None
    :raise Unreadable: if a part that a label needs is not of the type in Amazon's model, or too
        long.
    """
    return read_customer_address(
        order.section('recipient').section('deliveryAddress', "the delivery address")
    )


def read_customer_address(fields):
    """Return an address of a buyer or a recipient.

    :param Fields fields: Amazon's `CustomerAddress`.
    :return: None, if nothing is said.
    :rtype: Address | None
    :raise Unreadable: see `read_address`; never, if the fields are read with leniency.
    """
    lenient = LenientFields.of(fields)
    street, *others = _lines(fields) or ['']
    address = Address(
        name=fields.text('name', "name"),
        company=fields.text('companyName', "company"),
        street=street,
        street2=', '.join(others),
        city=fields.text('city', "city"),
        state=fields.text('stateOrRegion', "state"),
        zip=fields.text('postalCode', "postal code"),
        country_code=fields.text('countryCode', "country").upper(),
        phone=lenient.text('phone', "phone number"),
        kind=lenient.text('addressType', "type").lower(),
    )
    return address if any(vars(address).values()) else None


def _lines(fields):
    """Return the lines above the city, each once. Brazil's have parts of their own, too."""
    extended = fields.section('extendedFields')
    keys = ('addressLine1', 'addressLine2', 'addressLine3')
    lines = list(filter(None, (fields.text(key, "street") for key in keys))) or [', '.join(
        filter(None, (extended.text(key, "street") for key in ('streetName', 'streetNumber')))
    )]
    below = [fields.text('city', "city"), fields.text('stateOrRegion', "state")]
    for further in (
        extended.text('complement', "street"),
        extended.text('neighborhood', "district"),
        fields.text('districtOrCounty', "district"),
        fields.text('municipality', "district"),
    ):
        if not any(further.casefold() in line.casefold() for line in lines + below):
            lines.append(further)
    return list(dict.fromkeys(filter(None, lines)))
