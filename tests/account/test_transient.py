import errno
from contextlib import contextmanager
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time
from psycopg2.pool import PoolError

from odoo import sql_db
from odoo.exceptions import UserError
from odoo.tests import TransactionCase
from odoo.tools import mute_logger

from ...lib.transient import is_of_size, is_transaction_lost
from ...workshop.simulator import SELLER_ID, Item, faults
from ..common import CommittedCase
from ..delivery.delivery_case import DeliveryCase

OF_ODOOS_OWN = {
    '08000': "connection broke", '08006': "connection failed", '08P01': "pgbouncer is full",
    '25006': "read only, after a fail-over", '25P03': "idle for too long",
    '40001': "outpaced", '40003': "unknown whether committed", '40P01': "deadlock",
    '53000': "no resources", '53100': "disk full", '53200': "out of memory",
    '53300': "too many connections", '53400': "too much configured",
    '55P03': "lock", '57014': "took too long", '57P01': "shut down", '57P03': "starts",
    '58000': "system", '58030': "disk does not answer", '72000': "snapshot too old",
}
OF_WHAT_WAS_TRIED = {
    '22001': "too long", '22003': "out of range", '22P02': "no number", '23502': "missing",
    '23503': "refers to nothing", '23505': "there already", '23514': "check",
    '42703': "no such column", '54001': "too complex", 'P0001': "raised", 'XX000': "internal",
}


class TestTransient(TransactionCase):

    def raised(self, code):
        """Return the error that PostgreSQL raises with a code."""
        with (
            mute_logger('odoo.sql_db'), self.assertRaises(psycopg2.Error) as caught,
            self.env.cr.savepoint(flush=False),
        ):
            self.env.cr.execute(f"DO $$ BEGIN RAISE 'no' USING ERRCODE = '{code}'; END $$")
        return caught.exception

    def test_errors_of_the_database(self):
        for codes, is_lost in ((OF_ODOOS_OWN, True), (OF_WHAT_WAS_TRIED, False)):
            for code, what in codes.items():
                with self.subTest(what, code=code):
                    self.assertEqual(is_transaction_lost(self.raised(code)), is_lost)

    def test_errors_on_the_way_to_it(self):
        for error in (
            PoolError("The Connection Pool Is Full"),
            psycopg2.InterfaceError("connection already closed"),
            psycopg2.OperationalError("could not connect to server"),
            psycopg2.DatabaseError("server closed the connection unexpectedly"),
            MemoryError(), OSError(errno.ENOSPC, "No space"), OSError(errno.EMFILE, "Files"),
        ):
            self.assertTrue(is_transaction_lost(error), repr(error))
        for error in (
            psycopg2.DataError("too long"), psycopg2.ProgrammingError("no results"),
            OSError(errno.ENOENT, "No file"), ValueError(), UserError("no"), RecursionError(),
        ):
            self.assertFalse(is_transaction_lost(error), repr(error))

    def test_errors_that_may_come_of_how_much_is_done_at_once(self):
        for code in ('25P03', '25P04', '53200', '57014', '57P01'):
            self.assertTrue(is_of_size(self.raised(code)), OF_ODOOS_OWN.get(code))
        for code in ('25006', '40001', '40P01', '53100', '53300', '55P03', '57P03', '23505'):
            self.assertFalse(is_of_size(self.raised(code)), code)
        gone = psycopg2.OperationalError("server closed the connection unexpectedly")
        self.assertTrue(is_of_size(gone))
        for error in (PoolError("The Connection Pool Is Full"), UserError("no"), ValueError()):
            self.assertFalse(is_of_size(error), repr(error))
        try:
            try:
                raise MemoryError
            except MemoryError:
                raise ValueError("The server could not go on.") from None
        except ValueError as error:
            self.assertTrue(is_of_size(error))

    def test_errors_that_somebody_made_another_one_of(self):
        """Such as Odoo's evaluation of code that people write."""
        for text in ("from", "while"):
            try:
                try:
                    raise PoolError("The Connection Pool Is Full")
                except PoolError as error:
                    if text == "from":
                        raise ValueError("while evaluating") from error
                    raise UserError(text)  # noqa: B904
            except (ValueError, UserError) as error:
                self.assertTrue(is_transaction_lost(error))


