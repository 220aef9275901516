import json
import subprocess

from odoo.tests import tagged

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, Item
from ..order.change_case import MUG, TEAPOT, ChangeCase
from ..server_case import ServerCase
from ..worker_case import odoo_shell

ENDS_WITHIN = 200  # seconds

# What a script in an Odoo shell has at hand: values, ways to ship, and to say what came of it.
BEGIN = """
import json
from odoo import Command, fields

values = json.loads({values!r})
module = env['ir.module.module'].search([('name', '=', 'amazon_connector')])

def say(**result):
    env.cr.commit()
    print('RESULT' + json.dumps(result))

def ship(ref):
    [picking] = env['sale.order'].search([('client_order_ref', '=', ref)]).picking_ids
    picking.carrier_id = env['delivery.carrier'].search([('name', '=', 'UPS')])
    picking.carrier_tracking_ref = '1Z' + ref
    picking.action_assign()
    picking.button_validate()
"""
GOODS = """
from odoo.addons.amazon_connector.lib.series import STORABLE
stock = env['stock.warehouse'].search([], limit=1).lot_stock_id
for sku in values['skus']:
    product = env['product.product'].create({
        'name': sku, 'default_code': sku, 'taxes_id': [Command.clear()], **STORABLE})
    env['stock.quant']._update_available_quantity(product, stock, 100)
env['delivery.carrier'].create({
    'name': 'UPS', 'product_id': env['product.product'].create({'name': 'UPS'}).id})
"""
UNINSTALLED = """
account = env['amazon.account'].browse(values['account_id'])
account._cron_sync_orders()
ship(values['told'])
account._cron_sync_pickings()
ship(values['waiting'])
env['sale.order'].search([('client_order_ref', '=', values['renamed'])]).write(
    {'client_order_ref': "PO 7", 'origin': False})
wizard = env['base.module.uninstall'].with_context(
    module.button_uninstall_wizard()['context']).create({})
say(orders=env['sale.order'].search_count([]), consequences=wizard.amazon_consequences)
wizard.action_uninstall()
"""
INSTALLED_AGAIN = """
module.button_immediate_install()
env = env(context={})
account = env['amazon.account'].create({
    **values['account'], 'base_marketplace_id': env.ref('amazon_connector.marketplace_us').id})
account.action_link()
account.last_orders_sync = fields.Datetime.subtract(fields.Datetime.now(), days=1)
env.cr.commit()
account._cron_sync_orders()
account._cron_sync_pickings()
ship(values['untouched'])
account._cron_sync_pickings()
say(orders=env['sale.order'].search_count([]))
"""


class TestBeforeUninstalling(ChangeCase):
    """Who is about to uninstall the connector reads what is lost, and what is no longer done."""

    def consequences(self, name='amazon_connector'):
        module = self.env['ir.module.module'].search([('name', '=', name)])
        wizard = self.env['base.module.uninstall'].with_context(
            **module.button_uninstall_wizard()['context']).create({})
        return wizard.amazon_consequences

    def test_what_is_there_is_counted(self):
        self.place()
        self.place_and_ship()
        asked = self.place()
        self.ship(self.picking(asked))
        self.shop.cancel(asked.order_id)
        self.shop.place(items=[Item('AMZ-OTHER')])
        self.sync()
        self.env['amazon.offer'].search([('sku', '=', 'AMZ-OTHER')]).product_id = self.mug
        said = self.consequences()
        for words in (
            "Accounts with their credentials: 1.",
            "What Amazon said of 4 sales orders",
            "failed or that are asked about: 1.",
            "a product of another Internal Reference: 1.",
            "parcels that wait or failed: 1.",
            "still to be shipped: 2.",
            "still has personal data: 4.",
            "stay as they are",
            "found by Amazon's number",
        ):
            with self.subTest(words):
                self.assertIn(words, said)

    def test_what_is_not_there_is_not_mentioned(self):
        said = self.consequences()
        for words in ("sales orders: all", "asked about", "SKUs", "parcels", "shipped", "personal"):
            self.assertNotIn(words, said)

    def test_what_it_depends_on_takes_it_along(self):
        self.assertIn("Accounts with", self.consequences('sale_stock'))

    def test_another_module_says_nothing_of_it(self):
        self.assertFalse(self.consequences('snailmail'))


@tagged('-at_install', 'post_install')
class TestUninstalled(ServerCase):
    """The connector is uninstalled and installed again, as Odoo does it, on a copy."""

    def in_copy(self, script, **values):
        """Run a script in an Odoo shell on the copy.

        :return: what it says.
        """
        done = subprocess.run(
            odoo_shell(f'--database={self.copy}'), text=True, capture_output=True,
            input=BEGIN.format(values=json.dumps(values)) + script, timeout=ENDS_WITHIN)
        shown = done.stdout + done.stderr
        self.assertFalse(done.returncode, shown)
        self.assertNotIn(' ERROR ', shown)
        said = [line for line in done.stdout.splitlines() if line.startswith('RESULT')]
        self.assertTrue(said, shown)
        return json.loads(said[0].removeprefix('RESULT'))

    def count(self, table):
        [[number]] = self.execute(
            f"SELECT count(*) FROM {table} WHERE name::text LIKE '%%Amazon%%'")
        return number

    def test_nothing_is_doubled_and_deliveries_are_told_afterwards(self):
        items = [Item(MUG, 2, '10.00'), Item(TEAPOT)]
        told, waiting, untouched, renamed = (self.shop.place('US', items=items) for _ in range(4))
        for _ in range(2):
            self.shop.place('US', 'AMAZON', 'SHIPPED', [Item(MUG)])
        self.open_copy()
        before = self.in_copy(
            GOODS + UNINSTALLED, skus=[MUG, TEAPOT], account_id=self.account_id,
            told=told.order_id, waiting=waiting.order_id, renamed=renamed.order_id)
        self.assertEqual(before['orders'], 6)
        self.assertIn("parcels that wait or failed: 1.", before['consequences'])
        self.assertFalse(self.execute("SELECT 1 FROM ir_cron WHERE cron_name LIKE 'Amazon%%'"))
        self.assertEqual(waiting.status, 'UNSHIPPED')

        after = self.in_copy(INSTALLED_AGAIN, untouched=untouched.order_id, account={
            'name': "Again", 'client_id': CLIENT_ID, 'client_secret': CLIENT_SECRET,
            'refresh_token': self.refresh_token, 'endpoint_url': self.url,
            'lwa_url': f'{self.url}/auth/o2/token',
        })
        self.assertEqual(after['orders'], 6, "nothing is doubled")
        self.assertEqual(
            [(order.status, len(order.packages)) for order in (told, waiting, untouched)],
            [('SHIPPED', 1)] * 3, "what waited, and what was shipped after, is told")
        [[ref]] = self.execute(
            "SELECT amazon_order_ref FROM sale_order WHERE client_order_ref = 'PO 7'")
        self.assertEqual(ref, renamed.order_id)
        self.assertEqual(self.count('stock_location'), 1, "the goods are where they were")
        self.assertEqual(self.count('crm_team'), 1)
