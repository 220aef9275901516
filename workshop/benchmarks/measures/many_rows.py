"""Rows by the hundred thousand: made with Odoo once, then copied in SQL with all around them."""
from psycopg2 import sql

from ....lib.series import SINCE_19

# What keeps together all that a sales order has moved
GROUP = 'stock_reference' if SINCE_19 else 'procurement_group'
# What belongs to an order. Rows of these tables refer to each other's copies.
TABLES = (
    'res_partner', GROUP, 'sale_order', 'sale_order_line', 'stock_picking',
    'stock_move', 'stock_move_line', 'amazon_order', 'amazon_shipment', 'amazon_shipment_line',
)
# Copies do not wait for anything: what could not be read long ago is not tried again.
EMPTY = {('amazon_order', 'payload'), ('amazon_order', 'next_attempt')}
# Two tables refer to each other, before 19.0.
LATER = {('procurement_group', 'sale_id')}
CLOSE_CIRCLE = "" if SINCE_19 else """
    UPDATE procurement_group SET sale_id = sale_order.id FROM sale_order
     WHERE sale_order.procurement_group_id = procurement_group.id AND sale_id IS NULL
"""
# Tables without an id.
RELATIONS = ('amazon_program_sale_order_rel', *(
    ('stock_reference_sale_rel', 'stock_reference_move_rel') if SINCE_19 else ()
))
# What must not be there twice.
NAMES = {
    ('sale_order', 'name'), ('sale_order', 'amazon_order_ref'), ('stock_picking', 'name'),
    ('amazon_order', 'amazon_order_ref'), ('amazon_shipment', 'amazon_order_ref'),
}
# Copies are older, so that there are some of each day of half a year.
DATES = {
    ('amazon_order', 'amazon_update'), ('amazon_order', 'ordered_on'), ('amazon_order', 'ship_by'),
    ('sale_order', 'date_order'), ('sale_order', 'amazon_ship_by'),
    ('stock_picking', 'scheduled_date'), ('stock_picking', 'date_done'),
    ('amazon_shipment', 'ship_date'),
}
DAYS = 180


class ManyRows:
    """The rows that are made after this begins, and their copies."""

    def __init__(self, database, times):
        """
        :param Database database: where they are
        :param int times: how many of each row there are to be in the end
        """
        self._database = database
        self._times = times
        self._first = {table: self._last_id(table) for table in TABLES}
        self._done = 1

    def multiply(self, times):
        """Copy the rows until there are so many of each.

        :param int times: how many, with the rows themselves
        """
        if self._done == 1:
            self._last = {table: self._last_id(table) for table in TABLES}
            self._step = max(self._last.values()) + 1
        with self._database.registry_cursor() as cr:
            for table in (*TABLES, *RELATIONS):
                cr.execute(self._statement(cr, table), [self._done, times - 1])
            for table in TABLES:
                cr.execute(sql.SQL('SELECT setval(%s, (SELECT max(id) FROM {}))').format(
                    sql.Identifier(table)), [f'{table}_id_seq'])
            if CLOSE_CIRCLE:
                cr.execute(CLOSE_CIRCLE)
        self._done = times
        self._database.execute('ANALYZE')

    def _last_id(self, table):
        [(last,)] = self._database.execute(f'SELECT coalesce(max(id), 0) FROM {table}')
        return last

    def _statement(self, cr, table):
        """Return the statement that copies a table's rows from one number of copies to another."""
        references = _references(cr, table)
        columns = {
            column: self._expression(table, column, type_, references.get(column))
            for column, type_ in _columns(cr, table)
        }
        among, of = ('id', table) if table in TABLES else next(
            reference for reference in references.items() if reference[1] in TABLES)
        return sql.SQL(
            'INSERT INTO {table} ({columns}) SELECT {expressions} FROM {table} AS original,'
            ' generate_series(%s, %s) AS copy WHERE original.{among} > {first}'
            ' AND original.{among} <= {last}'
        ).format(
            table=sql.Identifier(table),
            columns=sql.SQL(', ').join(map(sql.Identifier, columns)),
            expressions=sql.SQL(', ').join(columns.values()),
            among=sql.Identifier(among),
            first=sql.Literal(self._first[of]),
            last=sql.Literal(self._last[of]),
        )

    def _expression(self, table, column, type_, referred):
        name = sql.Identifier('original', column)
        if column == 'id':
            referred = table
        if (table, column) in LATER | EMPTY:
            return sql.SQL('NULL')
        if referred in TABLES:
            return sql.SQL('CASE WHEN {name} > {first} THEN {name} + copy * {step} ELSE {name} END'
                           ).format(name=name, first=sql.Literal(self._first[referred]),
                                    step=sql.Literal(self._step))
        if (table, column) in NAMES:
            return sql.SQL("{name} || '-' || copy").format(name=name)
        if (table, column) in DATES:
            return sql.SQL("{name} - copy * interval '{days} days' / {times}").format(
                name=name, days=sql.Literal(DAYS), times=sql.Literal(self._times))
        return name


def _columns(cr, table):
    cr.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position", [table])
    return cr.fetchall()


def _references(cr, table):
    """Return the tables that columns of a table refer to.

    :rtype: dict[str, str]
    """
    cr.execute(
        "SELECT attribute.attname, referred.relname FROM pg_constraint AS reference"
        " JOIN pg_class AS referred ON referred.oid = reference.confrelid"
        " JOIN pg_attribute AS attribute ON attribute.attrelid = reference.conrelid"
        "  AND attribute.attnum = reference.conkey[1]"
        " WHERE reference.contype = 'f' AND reference.conrelid = %s::regclass", [table])
    return dict(cr.fetchall())
