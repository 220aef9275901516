"""Where a database is: by its name, and by the PostgreSQL server that it is on."""


def is_elsewhere(noted, now):
    """Return whether a database is not where it was.

    :param str noted: where it was: its name, `@`, and the identifier of the server, if that was to
        be had. '' if nobody noted it.
    :param str now: where it is, likewise.
    :rtype: bool
    """
    (name, server), (name_now, server_now) = split(noted), split(now)
    if not name or not name_now:
        return False
    return name != name_now or bool(server and server_now and server != server_now)


def split(place):
    """Return the name of the database, and the identifier of its server.

    :param str place: as :func:`is_elsewhere` takes it.
    :rtype: tuple[str, str]
    """
    name, _at, server = (place or '').rpartition('@')
    return name, server
