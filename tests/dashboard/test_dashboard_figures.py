from datetime import datetime, timedelta, timezone

from freezegun import freeze_time

from odoo import fields

from ...workshop.simulator import Item, faults
from ..series import return_of
from .dashboard_case import DashboardCase

MUG = 'AMZ-MUG-WHITE'
NOON = '2026-03-10 12:00:00'


class TestFiguresOfShipping(DashboardCase):
    """What is to be shipped today, and what is late: as Amazon wants it, where the user is."""

    def setUp(self):
        super().setUp()
        clock = freeze_time(NOON)
        clock.start()
        self.addCleanup(clock.stop)
        self.account.last_orders_sync = '2026-03-10 10:00:00'

    def place_due(self, hours, **values):
        """Read an order that is to be shipped so many hours from now, or was, some hours ago."""
        ship_by = datetime.now(timezone.utc) + timedelta(hours=hours)
        return self.place(ship_by=ship_by, **values)

    def assert_shipping(self, late=(), to_ship=(), later=()):
        for key, orders in (('late', late), ('to_ship', to_ship), ('to_ship_later', later)):
            expected = self.env['sale.order'].concat(*map(self.sale_order, orders))
            self.assertEqual(self.opened(key).sudo(), expected, key)
            self.assertEqual(self.number(key), len(orders), key)

    def test_late_is_not_today_and_tomorrow_is_neither(self):
        late, today, tomorrow = self.place_due(-2), self.place_due(3), self.place_due(24)
        self.assert_shipping([late], [today], [tomorrow])

    def test_today_is_where_the_user_is(self):
        # It is 13:00 in Berlin, 21:00 in Tokyo, 5:00 in Los Angeles.
        self.place_due(9)
        self.place_due(12)
        self.place_due(16)
        for zone, number in (
            ('Asia/Tokyo', 0), ('Europe/Berlin', 1), ('UTC', 1), ('America/Los_Angeles', 3),
        ):
            self.seller.tz = zone
            self.assertEqual(self.number('to_ship'), number, zone)
            self.assertEqual(len(self.opened('to_ship')), number, zone)

    def test_what_is_shipped_is_done(self):
        order = self.place_due(-2)
        self.ship(self.picking(order))
        self.assert_shipping()

    def test_what_is_shipped_in_part_is_not_done(self):
        order = self.place_due(-2, mugs=3)
        self.ship(self.picking(order), {self.mug: 1})
        self.assert_shipping([order])

    def test_what_comes_back_is_nothing_to_ship(self):
        order = self.place_due(-2)
        return_of(self.ship(self.picking(order)), 1)
        self.assert_shipping()

    def test_first_of_several_steps_is_to_be_done(self):
        self.warehouse.delivery_steps = 'pick_pack_ship'
        order = self.place_due(-2)
        self.assert_shipping([order])

    def test_goods_that_are_not_there_are_late_all_the_same(self):
        empty = self.create_product("Vase", 'AMZ-VASE')
        order = self.place_due(-2, items=[Item('AMZ-VASE')])
        self.assertNotEqual(self.picking(order).state, 'assigned', empty.name)
        self.assert_shipping([order])

    def test_canceled_order_is_not_late(self):
        order = self.place_due(-2)
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_shipping()

    def test_what_amazon_canceled_waits_for_an_answer_and_not_for_the_packer(self):
        order = self.place_due(-2, mugs=2)
        self.ship(self.picking(order), {self.mug: 1})
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_shipping()
        self.assertEqual(self.number('to_decide'), 1)

    def test_order_that_was_shipped_without_odoo_is_not_late(self):
        order = self.place_due(-2)
        self.shop.ship(order.order_id)
        self.sync()
        self.assert_shipping()

    def test_what_amazon_ships_is_not_to_be_shipped(self):
        self.place_due(-2, channel='AMAZON')
        self.place_due(-2, channel='AMAZON', status='PARTIALLY_SHIPPED', items=[Item(MUG, 2)])
        self.assert_shipping()

    def test_order_that_is_not_amazons_does_not_count(self):
        self.ordinary_order(self.mug).commitment_date = fields.Datetime.now() - timedelta(days=1)
        self.assert_shipping()

    def test_orders_of_another_account_are_counted_there(self):
        self.place_due(-2)
        other = self.create_account(name="Other", refresh_token='Atzr|other')
        self.assertFalse(self.numbers(other))

    def test_delivery_that_is_done_and_whose_parcel_failed_is_a_failure_alone(self):
        picking = self.ship(self.picking(self.place_due(-2)))
        self.amazon.faults.add('confirmShipment', faults.updates_used_up)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assert_shipping()
        self.assertEqual(self.opened('parcels').picking_id.sudo(), picking)
        self.assertEqual(self.number('parcels'), 1)

    def test_parcel_that_waits_for_a_day(self):
        picking = self.ship(self.picking(self.place_due(1)))
        self.assertFalse(self.number('overdue'))
        with freeze_time(self.passed(60 * 25)):
            self.assertEqual(self.opened('overdue').picking_id.sudo(), picking)
            self.assertEqual(self.number('overdue'), 1)


