from odoo import Command
from odoo.exceptions import UserError

from ...workshop.simulator import Item
from .change_case import MUG, ChangeCase


class TestCanceledOnAmazon(ChangeCase):
    """What Amazon canceled is not to invoice before somebody has decided."""

    def cancel_what_is_delivered(self):
        order = self.shop.place(items=[Item(MUG, 3)])
        self.sync()
        self.ship(self.picking(order), {self.mug: 2})
        self.assertEqual(self.sale_order(order).invoice_status, 'to invoice')
        self.shop.cancel(order.order_id)
        self.sync()
        return order

    def test_nothing_is_to_invoice_while_the_question_is_open(self):
        order = self.cancel_what_is_delivered()
        self.assert_asked(order, "Amazon canceled the order after goods were delivered")
        self.assertEqual(self.sale_order(order).invoice_status, 'no')
        self.sale_order(order).order_line.invalidate_recordset()
        self.sale_order(order)._compute_invoice_status()
        self.assertEqual(self.sale_order(order).invoice_status, 'no')

    def test_it_is_again_where_a_person_keeps_the_order(self):
        order = self.cancel_what_is_delivered()
        self.answer(order, 'action_keep')
        self.assertEqual(self.sale_order(order).invoice_status, 'to invoice')

    def test_it_is_not_where_a_person_cancels_it(self):
        order = self.cancel_what_is_delivered()
        self.answer(order, 'action_cancel_anyway')
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assertEqual(self.sale_order(order).invoice_status, 'no')

    def test_order_that_amazon_reduced_is_to_invoice(self):
        order = self.shop.place(items=[Item(MUG, 3)])
        self.sync()
        self.ship(self.picking(order), {self.mug: 3})
        self.reduce(order, {MUG: 2})
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertEqual(self.sale_order(order).invoice_status, 'to invoice')


class TestCurrencyWithoutRate(ChangeCase):
    """Without an exchange rate, Odoo takes 1 for 1: no invoice is made of that."""

    def setUp(self):
        super().setUp()
        self.mug.invoice_policy = 'order'
        self.other = {'JP': 'JPY', 'DE': 'EUR'}
        self.company.currency_id.rate_ids.unlink()
        for code in self.other.values():
            currency = self.env.ref(f'base.{code}')
            currency.rate_ids.unlink()
        self.assertNotIn(self.company.currency_id.name, self.other.values())

    def place(self, marketplace):
        order = self.shop.place(marketplace)
        self.sync()
        return self.sale_order(order)

    def test_invoice_waits_for_the_rate(self):
        order = self.place('JP')
        self.assertEqual(order.amazon_currency_without_rate, 'JPY')
        with self.assertRaisesRegex(UserError, "no exchange rate of JPY"):
            order._create_invoices()
        self.enter_rate('JPY')
        self.assertFalse(order.amazon_currency_without_rate)
        order._create_invoices().action_post()

    def test_invoice_that_was_made_otherwise_is_not_posted(self):
        order = self.place('JP')
        invoice = self.env['account.move'].create({
            'move_type': 'out_invoice',
            'partner_id': order.partner_id.id,
            'currency_id': order.currency_id.id,
            'invoice_line_ids': [Command.create({
                'name': "Mug", 'quantity': 1, 'price_unit': 5,
                'sale_line_ids': [Command.set(order.order_line.ids)],
            })],
        })
        with self.assertRaisesRegex(UserError, "no exchange rate of JPY"):
            invoice.action_post()
        self.enter_rate('JPY')
        invoice.action_post()

    def test_company_currency_and_others_orders_need_no_rate(self):
        order = self.place('US')
        self.assertFalse(order.amazon_currency_without_rate)
        order._create_invoices().action_post()

    def test_currency_that_the_rates_are_about_needs_none(self):
        order = self.place('DE')
        self.enter_rate(self.company.currency_id.name)
        self.assertFalse(order.amazon_currency_without_rate)
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertAlmostEqual(invoice.amount_total_signed, 2 * invoice.amount_total)

    def test_rate_of_one_is_none(self):
        order = self.place('DE')
        self.env['res.currency.rate'].create({
            'currency_id': self.company.currency_id.id, 'rate': 1, 'name': '2020-01-01',
        })
        self.env.invalidate_all()
        self.assertEqual(order.amazon_currency_without_rate, 'EUR')

    def test_one_activity_asks_for_all_currencies(self):
        for marketplace in ('JP', 'DE', 'JP'):
            self.place(marketplace)
        [activity] = self.account.activity_ids
        self.assertIn("EUR, JPY", activity.summary)
        self.assertEqual(activity.user_id, self.account.user_id)
