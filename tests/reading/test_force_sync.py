from datetime import datetime, timezone

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import Form

from ..delivery.delivery_case import DeliveryCase

# All that a second import of an order would leave behind.
TRACES = (
    'sale.order', 'sale.order.line', 'res.partner', 'stock.picking', 'stock.move',
    'stock.move.line', 'amazon.order', 'amazon.offer', 'amazon.shipment', 'amazon.shipment.line',
    'mail.message', 'mail.activity', 'product.product', 'product.pricelist',
)


class TestForceSync(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.administrator = self.env.ref('base.user_admin')

    def enter(self, moment, account=None):
        """Enter Last Orders Sync as a person does, in developer mode."""
        account = account or self.account
        with self.debug_mode(), Form(account.with_user(self.administrator)) as form:
            form.last_orders_sync = moment

    def is_shown_readonly(self):
        form = self.account.with_user(self.administrator).get_view(view_type='form')
        # Since 19.0, the one that is not for this mode is there, too, but does not show.
        [field] = etree.fromstring(form['arch']).xpath(
            "//field[@name='last_orders_sync'][not(@invisible='1')]"
        )
        return bool(field.get('readonly'))

    def ago(self, **period):
        return fields.Datetime.now() - relativedelta(**period)

    def place_before(self, marketplace='US', mangler=None, **period):
        """Have a customer order in the past."""
        moment = datetime.now(timezone.utc) - relativedelta(**period)
        order = self.shop.place(marketplace, updated=moment)
        if mangler:
            self.shop.mangle(order.order_id, mangler)
            self.shop.change(order.order_id, lambda order: None, at=moment)
        return order

    def traces(self):
        """Return how much there is of everything, what is in stock, and what Amazon was told."""
        counts = {
            model: self.env[model].with_context(active_test=False).search_count([])
            for model in TRACES
        }
        quants = self.env['stock.quant'].search([])
        stock = {(quant.product_id, quant.location_id): quant.quantity for quant in quants}
        return counts, stock, len(self.shop.notices)

    def place_all_kinds(self):
        """Read orders in all states that orders are in, and deal with them."""
        self.place(2)
        self.ship(self.picking(self.place(3)), {self.mug: 2})
        self.place_and_ship()
        self.send()
        self.place(2, channel='AMAZON', status='SHIPPED')
        self.place(2, channel='AMAZON', status='PARTIALLY_SHIPPED')
        self.shop.place(channel='AMAZON')
        self.shop.place(status='PENDING')
        self.shop.cancel(self.place().order_id)
        self.shop.replace(self.place().order_id)
        self.shop.request_cancellation(self.place().order_id)
        self.sync()

    # === WHAT IS ENTERED === #

    def test_only_developers_set_it_back(self):
        self.assertTrue(self.is_shown_readonly())
        with self.debug_mode():
            self.assertFalse(self.is_shown_readonly())
        self.enter(self.ago(days=3))
        self.assertEqual(self.account.last_orders_sync.date(), self.ago(days=3).date())

    def test_before_the_two_years_that_amazon_keeps_is_refused(self):
        self.enter(self.ago(years=2, days=-1))
        with self.assertRaisesRegex(ValidationError, "keeps them for two years"):
            self.enter(self.ago(years=2, days=1))

    def test_in_the_far_east_amazon_keeps_them_since_2016(self):
        account = self.create_account(
            name="Tokyo", base_marketplace_id=self.marketplace('JP').id
        )
        self.enter(datetime(2016, 1, 2), account)
        with self.assertRaisesRegex(ValidationError, "since 2016"):
            self.enter(datetime(2015, 12, 31), account)

    # === WHAT GREW OLD BY ITSELF === #

    def test_account_that_rested_for_years_starts_where_amazon_begins(self):
        too_old, old, new = (
            self.place_before(years=2, days=3), self.place_before(years=2, days=-3), self.place()
        )
        self.account.last_orders_sync = self.ago(years=5)
        self.sync()
        self.assertFalse(self.account.orders_sync_message)
        self.assertFalse(self.inbox(too_old), "it was not asked for")
        self.assertTrue(self.sale_order(old))
        self.assertTrue(self.sale_order(new))
        self.assertGreater(self.account.last_orders_sync, self.ago(hours=1))

    def test_account_that_rested_for_years_in_the_far_east(self):
        self.account.base_marketplace_id = self.marketplace('JP')
        old = self.place_before('JP', years=5)
        self.account.last_orders_sync = self.ago(years=6)
        self.sync()
        self.assertTrue(self.sale_order(old))

    def test_account_that_rested_for_years_can_be_changed(self):
        self.account.last_orders_sync = self.ago(years=5)
        self.account.with_user(self.administrator).name = "Woken Up"
        self.assertEqual(self.account.name, "Woken Up")

    # === READING AGAIN === #

    def test_what_did_not_change_is_not_doubled(self):
        self.place_all_kinds()
        before = self.traces()
        calls = self.amazon.calls['searchOrders']
        self.enter(self.ago(days=1))
        self.sync()
        self.send()
        self.assertEqual(self.amazon.calls['searchOrders'], calls + 1)
        self.assertEqual(self.traces(), before)

    def test_what_amazon_only_touched_is_not_doubled(self):
        self.place_all_kinds()
        before = self.traces()
        for order in self.shop:
            self.shop.change(order.order_id, lambda order: None)
        self.enter(self.ago(days=1))
        self.sync()
        self.send()
        self.assertEqual(self.traces(), before)

    def test_order_that_changed_long_ago_is_read_for_the_first_time(self):
        order = self.place_before(days=5)
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.enter(self.ago(days=6))
        self.sync()
        self.assertTrue(self.sale_order(order))

    # === REPAIRING === #

    def test_sales_order_that_was_deleted_comes_back(self):
        order = self.place_before(hours=12)
        self.sync()
        customer = self.sale_order(order).partner_id
        self.sale_order(order)._action_cancel()
        self.sale_order(order).unlink()
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.enter(self.ago(days=1))
        self.sync()
        sale_order = self.sale_order(order)
        self.assertEqual((sale_order.state, sale_order.partner_id), ('sale', customer))
        self.assertEqual(sale_order.order_line.product_uom_qty, 1)
        self.assertEqual(len(sale_order.picking_ids), 1)
        self.assertEqual(self.inbox(order).sale_order_id, sale_order)

    def test_order_that_was_given_up_is_tried_again(self):
        order = self.place_before(hours=12, mangler=lambda wire: wire['salesChannel'].update(
            marketplaceId='ATLANTIS'
        ))
        self.sync()
        row = self.inbox(order)
        self.assertEqual(row.state, 'failed')
        row.next_attempt = False
        self.marketplace('US').copy({'name': "Amazon.atl", 'marketplace_ref': 'ATLANTIS'})
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.enter(self.ago(days=1))
        self.sync()
        self.assertTrue(self.sale_order(order))
        self.assertEqual(row.state, 'imported')

    def test_place_among_pages_is_forgotten(self):
        """Otherwise what was asked for would only be read after the pages that are left."""
        self.account._ensure_reading('new').write({
            'page_token': 'some page',
            'page_date': fields.Datetime.now(),
            'start': self.ago(hours=2),
            'end': self.ago(hours=1),
        })
        order = self.place_before(days=5)
        self.enter(self.ago(days=6))
        self.sync()
        self.assertTrue(self.sale_order(order))
