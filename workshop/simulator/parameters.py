"""Reading the parameters of a query."""
import datetime
import re

from .errors import invalid_input

_ISO_8601 = re.compile(
    r'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)', re.ASCII)


def parse_time(text):
    """Return the time that an ISO 8601 date-time names.

    :param str text: Date, time and zone.
    :rtype: datetime.datetime
    :raise ValueError: If it is nothing of the kind.
    """
    match = _ISO_8601.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not an ISO 8601 date-time.")
    moment, fraction, zone = match.groups()
    microseconds = (fraction or '').ljust(6, '0')[:6]
    zone = '+00:00' if zone == 'Z' else zone
    moment = datetime.datetime.fromisoformat(f'{moment}.{microseconds}{zone}')
    return moment.astimezone(datetime.timezone.utc)


def check_names(parameters, known):
    """Check that each parameter is one that the operation has, and is given once.

    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param set known: The names of the operation's parameters.
    :raise ApiError: 400, if not.
    """
    for name, values in parameters.lists():
        if name not in known:
            raise invalid_input(f"The operation has no parameter {name}.")
        if len(values) > 1:
            raise invalid_input(f"{name} may be given only once.")


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
