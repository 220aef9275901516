"""What Amazon may let an application do for a seller, and how that shows."""
from collections.abc import Iterable
from dataclasses import dataclass

WORKS = 'works'
MISSING = 'missing'
UNSEEN = 'unseen'  # There was nothing to see it by.
UNKNOWN = 'unknown'  # Amazon gave no answer.


@dataclass(frozen=True)
class Permission:
    """Something that an application needs a role for.

    :param str name: what it is for.
    :param str role: what Amazon calls the role.
    :param str cost: what it costs to be without, a sentence.
    :param bool is_vital: whether nothing works without.
    """

    name: str
    role: str
    cost: str
    is_vital: bool = False


@dataclass(frozen=True)
class Sight:
    """What an order that was sold shows of its people.

    :param str channel: 'fbm' or 'fba'.
    :param bool has_address: whether it has a street.
    :param bool has_name: whether the buyer has a name.
    :param bool has_vat: whether the buyer has a VAT number.
    """

    channel: str
    has_address: bool
    has_name: bool
    has_vat: bool


def addresses_by(sights: Iterable[Sight]):
    """Return whether Amazon tells where parcels go, by orders that the seller ships."""
    return _by([sight.has_address for sight in sights if sight.channel == 'fbm'])


def taxes_by(sights: Iterable[Sight]):
    """Return whether Amazon tells what invoices need.

    Only with a role for taxes does it name the buyer of an order that it ships itself: issue 5306
    of https://github.com/amzn/selling-partner-api-models.
    """
    sights = list(sights)
    if any(sight.has_vat for sight in sights):
        return WORKS
    return _by([sight.has_name for sight in sights if sight.channel == 'fba'])


def _by(signs):
    if not signs:
        return UNSEEN
    return WORKS if any(signs) else MISSING