class TestJobsOfAnUnwellServer(DeliveryCase):
    """Nothing fails for good for a reason that is Odoo's own."""

    @contextmanager
    def refusing(self, table, code, when='INSERT'):
        """Have the database refuse what is written into a table."""
        self.env.flush_all()
        self.env.cr.execute(f"""
            CREATE OR REPLACE FUNCTION unwell() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'not well' USING ERRCODE = '{code}'; END $$;
            CREATE TRIGGER unwell BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION unwell();
        """)
        with mute_logger('odoo.sql_db'):
            yield
        self.env.cr.execute(f"DROP TRIGGER unwell ON {table}")

    @contextmanager
    def quietly(self):
        """See that the job ends with a line in the log, and comes back in a minute."""
        triggers = self.env['ir.cron.trigger']
        triggers.search([]).unlink()
        with self.assertLogs('odoo.addons.amazon_connector', 'WARNING') as log:
            yield
        self.assertIn("goes on later", log.output[0])
        self.assertNotIn("Traceback", '\n'.join(log.output))
        [moment] = triggers.search([]).mapped('call_at')
        self.assertLess(moment, self.passed(minutes=2))

    def no_connection_left(self):
        """Have every further connection refused: that of the job is there already."""
        return patch.object(
            self.registry, 'cursor', side_effect=PoolError("The Connection Pool Is Full"))

    def test_order_waits_for_the_database(self):
        for code in ('53100', '53200', '57P03', '58030', '25006'):
            with self.subTest(OF_ODOOS_OWN[code]):
                order = self.shop.place()
                with self.quietly(), self.refusing('sale_order', code):
                    self.sync()
                self.assertEqual(self.inbox(order).state, 'to_import')
                self.assertFalse(self.inbox(order).attempts)
                self.sync()
                self.assertEqual(self.inbox(order).state, 'imported')

    @mute_logger('odoo.sql_db', 'odoo.addons.amazon_connector.lib.job')
    def test_orders_for_which_there_is_no_memory_together_are_imported_one_by_one(self):
        self.env.cr.execute("""
            CREATE FUNCTION use_memory_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (SELECT count(*) FROM fresh) > 1 THEN
                    RAISE 'out of memory' USING ERRCODE = '53200';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER use_memory_up AFTER INSERT ON sale_order
                REFERENCING NEW TABLE AS fresh
                FOR EACH STATEMENT EXECUTE FUNCTION use_memory_up();
        """)
        orders = [self.shop.place() for _number in range(4)]
        for _run in range(8):
            self.sync()
        for order in orders:
            self.assertEqual(self.inbox(order).state, 'imported')

    def test_order_that_changed_waits_for_the_database(self):
        order = self.place()
        self.shop.cancel(order.order_id)
        with self.quietly(), self.refusing('sale_order', '53100', 'UPDATE'):
            self.sync()
        self.assertEqual(self.inbox(order).state, 'to_import')
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')

    def test_parcel_that_amazon_accepted_waits_for_the_database(self):
        picking = self.place_and_ship()
        with self.refusing('amazon_shipment', '53100', "UPDATE OF confirmed_date"):
            with self.quietly():
                self.send()
        self.assertEqual(picking.amazon_shipment_ids.state, 'sent')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(len(self.shop.notices), 1)

    def test_parcel_and_orders_wait_for_a_connection(self):
        picking, order = self.place_and_ship(), self.shop.place()
        for job in ('_cron_sync_pickings', '_cron_sync_orders'):
            with self.committing(self.account) as account, self.quietly():
                with self.no_connection_left():
                    getattr(account, job)()
        self.assertIn(picking.amazon_shipment_ids.state, ('waiting', 'sent'))
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)
        self.send()
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_feed_waits_for_a_connection(self):
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 0})
        picking = self.place_and_ship()
        with self.committing(self.account) as account, self.quietly():
            with self.no_connection_left():
                account._cron_sync_pickings()
        self.assertEqual(self.env['amazon.feed'].search([]).state, 'to_send')
        self.send()
        self.assertEqual(self.env['amazon.feed'].search([]).state, 'in_progress')
        self.assertEqual(picking.amazon_sync_status, 'sent')

    def test_feed_whose_document_went_to_a_full_disk_is_written_anew(self):
        """Odoo says nothing if a file cannot be written."""
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 0})
        picking = self.place_and_ship()
        self.amazon.faults.add('createFeedDocument', faults.html_503)
        self.send()
        feed = self.env['amazon.feed'].search([])
        attachment = self.env['ir.attachment'].search([
            ('res_model', '=', 'amazon.feed'), ('res_id', '=', feed.id),
            ('res_field', '=', 'document'),
        ])
        attachment.store_fname = 'ff/' + 'f' * 40  # which is not there
        self.env.invalidate_all()
        with mute_logger('odoo.addons.base.models.ir_attachment'):
            for minutes in (5, 10):
                with freeze_time(self.passed(minutes=minutes)):
                    self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_answer_is_not_lost_for_a_rate_that_cannot_be_noted(self):
        picking = self.place_and_ship()
        cursor, calls = self.registry.cursor, []

        def cursor_until_amazon_answered():
            calls.append('cursor')
            if self.amazon.calls['confirmShipment']:
                raise PoolError("The Connection Pool Is Full")
            return cursor()

        with self.committing(self.account) as account:
            with patch.object(self.registry, 'cursor', cursor_until_amazon_answered):
                account._cron_sync_pickings()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertTrue(calls)

    @mute_logger('odoo.addons.amazon_connector.lib.job')
    def test_who_clicks_gets_a_sentence(self):
        order = self.shop.place()
        with self.refusing('sale_order', '53100'), self.assertRaisesRegex(
            UserError, "Nothing is lost: wait a minute"
        ):
            self.click(self.account, 'action_sync_orders')
        self.assertFalse(self.sale_order(order))
        with self.committing(self.account) as account, self.no_connection_left():
            with self.assertRaisesRegex(UserError, "wait a minute"):
                account.action_link()

    @mute_logger('odoo.addons.amazon_connector.lib.mishap')
    def test_order_that_is_at_fault_itself_fails(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE')])
        other = self.shop.place()
        with self.refusing('sale_order', '22001'):
            self.sync()
        self.assertEqual(self.inbox(other).state, 'failed')
        self.assertEqual(self.inbox(order).state, 'imported')


class TestFullPool(CommittedCase):
    """The server's process has no connection left, for real."""

    @contextmanager
    def full_pool(self):
        pool = sql_db._Pool
        cursors = []
        with patch.object(pool, '_maxconn', 8), mute_logger('odoo.sql_db'):
            try:
                while True:
                    cursors.append(self.registry.cursor())
            except PoolError:
                yield
            finally:
                for cursor in cursors:
                    cursor.close()

    def test_job_ends_quietly_and_comes_back(self):
        with self.transaction() as env:
            before = self.account(env).last_orders_sync
            with self.full_pool(), self.assertLogs('odoo.addons.amazon_connector', 'WARNING'):
                self.account(env)._cron_sync_orders()
            triggers = env['ir.cron.trigger'].search([
                ('cron_id', '=', self.account(env).orders_cron_id.id),
            ])
            self.assertEqual(len(triggers), 1)
        self.assertEqual(self.amazon.calls['searchOrders'], 0)
        self.sync()
        with self.transaction() as env:
            self.assertGreater(self.account(env).last_orders_sync, before)

    def test_connection_that_is_cut_while_amazon_answers(self):
        """Such as by a pooler, or by the server's limit of idle transactions."""
        def cut():
            with self.transaction() as env:
                env.cr.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = current_database() AND pid != pg_backend_pid()
                       AND state LIKE 'idle in transaction%'
                """)

        self.amazon.faults.add('searchOrders', faults.before_answer(cut))
        with mute_logger('odoo.sql_db', 'odoo.addons.amazon_connector.lib.job',
                         'odoo.addons.amazon_connector.models.account.amazon_account_schedule'):
            cr = self.registry.cursor()
            self.account(self.env_of(cr))._cron_sync_orders()
            self.assertTrue(cr._cnx.closed)
            cr.close()
        self.sync()
        self.assertEqual(self.amazon.calls['searchOrders'], 2)
