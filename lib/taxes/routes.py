"""Which taxes go with goods that leave from one country, and go to another one.

A line of the table says: goods from here to there, for these buyers, have that fiscal position.
"""
from dataclasses import dataclass

ANY = ''
ALL_BUYERS, PRIVATE, BUSINESS = 'all', 'private', 'business'


@dataclass(frozen=True)
class Route:
    """A line of the table.

    :param str ship_from: ISO code of the country that goods leave from.
    :param str ship_to: ISO code of the country where they go; `ANY` for all that have no line.
    :param str buyers: `ALL_BUYERS`, `PRIVATE`, or `BUSINESS` for those with a VAT number.
    :param object id: what the line is found again by.
    """

    ship_from: str
    ship_to: str
    buyers: str
    id: object


def find_route(routes, ship_from, ship_to, is_business):
    """Return the line that says most of a sale; of those that say as much, the first.

    That it names the country where the goods go says more than that it names the kind of buyer.

    :param routes: the lines, in their order.
    :param str ship_from: ISO code of the country that the goods leave from; '' if it is not known.
    :param str ship_to: ISO code of the country where they go; '' if it is not known.
    :param bool is_business: whether the buyer has a VAT number.
    :rtype: Route | None
    """
    kind = BUSINESS if is_business else PRIVATE
    fitting = [
        route for route in routes
        if ship_from and route.ship_from == ship_from
        and route.ship_to in (ANY, ship_to) and route.buyers in (ALL_BUYERS, kind)
    ]
    return min(fitting, key=_vagueness, default=None)


def _vagueness(route):
    return route.ship_to == ANY, route.buyers == ALL_BUYERS
