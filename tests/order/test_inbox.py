import random
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...workshop.simulator import Buyer, Item
from ..common import AmazonCase


class TestInbox(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()

    def _spoil(self, order, function):
        self.shop.mangle(order.order_id, function)

    def _place_poison(self):
        """Place an order in a currency that Odoo does not know, see `_take_poison_off`."""
        order = self.shop.place(items=[Item('AMZ-TEAPOT', unit_price='20.00')])
        self._spoil(order, _pay_in_cowries)
        return order

    def _take_poison_off(self):
        self.env['res.currency'].create({'name': 'XCW', 'symbol': 'cowries'})

    def test_orders_that_cannot_be_read_are_parked_and_stop_nothing(self):
        def without(*path):
            def remove(wire):
                *parents, key = path
                for parent in parents:
                    wire = wire[parent]
                del wire[key]
            return remove

        def setting(value, *path):
            def replace(wire):
                *parents, key = path
                for parent in parents:
                    wire = wire[parent]
                wire[key] = value
            return replace

        money = ('orderItems', 0, 'proceeds', 'breakdowns', 0, 'subtotal', 'amount')
        mischief = {
            "no items": without('orderItems'),
            "empty items": setting([], 'orderItems'),
            "no status": without('fulfillment', 'fulfillmentStatus'),
            "unknown status": setting('LOST_IN_SPACE', 'fulfillment', 'fulfillmentStatus'),
            "unknown channel": setting('NEIGHBOUR', 'fulfillment', 'fulfilledBy'),
            "unknown marketplace": setting('ATLANTIS', 'salesChannel', 'marketplaceId'),
            "no number": setting('a lot', *money),
            "infinite": setting('Infinity', *money),
            "absurd date": setting('0001-01-01T00:00:00Z', 'createdTime'),
            "no date": setting('yesterday', 'createdTime'),
            "fractional quantity": setting(1.5, 'orderItems', 0, 'quantityOrdered'),
            "no SKU, no ASIN": setting({}, 'orderItems', 0, 'product'),
        }
        spoilt = {}
        for name, function in mischief.items():
            spoilt[name] = self.shop.place()
            self._spoil(spoilt[name], function)
        good = [self.shop.place() for _ in range(3)]
        self.sync()

        for order in good:
            self.assertTrue(self.sale_order(order))
        for name, order in spoilt.items():
            with self.subTest(name):
                self.assertEqual(self.inbox(order).state, 'failed')
                self.assertTrue(self.inbox(order).reason)
                self.assertFalse(self.sale_order(order))

    def test_odd_sku_or_quantity_stops_no_other_order(self):
        for key, value in (
            ('sellerSku', 'A\x00B'), ('sellerSku', ['A']),
            ('quantityOrdered', 10 ** 310), ('quantityOrdered', 1e308),
        ):
            def make_odd(wire, key=key, value=value):
                item = wire['orderItems'][0]
                (item['product'] if key == 'sellerSku' else item)[key] = value

            with self.subTest(key, value=ascii(value)[:12]):
                odd, good = self.shop.place(), self.shop.place()
                self._spoil(odd, make_odd)
                with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
                    self.sync()
                self.assertTrue(self.sale_order(good))
                self.assertIn(self.inbox(odd).state, ('imported', 'failed'))

    def test_cancellation_needs_no_readable_items(self):
        order = self.shop.place()
        self.sync()
        self.shop.cancel(order.order_id)
        self._spoil(order, lambda wire: wire.pop('orderItems') and None)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')

    def test_order_without_reference_is_parked(self):
        order = self.shop.place()
        self._spoil(order, lambda wire: wire.pop('orderId') and None)
        self.sync()
        parked = self.env['amazon.order'].search([('amazon_order_ref', '=like', 'unreadable-%')])
        self.assertEqual(parked.state, 'failed')

    def test_value_that_the_database_refuses_fails_alone(self):
        """The error looks like trouble with the server, but is the order's own."""
        chance = random.Random(1)
        name = ''.join(chr(chance.randrange(0x4e00, 0x9fff)) for _ in range(480))
        poison = self.shop.place(
            buyer=Buyer(name=name, company=name, email='x@marketplace.amazon.com'),
            items=[Item('S' * 200, title=name * 4)],
        )
        good = self.shop.place()
        with mute_logger('odoo.sql_db'):
            self.sync()
        self.assertTrue(self.sale_order(good))
        self.assertIn(self.inbox(poison).state, ('imported', 'failed'))

    def test_statement_that_takes_too_long_fails_its_order_alone(self):
        slow, good = self.shop.place(items=[Item('SLOW')]), self.shop.place()
        self.env.cr.execute("""
            CREATE FUNCTION cancel_slow() RETURNS trigger AS $$ BEGIN
                IF NEW.name LIKE '%SLOW%' THEN
                    RAISE EXCEPTION USING ERRCODE = 'query_canceled', MESSAGE = 'too slow';
                END IF; RETURN NEW;
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER cancel_slow BEFORE INSERT ON sale_order_line
                FOR EACH ROW EXECUTE FUNCTION cancel_slow();
        """)
        with mute_logger('odoo.sql_db', 'odoo.addons.amazon_connector.lib.mishap'):
            self.sync()
        self.assertTrue(self.sale_order(good))
        self.assertEqual(self.inbox(slow).state, 'failed')

    def test_failed_statement_is_logged_without_personal_data(self):
        self.shop.place(buyer=Buyer(name="Secret Name", email='secret@marketplace.amazon.com'))
        self.env.cr.execute("""
            CREATE FUNCTION refuse() RETURNS trigger AS
                $$ BEGIN RAISE EXCEPTION 'refused %', NEW.email; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER refuse BEFORE INSERT ON res_partner
                FOR EACH ROW EXECUTE FUNCTION refuse();
        """)
        with self.assertLogs(level='INFO') as log:
            self.sync()
        self.assertIn("bad query", str(log.output))
        self.assertNotIn("secret", str(log.output).lower())

    def test_order_with_a_date_in_the_future_can_be_repaired(self):
        order = self.shop.place()
        self._spoil(order, lambda wire: wire.update(lastUpdatedTime='2035-01-01T00:00:00.000Z'))
        self.sync()
        self.shop.repair(order.order_id)
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_cancellation_without_a_date_is_not_overlooked(self):
        order = self.shop.place()
        self.sync()
        self.shop.cancel(order.order_id)
        self._spoil(order, lambda wire: wire.pop('lastUpdatedTime') and None)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')

    def test_poison_in_odoo_stands_alone(self):
        poison = self._place_poison()
        good = [self.shop.place() for _ in range(20)]
        self.sync()
        self.assertEqual(self.inbox(poison).state, 'failed')
        self.assertIn("does not know the currency XCW", self.inbox(poison).reason)
        for order in good:
            self.assertTrue(self.sale_order(order))

    def test_failed_order_is_tried_again_after_pauses_that_grow(self):
        order = self.shop.place()
        self._spoil(order, lambda wire: wire.pop('orderItems') and None)
        self.sync()
        pauses = []
        for _ in range(4):
            row = self.inbox(order)
            pauses.append(row.next_attempt - fields.Datetime.now())
            row.next_attempt = fields.Datetime.now()
            self.sync()
        self.assertEqual(pauses, sorted(pauses))
        self.assertEqual(self.inbox(order).attempts, 5)

    def test_order_repaired_on_amazon_is_imported_by_the_next_run(self):
        order = self.shop.place()
        self._spoil(order, lambda wire: wire.pop('orderItems') and None)
        self.sync()
        self.shop.repair(order.order_id)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertTrue(self.sale_order(order))

    def test_retry_button_imports_what_was_mended_in_odoo(self):
        order = self.shop.place('GB')
        self.account.active_marketplace_ids += self.marketplace('GB')
        self.marketplace('GB').marketplace_ref = 'ELSEWHERE'
        self.account.last_orders_sync -= timedelta(minutes=1)
        row = self.env['amazon.order'].create({
            'account_id': self.account.id, 'amazon_order_ref': order.order_id,
        })
        self.click(row, 'action_retry')
        self.assertIn("not known", self.inbox(order).reason)
        self.marketplace('GB').marketplace_ref = 'A1F83G8C2ARO7P'
        self.click(self.inbox(order), 'action_retry')
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_retry_asks_amazon_for_what_was_not_kept(self):
        order = self.shop.place(
            status='PARTIALLY_SHIPPED', items=[Item('AMZ-MUG-WHITE', quantity=2)]
        )
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.click(self.inbox(order), 'action_retry')
        self.assertEqual(self.amazon.calls['getOrder'], 1)
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_retry_asks_amazon_again_for_what_could_not_be_read(self):
        order = self.shop.place()
        self._spoil(order, lambda wire: wire.pop('orderItems') and None)
        self.sync()
        self.shop.repair(order.order_id)
        self.click(self.inbox(order), 'action_retry')
        self.assertTrue(self.sale_order(order))

    def test_retry_of_many_does_what_amazon_allows_and_says_so(self):
        self.amazon.limits.set('getOrder', 0.5, 3)
        orders = [
            self.shop.place(status='PARTIALLY_SHIPPED', items=[Item('AMZ-MUG-WHITE', quantity=2)])
            for _ in range(5)
        ]
        self.sync()
        rows = self.env['amazon.order'].search([('state', '=', 'conflict')])
        for order in orders:
            self.shop.change(order.order_id, _unship)
        with self.assertRaisesRegex(UserError, "limit of calls"):
            self.click(rows, 'action_retry')
        self.env.invalidate_all()
        self.assertEqual(len(rows.filtered(lambda row: row.state == 'imported')), 3)

    def test_order_that_amazon_does_not_know_does_not_stop_the_others(self):
        gone = self.env['amazon.order'].create({
            'account_id': self.account.id, 'amazon_order_ref': '000-0000000-0000000',
            'state': 'conflict',
        })
        order = self.shop.place(status='SHIPPED')
        self.sync()
        self.shop.change(order.order_id, _unship)
        self.click(gone + self.inbox(order), 'action_retry')
        self.assertEqual((gone.state, self.inbox(order).state), ('failed', 'imported'))
        reason = gone.reason
        self.click(self.account, 'action_sync_orders')
        self.assertEqual(gone.reason, reason, "there is nothing new to say")

    def test_retry_does_for_one_account_what_another_one_prevents(self):
        order = self.shop.place(status='SHIPPED')
        self.sync()
        self.shop.change(order.order_id, _unship)
        other = self.create_account(name="Other", client_id=False)
        stuck = self.env['amazon.order'].create({
            'account_id': other.id, 'amazon_order_ref': '000-0000000-0000000',
        })
        with self.assertRaisesRegex(UserError, "credentials|client ID"):
            self.click(stuck + self.inbox(order), 'action_retry')
        self.env.invalidate_all()
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_order_that_was_given_up_is_taken_up_when_read_again(self):
        order = self._place_poison()
        self.sync()
        self.assertEqual(self.inbox(order).state, 'failed')
        self.inbox(order).write({'attempts': 10, 'next_attempt': False})
        self._take_poison_off()
        self.account.last_orders_sync = fields.Datetime.now() - timedelta(days=1)
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_click_on_sync_orders_ends_the_pauses(self):
        order = self._place_poison()
        self.sync()
        self.assertEqual(self.inbox(order).state, 'failed')
        self._take_poison_off()
        self.click(self.account, 'action_sync_orders')
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_order_is_one_click_away_from_seller_central(self):
        order = self.shop.place()
        self.sync()
        self.assertEqual(
            self.inbox(order).action_view_on_amazon()['url'],
            f'https://sellercentral.amazon.com/orders-v3/order/{order.order_id}',
        )

    def test_older_word_of_amazon_does_not_overwrite_a_newer_one(self):
        order = self.shop.place()
        self.sync()
        older = order.updated - timedelta(hours=1)
        self.shop.change(order.order_id, lambda order: setattr(order, 'status', 'PENDING'),
                         at=older)
        self.account.last_orders_sync = fields.Datetime.now() - timedelta(days=1)
        self.sync()
        self.assertEqual(self.inbox(order).amazon_status, 'unshipped')

    def test_two_changes_within_a_second_are_both_seen(self):
        order = self.shop.place(status='PENDING')
        self.sync()
        self.shop.release(order.order_id, at=order.updated + timedelta(milliseconds=1))
        self.account.last_orders_sync = fields.Datetime.now() - timedelta(days=1)
        self.sync()
        self.assertTrue(self.sale_order(order))


def _unship(order):
    order.status = 'UNSHIPPED'
    for item in order.items:
        item.shipped = 0
    order.packages.clear()


def _pay_in_cowries(part):
    for value in part.values() if isinstance(part, dict) else part:
        if isinstance(value, dict | list):
            _pay_in_cowries(value)
    if isinstance(part, dict) and 'currencyCode' in part:
        part['currencyCode'] = 'XCW'