class TestFiguresOfOrders(DashboardCase):
    """What of orders a person has to look at."""

    def test_failed_orders(self):
        order = self.shop.place()
        self.shop.mangle(order.order_id, lambda wire: wire.pop('orderItems'))
        self.sync()
        self.assertEqual(self.opened('failed').sudo(), self.inbox(order))
        self.assertEqual(self.numbers(), {'failed': 1})

    def test_orders_to_decide(self):
        order = self.place()
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.opened('to_decide').sudo(), self.inbox(order))
        self.assertEqual(self.number('to_decide'), 1)

    def test_sku_of_two_marketplaces_is_one(self):
        for marketplace in ('US', 'DE'):
            self.place(items=[Item('CUP-7')], marketplace=marketplace)
        offers = self.opened('to_pair')
        self.assertEqual(set(offers.mapped('sku')), {'CUP-7'})
        self.assertEqual(len(offers), 2)
        self.assertEqual(self.number('to_pair'), 1)
        self.assertEqual(self.account.skus_to_pair_count, 1)

    def test_currencies_without_rate(self):
        for _order in range(2):
            self.place(marketplace='JP')
        self.place(marketplace='DE')
        yen = self.env.ref('base.JPY')
        self.assertEqual(self.opened('currencies').sudo(), yen)
        self.assertEqual(self.number('currencies'), 1)
        self.enter_rate('JPY')
        self.assertFalse(self.number('currencies'))

    def test_currency_of_a_canceled_order_needs_no_rate(self):
        order = self.place(marketplace='JP')
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertFalse(self.number('currencies'))

    def test_currency_is_asked_for_in_the_company_that_has_no_rate(self):
        self.place(marketplace='JP')
        other = self.env['res.company'].create({
            'name': "Other", 'currency_id': self.env.ref('base.JPY').id,
        })
        theirs = self.create_account(company_id=other.id, user_id=False, name="Theirs")
        both = [self.company.id, other.id]
        self.seller.company_ids = [fields.Command.set(both)]
        self.assertEqual(self.number('currencies', allowed_company_ids=both), 1)
        accounts = self.as_seen(self.account + theirs, allowed_company_ids=both)
        self.assertEqual(
            [account.dashboard['troubles'][-1:] and account.dashboard['troubles'][-1]['key']
             for account in accounts], ['currencies', ''])


class TestFiguresOfInvoices(DashboardCase):
    """What is not invoiced, and what Amazon does not have."""

    def test_orders_that_could_not_be_invoiced(self):
        self.automate()
        self.mug.property_account_income_id = False
        order = self.shipped()
        order.amazon_invoice_reason = "There is no account."
        self.assertEqual(self.opened('not_invoiced').sudo(), order)
        self.assertEqual(self.number('not_invoiced'), 1)
        order._action_cancel()
        self.assertFalse(self.number('not_invoiced'))

    def test_invoices_that_are_due_and_late(self):
        with freeze_time('2026-03-10 12:00:00'):
            self.account.last_orders_sync = '2026-03-10 10:00:00'
            invoice = self.business_invoice()
            self.assertEqual(self.opened('invoices_due').sudo(), self.row(invoice))
            self.assertEqual(self.number('invoices_due'), self.account.invoices_due_count)
            self.assertFalse(self.number('invoices_late'))
        with freeze_time('2026-03-12 12:00:00'):
            self.assertEqual(self.opened('invoices_late').sudo(), self.row(invoice))
            self.assertEqual(self.number('invoices_late'), 1)
            self.row(invoice)._fail("It has no number.")
            self.assertEqual(self.opened('invoices_failed').sudo(), self.row(invoice))
            self.assertEqual(self.number('invoices_failed'), 1)
            self.row(invoice)._accept()
            self.assertFalse(self.number('invoices_due'))
            self.assertFalse(self.number('invoices_late'))
