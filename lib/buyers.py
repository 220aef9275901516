"""What tells one buyer, or one address, from another: values of partners in, keys out."""
import re

PLACE_FIELDS = ('street', 'street2', 'city', 'zip', 'state_id', 'country_id')
ADDRESS_FIELDS = ('name', *PLACE_FIELDS)
# What tells buyers apart whose e-mail address Amazon does not give.
BUYER_FIELDS = (*ADDRESS_FIELDS, 'company_name', 'vat')
# What does so where Amazon gives several buyers the same one.
REGISTERED = ('vat', 'company')


def address_identity(values):
    """Return what tells one address from another.

    :param dict values: of a partner at the address.
    :rtype: tuple
    """
    return tuple(values.get(field) for field in BUYER_FIELDS)


def buyer_identity(values):
    """Return what tells one buyer from another.

    An e-mail address alone does not: business buyers share those that Amazon made up for all whose
    invoices it issues itself.

    :param dict values: of a customer, with what Amazon said of him in `amazon_said`.
    :rtype: tuple
    """
    if not values['email']:
        return address_identity(values)
    said = values['amazon_said']
    return values['email'], *(folded(said[name]) for name in REGISTERED)


def differences(said, wanted):
    """Return in what two buyers with one e-mail address differ.

    :param dict said: what is known of the one: `vat` and `company`, as far as they are known.
    :param dict wanted: the same of the other.
    :return: what both have, and have otherwise; what only one of them has.
    :rtype: tuple[list[str], list[str]]
    """
    other = [name for name in REGISTERED if folded(said.get(name)) != folded(wanted.get(name))]
    contradictory = [name for name in other if said.get(name) and wanted.get(name)]
    return contradictory, [name for name in other if name not in contradictory]


def folded(text):
    """Return what two spellings of a name or a number have in common.

    :rtype: str
    """
    return re.sub(r'[\W_]+', '', text or '').casefold()
