from odoo import Command, fields

from ...workshop.simulator import Item
from ..order.change_case import MUG, TEAPOT, ChangeCase


class TestAdoptedOrders(ChangeCase):
    """What is in Odoo already, with Amazon's number, is not made again."""

    def place_unread(self, **details):
        """Place an order that Odoo has not read yet."""
        return self.shop.place(items=[Item(MUG, 3, '10.00'), Item(TEAPOT)], **details)

    def enter(self, quantities=None, is_confirmed=True, **values):
        """Return a sales order as another connector, a file or a person has made it."""
        sale_order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Ada"}).id,
            'order_line': [
                Command.create({'product_id': product.id, 'product_uom_qty': quantity})
                for product, quantity in (quantities or {self.mug: 3, self.teapot: 1}).items()
            ],
            **values,
        })
        if is_confirmed:
            sale_order.action_confirm()
        return sale_order

    def forget_all(self):
        """Leave what uninstalling leaves: sales orders without all that was the connector's."""
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM amazon_shipment")
        self.env.cr.execute("DELETE FROM amazon_order")
        self.env.cr.execute("""
            UPDATE sale_order
               SET amazon_order_ref = NULL, amazon_account_id = NULL, amazon_channel = NULL,
                   amazon_marketplace_id = NULL, amazon_figures = NULL;
            UPDATE sale_order_line SET amazon_item_ref = NULL, amazon_charge_key = NULL
        """)
        self.env.invalidate_all()

    def test_amazons_number_is_found_wherever_it_stands(self):
        for values in (
            {'client_order_ref': '{}'}, {'origin': '{}'}, {'name': '{}'}, {'name': 'AMZ-{}'},
            {'origin': 'Amazon.com order {}'}, {'client_order_ref': 'PO-7 / {}'},
        ):
            with self.subTest(values):
                order = self.place_unread()
                sale_order = self.enter(**{
                    field: text.format(order.order_id) for field, text in values.items()
                })
                self.sync()
                self.assertEqual(self.sale_order(order), sale_order)
                self.ship(sale_order.picking_ids, {self.mug: 3, self.teapot: 1})
                self.send()
                self.assertEqual(order.status, 'SHIPPED')
                self.assertEqual(sale_order.picking_ids.amazon_sync_status, 'done')

    def test_what_was_delivered_before_is_told(self):
        order = self.place_unread()
        sale_order = self.enter(origin=order.order_id)
        self.ship(sale_order.picking_ids, {self.mug: 3, self.teapot: 1})
        self.sync()
        self.send()
        self.assertEqual(order.status, 'SHIPPED')
        self.assertEqual(len(order.packages), 1)

    def test_parcel_that_the_former_connector_told_is_not_told_twice(self):
        order = self.place_unread()
        self.shop.ship(order.order_id, {MUG: 3, TEAPOT: 1}, tracking='1ZFORMER')
        order.status = 'PARTIALLY_SHIPPED'
        sale_order = self.enter(origin=order.order_id)
        self.ship(sale_order.picking_ids, {self.mug: 3, self.teapot: 1}, tracking='1ZFORMER')
        self.sync()
        self.send()
        self.assertEqual([package.tracking for package in order.packages], ['1ZFORMER'])
        self.assertEqual(sale_order.picking_ids.amazon_sync_status, 'done')

    def test_order_of_fba_is_left_as_it_is(self):
        order = self.place_unread(channel='AMAZON', status='SHIPPED')
        sale_order = self.enter(client_order_ref=order.order_id)
        self.sync()
        row = self.inbox(order)
        self.assertEqual(row.state, 'ignored')
        self.assertIn(sale_order.name, row.reason)
        self.assertFalse(self.sale_order(order))

    def test_several_with_one_number_are_asked_about(self):
        order = self.place_unread()
        two = self.enter(origin=order.order_id) + self.enter(client_order_ref=order.order_id)
        self.sync()
        row = self.inbox(order)
        self.assertEqual(row.state, 'conflict')
        for sale_order in two:
            self.assertIn(sale_order.name, row.reason)
        self.click(row, 'action_keep')
        self.shop.reschedule(order.order_id, order.ship_by)
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.assertEqual(row.state, 'ignored', "nobody is asked twice")

    def test_lines_that_are_not_clear_are_asked_about(self):
        order = self.place_unread()
        self.enter({self.mug: 3}, origin=order.order_id)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertIn("Link Sales Order", self.inbox(order).reason)
        self.assertFalse(self.sale_order(order))

    def test_another_product_is_not_taken_for_amazons(self):
        order = self.shop.place(items=[Item(MUG)])
        self.enter({self.teapot: 1}, origin=order.order_id)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_order_of_fba_that_may_be_another_one_is_asked_about(self):
        for quantities, is_confirmed in (({self.teapot: 1}, True), (None, False)):
            order = self.place_unread(channel='AMAZON', status='SHIPPED')
            sale_order = self.enter(quantities, is_confirmed, origin=order.order_id)
            self.sync()
            self.assertEqual(self.inbox(order).state, 'conflict')
            sale_order.origin = False
            self.click(self.inbox(order), 'action_retry')
            self.assertTrue(self.sale_order(order))

    def test_two_numbers_in_one_sales_order_are_asked_about(self):
        first, second = self.place_unread(), self.place_unread()
        self.enter(origin=first.order_id, client_order_ref=second.order_id)
        self.sync()
        for order in (first, second):
            self.assertEqual(self.inbox(order).state, 'conflict')
            self.assertFalse(self.sale_order(order))

    def test_two_numbers_in_one_field_are_asked_about(self):
        """As where two orders of a buyer were merged, to be shipped together."""
        for field, text in (('client_order_ref', '{} {}'), ('origin', '{}, {}'),
                            ('name', 'AMZ-{}/{}')):
            first, second = self.place_unread(), self.place_unread()
            sale_order = self.enter(**{field: text.format(first.order_id, second.order_id)})
            self.sync()
            for order in (first, second):
                with self.subTest(field):
                    self.assertEqual(self.inbox(order).state, 'conflict')
                    self.assertIn(sale_order.name, self.inbox(order).reason)
                    self.assertFalse(self.sale_order(order))

    def test_order_whose_marketplace_amazon_leaves_out(self):
        self.account.active_marketplace_ids = self.marketplace('US')
        order = self.place_unread(names_marketplace=False)
        sale_order = self.enter(origin=order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order), sale_order)

    def test_buyer_is_forgotten_as_those_of_imported_orders(self):
        order = self.place_unread()
        sale_order = self.enter(origin=order.order_id)
        sale_order.partner_id.email = 'x1@marketplace.amazon.com'
        self.sync()
        self.assertTrue(sale_order.amazon_data_check)
        self.assertEqual(sale_order.partner_id.amazon_account_id, self.account)

    def test_quotation_is_asked_about_and_not_doubled(self):
        order = self.place_unread()
        quotation = self.enter(is_confirmed=False, origin=order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order), quotation)
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_canceled_one_and_another_companys_do_not_count(self):
        order = self.place_unread()
        canceled = self.enter(origin=order.order_id)
        canceled._action_cancel()
        other = self.env['res.company'].create({'name': "Second Company"})
        self.env.user.company_ids += other
        self.enter(
            {}, is_confirmed=False, company_id=other.id, origin=order.order_id, order_line=[])
        self.sync()
        self.assertTrue(self.sale_order(order))
        self.assertNotEqual(self.sale_order(order), canceled)

    def test_uninstalled_and_installed_again_nothing_is_doubled(self):
        orders = [self.place_unread() for _ in range(3)]
        shipped = self.place_unread(channel='AMAZON', status='SHIPPED')
        self.sync()
        before = {order.order_id: self.sale_order(order) for order in orders}
        total = self.env['sale.order'].search_count([])
        self.forget_all()
        self.account.last_orders_sync = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.sync()
        self.assertEqual(self.env['sale.order'].search_count([]), total)
        self.assertEqual({order.order_id: self.sale_order(order) for order in orders}, before)
        self.assertEqual(self.inbox(shipped).state, 'ignored')
