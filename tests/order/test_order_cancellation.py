from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from ...lib.series import SINCE_19
from ..series import return_of
from .change_case import MUG, ChangeCase


class TestOrderCancellation(ChangeCase):

    def test_cancellation_says_by_whom_and_why(self):
        order = self.place()
        self.shop.cancel(order.order_id, by='BUYER', reason="Found it cheaper")
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assertEqual(self.picking(order).state, 'cancel')
        self.assertIn("by the buyer", self.messages(self.sale_order(order)))
        self.assertIn("Found it cheaper", self.messages(self.sale_order(order)))
        self.assert_agreed(order)

    def test_cancellation_after_a_part_was_delivered_stops_the_rest_and_asks(self):
        order = self.place(mugs=5)
        self.ship(self.picking(order), {self.mug: 2})
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.assertEqual(sorted(self.picking(order).mapped('state')), ['cancel', 'done'])
        self.assert_asked(order, "Amazon canceled the order")

    def warned_by_wizard(self, order):
        """Click on Cancel, read what Odoo asks, and go on."""
        action = self.sale_order(order).action_cancel()
        wizard = Form(
            self.env['sale.order.cancel'].with_context(**action['context']), action['view_id']
        ).save()
        self.assertIn(order.order_id, wizard.amazon_url)
        self.assertNotIn(self.sale_order(order).partner_id, wizard.recipient_ids)
        wizard.action_cancel()
        return wizard.is_open_on_amazon

    def warned_by_button(self, order):
        """Click on the button that the form shows, read what it asks, and go on."""
        sale_order = self.sale_order(order)
        form = etree.fromstring(sale_order.get_view(view_type='form')['arch'])
        values = {name: sale_order[name] for name in ('id', 'state', 'locked', 'is_open_on_amazon')}
        button, = (
            button for button in form.iterfind(".//header//button[@name='action_cancel']")
            if not safe_eval(button.get('invisible'), values)
        )
        sale_order.action_cancel()
        return "Amazon does not learn" in button.get('confirm')

    def test_order_canceled_in_odoo_says_that_amazon_does_not_learn_of_it(self):
        order = self.place()
        is_warned = self.warned_by_button if SINCE_19 else self.warned_by_wizard
        self.assertTrue(is_warned(order), "before")
        self.assertIn("Amazon does not learn", self.messages(self.sale_order(order)))
        self.assertIn(order.order_id, self.messages(self.sale_order(order)))

    def test_order_that_amazon_has_shipped_needs_no_warning(self):
        order = self.place()
        self.ship(self.picking(order))
        self.send()
        self.sync()
        is_warned = self.warned_by_button if SINCE_19 else self.warned_by_wizard
        self.assertFalse(is_warned(order))

    def test_order_that_amazon_canceled_needs_no_warning(self):
        order = self.place()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertNotIn("does not learn", self.messages(self.sale_order(order)))

    def test_order_canceled_in_odoo_and_open_on_amazon_is_asked(self):
        order = self.place(mugs=2)
        self.sale_order(order)._action_cancel()
        self.reduce(order, {MUG: 1})
        self.assert_asked(order, "still expects you to ship it")
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_agreed(order)

    def test_buyer_who_asks_to_cancel_is_seen_before_the_delivery(self):
        order = self.place()
        self.shop.request_cancellation(order.order_id, "Wrong colour")
        self.sync()
        [activity] = self.sale_order(order).activity_ids
        self.assertEqual(activity.user_id, self.account.user_id)
        self.assertIn("Wrong colour", activity.note)
        self.assertEqual(self.picking(order).amazon_cancel_request, "Wrong colour")
        self.assert_agreed(order)

    def test_request_of_an_order_not_seen_before_is_seen(self):
        order = self.shop.place()
        self.shop.request_cancellation(order.order_id, "Wrong colour")
        self.sync()
        self.assertTrue(self.sale_order(order).activity_ids)

    def test_request_ends_when_the_buyer_withdraws_it(self):
        order = self.place()
        self.shop.request_cancellation(order.order_id)
        self.sync()
        self.shop.withdraw_cancellation_request(order.order_id)
        self.sync()
        self.assertFalse(self.sale_order(order).activity_ids)
        self.assertFalse(self.picking(order).amazon_cancel_request)

    def test_request_ends_when_the_order_is_canceled_or_shipped(self):
        canceled, shipped = self.place(), self.place()
        for order in (canceled, shipped):
            self.shop.request_cancellation(order.order_id)
        self.sync()
        self.shop.cancel(canceled.order_id)
        self.ship(self.picking(shipped))
        self.send()
        self.sync()
        for order in (canceled, shipped):
            self.assertFalse(self.sale_order(order).activity_ids)
            self.assertFalse(self.sale_order(order).amazon_cancel_request)

    def test_order_that_was_invoiced_in_advance_is_not_shipped_any_more(self):
        self.mug.invoice_policy = 'order'
        order = self.place(mugs=2)
        self.sale_order(order)._create_invoices().action_post()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertFalse(self.to_deliver(order))
        self.assert_asked(order, "Amazon canceled the order")

    def test_order_that_amazon_took_back_is_not_shipped_until_somebody_decides(self):
        order = self.place()
        self.shop.change(order.order_id, lambda changed: setattr(changed, 'status', 'PENDING'))
        self.sync()
        self.assert_asked(order, "Amazon has taken the order back")
        with self.assertRaisesRegex(UserError, "not to be shipped"):
            self.ship(self.picking(order))
        self.answer(order, 'action_keep')
        self.ship(self.picking(order))

    def test_cancellation_is_said_once(self):
        order = self.place(mugs=5)
        self.ship(self.picking(order), {self.mug: 2})
        self.shop.cancel(order.order_id)
        for program in ('PRIME', 'PREMIUM'):
            self.sync()
            self.shop.change(
                order.order_id, lambda changed, program=program: changed.programs.append(program)
            )
        self.sync()
        said = self.messages(self.sale_order(order)).count("The order was canceled on Amazon")
        self.assertEqual(said, 1)
        self.assertEqual(self.line(order).product_uom_qty, 2)

    def test_goods_on_their_way_back_come_back_though_the_order_is_canceled(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order))
        back = return_of(picking)
        self.shop.cancel(order.order_id)
        self.sync()
        self.answer(order, 'action_cancel_anyway')
        self.assertEqual(back.state, 'assigned')

    def test_order_that_is_canceled_in_odoo_is_asked_at_the_next_synchronization(self):
        order = self.place(mugs=2)
        self.sale_order(order)._action_cancel()
        self.sync()
        self.assert_asked(order, "still expects you to ship it")

    def test_delivery_that_a_worker_cancels_is_asked_at_the_next_synchronization(self):
        order = self.place(mugs=2)
        self.picking(order).action_cancel()
        self.sync()
        self.assert_asked(order, "Amazon expects 2, but Odoo delivers no more than 0")

    def test_goods_of_an_order_that_was_canceled_in_odoo_and_on_amazon_are_asked(self):
        order = self.place(mugs=3)
        self.ship(self.picking(order), {self.mug: 1})
        self.sale_order(order)._action_cancel()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_asked(order, "Decide what becomes of them")

    def requests(self, order):
        """Return the activities that remind of what the buyer of an order asks."""
        activity_type = self.env.ref('amazon_connector.mail_activity_cancel_request')
        return self.sale_order(order).activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        )

    def test_request_rests_while_the_order_is_canceled_in_odoo(self):
        order = self.place()
        self.shop.request_cancellation(order.order_id)
        self.sync()
        self.sale_order(order)._action_cancel()
        self.assertFalse(self.requests(order))
        self.shop.reschedule(order.order_id, fields.Datetime.add(fields.Datetime.now(), days=9))
        self.sync()
        self.assertFalse(self.requests(order))
        self.sale_order(order).action_draft()
        self.assertTrue(self.requests(order))
        self.assertTrue(self.sale_order(order).amazon_cancel_request)

    def test_request_made_while_the_order_was_canceled_in_odoo_is_seen_when_it_is_back(self):
        order = self.place()
        self.sale_order(order)._action_cancel()
        self.shop.request_cancellation(order.order_id)
        self.sync()
        self.assertFalse(self.requests(order))
        self.answer(order, 'action_take_over')
        self.assertTrue(self.requests(order))
        new = self.picking(order).filtered(lambda picking: picking.state != 'cancel')
        self.assertTrue(new.amazon_cancel_request)
