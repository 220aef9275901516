"""What an answer does not say, though Amazon's model has a place for it; and what it adds."""


def present(**fields):
    """Return the parts that there is something to say of.

    :param fields: What is said, by name: neither None nor an empty text.
    :rtype: dict
    """
    return {key: value for key, value in fields.items() if value not in (None, '')}


def leave_out(wire, paths):
    """Take parts out of an answer's JSON, wherever they are.

    :param dict wire: What is about to be sent.
    :param paths: Names of the model, joined by dots; of a list, each entry is meant:
                  `orderItems.product.sellerSku`.
    """
    for path in paths:
        *parents, name = path.split('.')
        for part in _parts(wire, parents):
            part.pop(name, None)


def add(wire, more):
    """Merge more into an answer's JSON: what is there already stays.

    :param dict wire: What is about to be sent.
    :param dict more: What is added; what is added to a list of objects is added to each of them.
    """
    for name, value in more.items():
        here = wire.setdefault(name, value)
        if isinstance(here, dict):
            add(here, value)
        elif isinstance(here, list) and value and isinstance(value[0], dict) and here is not value:
            for entry in here:
                add(entry, value[0])


def _parts(wire, names):
    parts = [wire]
    for name in names:
        parts = [value for part in parts for value in _listed(part.get(name))]
    return parts


def _listed(value):
    values = value if isinstance(value, list) else [value]
    return [value for value in values if isinstance(value, dict)]
