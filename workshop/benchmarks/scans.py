"""Rows that PostgreSQL reads without an index."""
import time
from collections import Counter

import odoo

TIME_TO_REPORT = 2  # seconds until PostgreSQL has counted what a connection did


def rows_scanned(database):
    """Return how many rows were ever read by going through a whole table.

    :param Database database: where; it must not be in use
    :return: the rows by table
    :rtype: collections.Counter
    """
    odoo.sql_db.close_db(database.name)  # A connection reports at its end at the latest.
    time.sleep(TIME_TO_REPORT)
    return Counter(dict(
        database.execute('SELECT relname, seq_tup_read FROM pg_stat_user_tables')))
