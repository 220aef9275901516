from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ...workshop.simulator import Item
from ..order.change_case import ChangeCase


class TestTodo(ChangeCase):
    """One list of what failed and what is to be decided, by its cause."""

    def todo(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env['amazon.todo'].search([('account_id', '=', self.account.id)])

    def fail_orders(self, number):
        """Have orders fail for one cause; return what ends it."""
        warehouse = self.account.warehouse_id.create({'name': "Old Barn", 'code': 'OLD'})
        former, self.account.warehouse_id = self.account.warehouse_id, warehouse
        warehouse.active = False
        orders = [self.shop.place(items=[Item('AMZ-MUG-WHITE')]) for _number in range(number)]
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.sync()

        def mend():
            self.account.warehouse_id = former

        return orders, mend

    def test_nothing_to_do(self):
        self.place()
        self.assertFalse(self.todo())

    def test_failed_orders_are_one_cause_whatever_their_names(self):
        self.fail_orders(3)
        todo = self.todo()
        self.assertEqual(todo.mapped('kind'), ['order'] * 3)
        self.assertEqual(len(todo.cause_id), 1)
        self.assertIn("The warehouse “…” is archived", todo.cause_id.display_name)
        self.assertIn("The warehouse “Old Barn” is archived", todo[0].reason)

    def test_cause_says_what_it_is_and_not_of_which_product(self):
        order = self.place(mugs=2)
        self.line(order).product_uom_qty = 5
        self.sync()
        name = self.todo().cause_id.display_name
        self.assertEqual(name, "… ordered on Amazon, … in Odoo.")

    def test_cause_is_read_in_the_language_of_the_reader(self):
        self.env['res.lang']._activate_lang('zh_CN')
        self.env['ir.module.module']._get('amazon_connector')._update_translations('zh_CN')
        self.fail_orders(1)
        cause = self.todo().cause_id
        self.assertNotIn("warehouse", cause.with_context(lang='zh_CN').display_name)
        self.assertIn("warehouse", cause.with_context(lang='en_US').display_name)

    def test_retry_of_many_says_what_is_left(self):
        orders, mend = self.fail_orders(3)
        still = self.click(self.todo(), 'action_retry')
        self.assertEqual(still['params']['title'], "0 of 3 done")
        self.assertIn("Old Barn", still['params']['message'])
        mend()
        done = self.click(self.todo(), 'action_retry')
        self.assertEqual(done['params']['title'], "3 of 3 done")
        self.assertTrue(all(map(self.sale_order, orders)))
        self.assertFalse(self.todo())

    def test_question_failed_parcel_and_failed_invoice_stand_beside_each_other(self):
        order = self.place(mugs=2)
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        other = self.place()
        self.sale_order(other).amazon_invoice_reason = "It is closed."
        kinds = {(todo.kind, todo.amazon_order_ref) for todo in self.todo()}
        self.assertIn(('decide', order.order_id), kinds)
        self.assertIn(('invoice', other.order_id), kinds)
        opened = self.todo().filtered(lambda todo: todo.kind == 'decide').action_open()
        self.assertEqual((opened['res_model'], opened['res_id']),
                         ('amazon.order', self.inbox(order).id))

    def test_what_somebody_else_has_dealt_with_stops_no_other(self):
        """The list was opened before."""
        orders, mend = self.fail_orders(3)
        mend()
        todo = self.todo()
        dealt_with = todo.filtered(lambda todo: todo.amazon_order_ref == orders[0].order_id)
        self.click(self.inbox(orders[0]), 'action_retry')
        answer = self.click(todo, 'action_retry')
        self.assertEqual(answer['params']['title'], "3 of 3 done")
        self.assertTrue(all(map(self.sale_order, orders)))
        with self.assertRaisesRegex(UserError, "Nothing of it is left to do"):
            self.click(dealt_with, 'action_open')
        answer = self.click(dealt_with, 'action_retry')
        self.assertEqual(answer['params']['title'], "1 of 1 done")

    def second_shop(self):
        """Return the shop of another seller, and its account."""
        seller = self.amazon.add_seller()
        seller.shop.event_lag = self.shop.event_lag
        token = self.amazon.lwa.authorize(self.amazon.application, seller)
        return seller.shop, self.link(self.create_account(name="Second", refresh_token=token))

    def test_retry_of_one_account_is_not_stopped_by_another_one(self):
        """Whatever the order of the list: one is not linked any more."""
        shop, second = self.second_shop()
        shop.place(items=[Item('AMZ-MUG-WHITE')])
        self.sync(second)
        theirs = self.env['sale.order'].search([('amazon_account_id', '=', second.id)])
        deliveries = self.place_and_ship() + self.ship(theirs.picking_ids)
        parcels = deliveries.amazon_shipment_ids
        second.state = 'unauthorized'
        mine_first = parcels.sorted(lambda parcel: parcel.account_id != self.account)
        for some in (mine_first, mine_first[::-1]):
            with self.assertRaisesRegex(UserError, "Second is not linked"):
                self.click(self.failed(some), 'action_retry')
            self.assert_told(some)
        for order in ('record_number', 'record_number desc'):
            self.failed(parcels)
            todo = self.env['amazon.todo'].search([('kind', '=', 'parcel')], order=order)
            answer = self.click(todo, 'action_retry')
            self.assertEqual(answer['params']['title'], "1 of 2 done")
            self.assertIn("Second is not linked", answer['params']['message'])
            self.assert_told(parcels)

    def failed(self, parcels):
        parcels.write({'state': 'failed', 'reason': "The carrier is missing."})
        self.env.flush_all()
        return parcels

    def assert_told(self, parcels):
        self.env.invalidate_all()
        self.assertEqual(
            {parcel.account_id: parcel.state for parcel in parcels}[self.account], 'confirmed')

    def test_retry_of_an_order_whose_account_is_archived_stops_no_other(self):
        [mine], mend = self.fail_orders(1)
        shop, second = self.second_shop()
        shop.place(items=[Item('AMZ-MUG-WHITE')])
        warehouse, second.warehouse_id = second.warehouse_id, self.account.warehouse_id
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.sync(second)
        mend()
        second.write({'warehouse_id': warehouse.id, 'active': False})
        rows = self.env['amazon.order'].with_context(active_test=False).search([])
        self.assertEqual(rows.mapped('state'), ['failed'] * 2)
        with self.assertRaisesRegex(UserError, "Second is archived"):
            self.click(rows, 'action_retry')
        self.assertTrue(self.sale_order(mine).filtered(
            lambda order: order.amazon_account_id == self.account))

    def test_people_of_another_company_see_nothing_of_it(self):
        self.fail_orders(1)
        company = self.env['res.company'].create({'name': "Other"})
        user = new_test_user(
            self.env, 'other', 'amazon_connector.group_amazon_user', company_id=company.id,
            company_ids=[fields.Command.set(company.ids)],
        )
        self.env.flush_all()
        self.assertFalse(self.env['amazon.todo'].with_user(user).search([]))
