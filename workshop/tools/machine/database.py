"""Databases: which server they are on, made from a template, dropped."""
import contextlib
import os
import shutil

from .. import cache
from ..console import Failure
from . import embedded_postgresql

LIBPQ_VARIABLES = {
    'host': 'PGHOST', 'port': 'PGPORT', 'user': 'PGUSER', 'password': 'PGPASSWORD',
    'sslmode': 'PGSSLMODE',
}


@contextlib.contextmanager
def server():
    """Make the PostgreSQL server reachable for the length of a ``with`` block.

    ``DATABASE_URL`` or ``PGHOST`` name it; otherwise it is the embedded one. Odoo, psycopg2 and
    PostgreSQL's own programs find it through libpq's environment variables.

    :raise Failure: if the server can't be used
    """
    with contextlib.ExitStack() as stack:
        if os.environ.get('DATABASE_URL'):
            os.environ.update(libpq_environment(os.environ['DATABASE_URL']))
        elif not os.environ.get('PGHOST'):
            os.environ.update(stack.enter_context(embedded_postgresql.running()))
        _check()
        yield


def libpq_environment(url):
    """Return the environment variables that say the same as a connection URL."""
    import psycopg2
    from psycopg2.extensions import parse_dsn

    try:
        parameters = parse_dsn(url)
    except psycopg2.ProgrammingError:
        raise Failure(
            "DATABASE_URL is not a PostgreSQL URL, such as postgresql://user:password@host:5432"
        ) from None
    return {LIBPQ_VARIABLES[name]: value
            for name, value in parameters.items() if name in LIBPQ_VARIABLES}


def exists(name):
    """Tell whether there is a database of that name with its file store."""
    return name in names_like(name) and _file_store(name).is_dir()


def names_like(pattern):
    """Return the names of the databases that match an SQL pattern."""
    with _maintenance_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
        return [name for name, in cursor.fetchall()]


def create(name, template='template0'):
    """Create a database, with a copy of the template's file store; an old one is replaced."""
    from psycopg2 import sql

    drop(name)
    with _maintenance_cursor() as cursor:
        # The collation that Odoo itself asks for
        collation = "LC_COLLATE 'C'" if template == 'template0' else ''
        cursor.execute(sql.SQL("CREATE DATABASE {} ENCODING 'unicode' {} TEMPLATE {}").format(
            sql.Identifier(name), sql.SQL(collation), sql.Identifier(template)))
    if template != 'template0':
        shutil.copytree(_file_store(template), _file_store(name))


def rename(name, new_name):
    """Rename a database and its file store."""
    from psycopg2 import sql

    drop(new_name)
    with _maintenance_cursor() as cursor:
        cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(name), sql.Identifier(new_name)))
    _file_store(name).rename(_file_store(new_name))


def drop(name):
    """Drop a database, if there is one, even if somebody is connected to it."""
    from psycopg2 import sql

    with _maintenance_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    shutil.rmtree(_file_store(name), ignore_errors=True)


def _file_store(name):
    return cache.ODOO_DATA / 'filestore' / name


@contextlib.contextmanager
def _maintenance_cursor():
    import psycopg2

    connection = psycopg2.connect(dbname='postgres')
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _check():
    """Find out early, and say in words, what Odoo would stumble over later."""
    import psycopg2

    try:
        with _maintenance_cursor() as cursor:
            cursor.execute("SELECT current_user, rolcreatedb OR rolsuper FROM pg_roles"
                           " WHERE rolname = current_user")
            user, may_create = cursor.fetchone()
    except psycopg2.OperationalError as error:
        raise Failure(
            f"{error}\nThe PostgreSQL server that DATABASE_URL or PGHOST names can't be reached.\n"
            "Correct the variable, or unset it: then the tools run a PostgreSQL of their own."
        ) from None
    if user == 'postgres':
        raise Failure("Odoo refuses the PostgreSQL user postgres: name another one, made with\n"
                      "    createuser --createdb odoo")
    if not may_create:
        raise Failure(f"The PostgreSQL user {user} may not create databases. Let it:\n"
                      f"    ALTER ROLE \"{user}\" CREATEDB")
