"""Reading the parameters of a query."""
import re

from .errors import invalid_input, unauthorized
from .formats import parse_time


def check_names(parameters, known=()):
    """Check that each parameter is one that the operation has, and is given once.

    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param known: The names of the operation's parameters; none by default.
    :raise ApiError: 400, if not.
    """
    for name, values in parameters.lists():
        if name not in known:
            raise invalid_input(f"The operation has no parameter {name}.")
        if len(values) > 1:
            raise invalid_input(f"{name} may be given only once.")


def check_marketplaces(marketplace_ids, seller):
    """Check that a seller sells on all marketplaces that a call names, and is denied none of them.

    One is enough to have the whole call refused, and Amazon does not say which one it is.

    :param marketplace_ids: Their ids.
    :param Seller seller: On whose behalf the call is.
    :raise ApiError: 403, if not.
    """
    if not (seller.participating_ids() - seller.denied_ids).issuperset(marketplace_ids):
        raise unauthorized()


def read_time(parameters, name):
    """Return the time that a parameter names, or None.

    :rtype: datetime.datetime | None
    :raise ApiError: 400, if it is no ISO 8601 date-time.
    """
    if name not in parameters:
        return None
    try:
        return parse_time(parameters[name])
    except ValueError:
        raise invalid_input(f"{name} must be an ISO 8601 date-time.") from None


def read_list(parameters, name):
    """Return the values of a parameter, which are joined by commas; none if it is absent.

    :rtype: list[str]
    """
    return parameters[name].split(',') if name in parameters else []


def read_choices(parameters, name, choices):
    """Return the values of a parameter, each one of a choice; none if it is absent.

    :rtype: list[str]
    :raise ApiError: 400, if one is not.
    """
    values = read_list(parameters, name)
    for value in values:
        if value not in choices:
            raise invalid_input(f"{name} does not know the value {value}.")
    return values


def read_page_size(parameters, name, default, most):
    """Return how many entries the caller wants on a page.

    :rtype: int
    :raise ApiError: 400, if it is not a number from one to the most that Amazon gives.
    """
    text = parameters.get(name, str(default))
    if not re.fullmatch(r'\d{1,9}', text, re.ASCII) or not 1 <= int(text) <= most:
        raise invalid_input(f"{name} must be between 1 and {most}.")
    return int(text)
