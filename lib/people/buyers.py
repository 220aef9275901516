"""What tells one buyer, or one address, from another: values of partners in, keys out."""
import hashlib
import json
from collections import defaultdict
from itertools import combinations

from ..spelling import folded

PLACE_FIELDS = ('street', 'street2', 'city', 'zip', 'state_id', 'country_id')
ADDRESS_FIELDS = ('name', *PLACE_FIELDS)
# What tells buyers apart whose e-mail address Amazon does not give.
BUYER_FIELDS = (*ADDRESS_FIELDS, 'company_name', 'vat')
# What does so where Amazon gives several buyers the same one.
REGISTERED = ('vat', 'company')
# What of a customer is followed where Amazon says something else by now.
FOLLOWED = ('name', *REGISTERED, 'place')


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


def is_alike(said, wanted):
    """Return whether two buyers with one e-mail address are registered alike.

    :param dict said: what is known of the one: `vat` and `company`, as far as they are known.
    :param dict wanted: the same of the other.
    :rtype: bool
    """
    return all(folded(said.get(name)) == folded(wanted.get(name)) for name in REGISTERED)


def is_contradictory(said, wanted):
    """Return whether something is known of both, and is not the same: they are two buyers.

    :rtype: bool
    """
    return any(
        said.get(name) and wanted.get(name) and folded(said[name]) != folded(wanted[name])
        for name in REGISTERED
    )


def is_somewhere(values):
    """Return whether an address is one that not everybody has of whom Amazon says little.

    :param dict values: of a partner at the address.
    :rtype: bool
    """
    return bool(values['street'] and values['city'])


def shared_emails(buyers):
    """Return the e-mail addresses that several of some buyers have, for sure.

    :param list[dict] buyers: values of customers.
    :rtype: set[str]
    """
    said = defaultdict(list)
    for values in buyers:
        said[values['email']].append(values['amazon_said'])
    return {
        email for email, all_said in said.items()
        if any(is_contradictory(one, other) for one, other in combinations(all_said, 2))
    }


def add_twin(values, twin):
    """Add what is said of a new customer elsewhere, if it must be the same: then they are one.

    :param dict values: of the customer; changed.
    :param dict twin: of one with the same e-mail address.
    :return: whether it is.
    :rtype: bool
    """
    said, more = values['amazon_said'], twin['amazon_said']
    if (
        not values['email'] or values['email'] != twin['email'] or is_contradictory(said, more)
        or not is_somewhere(values)
        or any(values[field] != twin[field] for field in ADDRESS_FIELDS)
    ):
        return False
    for field in ('vat', 'company_name'):
        values[field] = values[field] or twin[field]
    values['amazon_said'] = {name: said[name] or more[name] for name in said}
    return True


def news_of(said, wanted):
    """Return what Amazon says of a customer else than before. What it says no more, is no news.

    :param dict said: what it said before: `name`, `vat`, `company`, and `place`, if registered.
    :param dict wanted: what it says now.
    :return: as in `wanted`.
    :rtype: dict[str, str]
    """
    return {
        name: wanted[name] for name in FOLLOWED
        if wanted[name] and folded(wanted[name]) != folded(said.get(name))
    }


def digest_of(texts):
    """Return what tells whether texts are still the same, without keeping them.

    :param texts: of a person's data.
    :return: 16 hexadecimal digits; the same, whatever case and spaces. Punctuation counts: house
        numbers consist of it.
    :rtype: str
    """
    spelled = json.dumps([' '.join((text or '').casefold().split()) for text in texts])
    return hashlib.sha256(spelled.encode()).hexdigest()[:16]
