from pathlib import Path
from runpy import run_path

from psycopg2 import IntegrityError

from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..common import AmazonCase
from ..security.test_security_secrets import SECRET_FIELDS

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.5.0' / 'post-rows_of_their_own.py'
ODD = ("O'Reilly \\ \"%s\"", "line\nbreak", "秘密 🔑", "x" * 100_000, " ")
BROKEN = ('name', 'company_id', 'state', 'base_marketplace_id', 'feed_threshold')


class TestRowsOfTheirOwn(AmazonCase):
    """PostgreSQL writes all values of a row that it refuses into its own log."""

    def setUp(self):
        super().setUp()
        self.secrets = {name: f'TOP-SECRET of {name}' for name in SECRET_FIELDS}
        self.secrets |= {
            'endpoint_url': 'https://top-secret.example.com',
            'lwa_url': 'https://top-secret.example.com/token',
        }
        self.account.write(self.secrets)
        self.env.flush_all()

    def refusal(self, statement, *values):
        """Return all that PostgreSQL says of a statement that it refuses."""
        with (
            mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError) as refusal,
            self.env.cr.savepoint(flush=False),
        ):
            self.env.cr.execute(statement, values)
        error = refusal.exception
        return '\n'.join(filter(None, [str(error), error.diag.message_detail]))

    def test_row_of_the_account_that_is_refused_tells_no_secret(self):
        statements = [f"UPDATE amazon_account SET {column} = NULL" for column in BROKEN]
        self.env.cr.execute("ALTER TABLE amazon_account ADD CHECK (name != 'Nobody')")
        statements.append("UPDATE amazon_account SET name = 'Nobody'")
        for statement in statements:
            told = self.refusal(f'{statement} WHERE id = %s', self.account.id)
            self.assertIn("Failing row contains", told)
            for secret in self.secrets.values():
                self.assertNotIn(secret, told, statement)

    def test_nothing_that_people_enter_can_make_the_row_of_secrets_refused(self):
        self.env.cr.execute("""
            SELECT attname, format_type(atttypid, atttypmod)
              FROM pg_attribute
             WHERE attrelid = 'amazon_account_credentials'::regclass AND attnum > 0
               AND attname NOT IN ('id', 'account_id') AND NOT attisdropped
               AND (attnotnull OR atttypid != 'varchar'::regtype OR atttypmod != -1)
        """)
        self.assertEqual(self.env.cr.fetchall(), [])
        self.env.cr.execute("""
            SELECT conname FROM pg_constraint
             WHERE conrelid = 'amazon_account_credentials'::regclass AND contype IN ('c', 'u', 'x')
        """)
        self.assertEqual(
            self.env.cr.fetchall(), [('amazon_account_credentials_unique_account',)])
        for value in ODD:
            self.account.write({'client_id': value, 'client_secret': value, 'refresh_token': value})
            self.env.invalidate_all()
            self.assertEqual(self.account._credentials(), (value, value, value))

    def test_secrets_are_on_the_account_as_before(self):
        self.env.invalidate_all()
        self.assertEqual(self.account.read(list(self.secrets))[0] | self.secrets, {
            'id': self.account.id, **self.secrets,
        })
        found = self.account.search([('client_secret', '=', self.secrets['client_secret'])])
        self.assertEqual(found, self.account)
        self.assertFalse(self.account.copy({'name': "Copy"}).client_secret)

    def test_account_of_an_administrator_without_secrets_has_its_rows(self):
        manager = new_test_user(
            self.env, 'manager', 'base.group_user,amazon_connector.group_amazon_manager'
        )
        values = {
            'name': "Another", 'base_marketplace_id': self.marketplace('DE').id,
            'last_orders_sync': '2026-01-01 00:00:00',
        }
        account = self.env['amazon.account'].with_user(manager).create(values)
        self.assertEqual(str(account.last_orders_sync), values['last_orders_sync'])
        self.assertTrue(account.sudo().credentials_ids)

    def test_what_was_there_before_the_update_moves(self):
        """An account of 1.4.0 has its secrets, and how far it came, in its own row."""
        script = run_path(str(SCRIPT))
        cr = self.env.cr
        cr.execute("""
            ALTER TABLE amazon_account ADD COLUMN client_secret varchar,
                                       ADD COLUMN refresh_token varchar,
                                       ADD COLUMN last_orders_sync timestamp
        """)
        cr.execute("""
            UPDATE amazon_account
               SET client_secret = 'of 1.4.0', last_orders_sync = '2026-01-02'
             WHERE id = %s
        """, [self.account.id])
        for table in ('credentials', 'progress', 'lock'):
            cr.execute(f"DELETE FROM amazon_account_{table}")
        script['migrate'](cr, '17.0.1.4.0')
        script['migrate'](cr, '17.0.1.4.0')
        self.env.invalidate_all()
        self.assertEqual(self.account.client_secret, 'of 1.4.0')
        self.assertEqual(str(self.account.last_orders_sync), '2026-01-02 00:00:00')
        self.assertFalse(self.account.refresh_token)
        cr.execute("SELECT * FROM amazon_account LIMIT 0")
        columns = {column.name for column in cr.description}
        self.assertFalse(columns & {*self.secrets, 'last_orders_sync'})
