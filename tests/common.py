from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, TransactionCase, get_db_name, tagged

from ..lib.series import STORABLE
from ..lib.taxes.schemes import DEEMED_SUPPLIER, FACILITATOR
from ..workshop.simulator import CLIENT_ID, CLIENT_SECRET, Simulator, serve
from .contract import ContractChecked
from .series import enter_test_mode


class SimulatorMixin:
    """A simulator reached over HTTP; its calls and answers are checked against Amazon's models."""

    # Since 19.0, only tests in a class's own body would run.
    allow_inherited_tests_method = True

    def start_simulator(self):
        self.amazon = Simulator()
        self.shop = self.amazon.shop
        # Nobody waits until a change may be read; what happens later is still later.
        self.shop.event_lag = timedelta(seconds=200)
        self.contract = ContractChecked(self.amazon)
        stack = ExitStack()
        self.addCleanup(stack.close)
        self.url = stack.enter_context(serve(self.contract))
        self.addCleanup(self._check_contract)
        # A token of its own: access tokens are remembered from test to test.
        self.refresh_token = self.amazon.lwa.authorize(self.amazon.application, self.amazon.seller)

    def _check_contract(self):
        self.assertFalse(self.contract.violations, "Amazon's models were not kept")

    def account_values(self, env, **values):
        countries = [
            env.ref(f'amazon_connector.marketplace_{code}').id for code in ('us', 'de', 'jp')
        ]
        return {
            'name': "Test Shop",
            'user_id': env.ref('base.user_admin').id,
            'base_marketplace_id': countries[0],
            'available_marketplace_ids': [fields.Command.set(
                env['amazon.marketplace'].search([]).ids
            )],
            'active_marketplace_ids': [fields.Command.set(countries)],
            'client_id': CLIENT_ID,
            'client_secret': CLIENT_SECRET,
            'refresh_token': self.refresh_token,
            'endpoint_url': self.url,
            'lwa_url': f'{self.url}/auth/o2/token',
            **values,
        }


@tagged('-at_install', 'post_install')
class AmazonCase(SimulatorMixin, TransactionCase):
    """A linked account that talks to the simulator.

    Jobs run in a cursor of their own that "commits" to the test's savepoints, as in production they
    commit to the database.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The database's clock is freezegun's, too; so it is for the cursors of jobs.
        cls.startClassPatcher(patch.object(cls.cr, 'now', lambda: datetime.utcnow()))
        enter_test_mode(cls)
        cls.company = cls.env.company
        # The first account does all this; once for all tests is quicker.
        cls.env['stock.location']._let_users_choose_locations()
        for scheme in (DEEMED_SUPPLIER, FACILITATOR):
            cls.env['account.fiscal.position']._of_amazon_scheme(cls.company, scheme)
        for code in ('USD', 'EUR', 'JPY'):
            cls.env['account.journal']._of_amazon_payments(
                cls.company, cls.env.ref(f'base.{code}')
            )
        cls.mug = cls.create_product("Mug", 'AMZ-MUG-WHITE')
        cls.teapot = cls.create_product("Teapot", 'AMZ-TEAPOT')

    def setUp(self):
        super().setUp()
        self.start_simulator()
        self.account = self.create_account()

    @classmethod
    def create_product(cls, name, reference, **values):
        return cls.env['product.product'].create({
            'name': name,
            'default_code': reference,
            **STORABLE,
            'taxes_id': [fields.Command.clear()],
            **values,
        })

    def create_account(self, **values):
        return self.env['amazon.account'].create(self.account_values(self.env, **values))

    def marketplace(self, country_code):
        return self.env.ref(f'amazon_connector.marketplace_{country_code.lower()}')

    def enter_rate(self, code):
        """Have Odoo know what a currency is worth."""
        self.env['res.currency.rate'].create({
            'currency_id': self.env.ref(f'base.{code}').id, 'rate': 2, 'name': '2020-01-01',
        })
        self.env.invalidate_all()

    def link(self, account=None):
        """Link the account and set it back by a day, so that what was placed before is read."""
        account = account or self.account
        account.action_link()
        account.last_orders_sync = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        return account

    @contextmanager
    def committing(self, records, user=None):
        """Give the records in a cursor of its own, as a request or a cron worker has them."""
        self.env.flush_all()
        with self.registry.cursor() as cr:
            user = user or self.env.ref('base.user_root')
            yield records.with_env(api.Environment(cr, user.id, {}))
        self.env.invalidate_all()

    def sync(self, account=None):
        """Run the account's scheduled action."""
        with self.committing(account or self.account) as account:
            account._cron_sync_orders()

    def click(self, records, action, user=None):
        """Click on a button.

        :return: what the user gets to see.
        """
        with self.committing(records, user or self.env.ref('base.user_admin')) as records:
            return getattr(records, action)()

    def inbox(self, order):
        return self.env['amazon.order'].search([('amazon_order_ref', '=', order.order_id)])

    def sale_order(self, order):
        return self.env['sale.order'].search([('amazon_order_ref', '=', order.order_id)])


@tagged('-at_install', 'post_install')
class CommittedCase(SimulatorMixin, BaseCase):
    """An account that is really in the database, for what only real transactions show."""

    def setUp(self):
        super().setUp()
        self.start_simulator()
        self.registry = Registry(get_db_name())
        # Odoo 19 holds its lock while it runs tests: other threads would wait for ever.
        self.startPatcher(patch.object(Registry, '_lock', DummyRLock()))
        with self.transaction() as env:
            account = env['amazon.account'].create(self.account_values(env))
            account.action_link()
            account.last_orders_sync -= timedelta(hours=1)
            self.account_id = account.id
        self.addCleanup(self._remove_account)

    def _remove_account(self):
        with self.transaction() as env:
            account = self.account(env)
            team, location = account.team_id, account.location_id
            journals = account.payment_journal_ids
            account.unlink()
            team.unlink()
            journals.unlink()
            env['stock.rule'].search([('location_dest_id', '=', location.id)]).route_id.unlink()
            location.unlink()
            env['amazon.rate.limit'].search([]).unlink()

    @contextmanager
    def transaction(self):
        with self.registry.cursor() as cr:
            yield self.env_of(cr)

    def env_of(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {})

    def account(self, env):
        return env['amazon.account'].browse(self.account_id)

    def sync(self):
        with self.transaction() as env:
            self.account(env)._cron_sync_orders()
