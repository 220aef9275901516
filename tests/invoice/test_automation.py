from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from ...workshop.simulator import Item
from ..series import included
from .invoice_case import InvoiceCase

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'


class TestWhenShipped(InvoiceCase):
    """Invoices come by themselves, when an order is shipped."""

    def test_nothing_comes_by_itself_unless_it_is_asked_for(self):
        order = self.shipped()
        self.run_invoices()
        self.assertFalse(order.invoice_ids)

    def test_posted(self):
        self.automate()
        order = self.shipped(items=[Item(MUG, 2, shipping=5, gift_wrap=3)])
        self.run_invoices()
        invoice = self.invoices_of(order)
        self.assertEqual(invoice.state, 'posted')
        self.assertEqual(invoice.amount_total, order.amount_total)
        self.assertEqual(invoice.amazon_order_ref, order.amazon_order_ref)
        self.assertEqual(order.invoice_status, 'invoiced')
        self.assertFalse(order.amazon_invoice_reason)

    def test_two_orders_of_one_buyer(self):
        self.automate()
        orders = self.shipped() + self.shipped()
        orders.partner_invoice_id = orders[0].partner_id
        self.run_invoices()
        self.assertEqual(len(orders.invoice_ids), 2)

    def test_draft(self):
        self.automate('draft')
        order = self.shipped()
        self.run_invoices()
        self.assertEqual(order.invoice_ids.state, 'draft')
        self.assertEqual(order.invoice_ids.invoice_date, order.picking_ids.date_done.date())

    def test_what_is_not_shipped_waits_whatever_the_policy(self):
        self.mug.invoice_policy = 'order'
        self.automate()
        order = self.sale_order(self.place())
        self.run_invoices()
        self.assertFalse(order.invoice_ids)
        self.ship(order.picking_ids)
        self.run_invoices()
        self.assertEqual(order.invoice_ids.state, 'posted')

    def test_service_that_no_delivery_brings(self):
        self.automate()
        service = self.env['product.product'].create({
            'name': "Engraving", 'type': 'service', 'default_code': 'ENGRAVE',
        })
        placed = self.shop.place(items=[Item('ENGRAVE', shipping=2)])
        self.sync()
        order = self.sale_order(placed)
        self.run_invoices()
        self.assertFalse(order.invoice_ids)
        self.shop.ship(placed.order_id)
        self.sync()
        orders = order + self.shipped_by_amazon(Item('ENGRAVE'))
        self.run_invoices()
        self.assertEqual(orders.invoice_ids.mapped('state'), ['posted', 'posted'])
        self.assertIn(service, order.invoice_ids.invoice_line_ids.product_id)
        self.assertEqual(order.invoice_ids.amount_total, order.amount_total)

    def test_amazon_shipped_it(self):
        self.automate()
        order = self.shipped_by_amazon(Item(MUG, 2, shipping=4))
        self.run_invoices()
        self.assertEqual(order.invoice_ids.state, 'posted')
        self.assertEqual(order.invoice_ids.amount_total, order.amount_total)

    def test_amazon_has_not_shipped_it_yet(self):
        self.automate()
        order = self.shop.place(channel='AMAZON')
        self.sync()
        self.run_invoices()
        self.assertFalse(self.sale_order(order).invoice_ids)

    def test_what_was_shipped_before_is_left_alone(self):
        old = self.shipped()
        with freeze_time(self.passed(60)):
            self.account.invoice_when = 'posted'
            new = self.shipped()
            self.run_invoices()
        self.assertFalse(old.invoice_ids)
        self.assertTrue(new.invoice_ids)
        self.account.invoices_since = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.run_invoices()
        self.assertTrue(old.invoice_ids)

    def test_again_and_again(self):
        self.automate()
        order = self.shipped()
        for _run in range(3):
            self.run_invoices()
        self.assertEqual(len(order.invoice_ids), 1)

    def test_credited_pieces_are_not_invoiced_again(self):
        self.automate()
        order = self.shipped()
        self.run_invoices()
        order.invoice_ids._reverse_moves(cancel=True)
        self.env.flush_all()
        self.run_invoices()
        self.assertEqual(order.invoice_ids.mapped('move_type'), ['out_refund', 'out_invoice'])

    def test_nobody_is_mailed(self):
        self.automate()
        mails = self.env['mail.mail'].search([])
        order = self.shipped()
        self.run_invoices()
        self.assertFalse(self.env['mail.mail'].search([]) - mails)
        self.assertNotIn(order.partner_id, order.invoice_ids.message_partner_ids)

    def test_the_invoice_tells_which_order_it_came_from(self):
        self.automate()
        order = self.shipped()
        self.run_invoices()
        self.assertTrue(any(
            order.name in body for body in order.invoice_ids.message_ids.mapped('body')
        ))


class TestDayOfShipping(InvoiceCase):
    """Invoices are dated on the day of shipping, where the books are kept."""

    def ship_late_in_the_evening(self):
        self.company.partner_id.tz = 'Europe/Berlin'
        self.automate()
        with freeze_time('2026-12-02 23:30:00'):
            self.account.last_orders_sync = '2026-12-02 20:00:00'
            order = self.shipped()
        return order

    def test_midnight_has_passed_in_berlin(self):
        order = self.ship_late_in_the_evening()
        with freeze_time('2026-12-09 12:00:00'):
            self.run_invoices()
        self.assertEqual(str(order.invoice_ids.invoice_date), '2026-12-03')
        self.assertEqual(str(order.invoice_ids.date), '2026-12-03')


class TestParcels(InvoiceCase):
    """Orders that are shipped in several parcels."""

    def place_two(self):
        return self.place(items=[Item(MUG, 2, shipping=5), Item(TEAPOT, 1)])

    def ship_in_two(self, order):
        first = self.ship(self.picking(order), {self.mug: 1, self.teapot: 1})
        yield first
        yield self.ship(self.picking(order) - first, tracking='1Z999AA10123456785')

    def test_one_invoice_when_all_of_the_order_is_shipped(self):
        self.automate()
        order = self.place_two()
        for number, _delivery in enumerate(self.ship_in_two(order), start=1):
            self.run_invoices()
            self.assertEqual(len(self.sale_order(order).invoice_ids), number - 1)
        invoice = self.sale_order(order).invoice_ids
        self.assertEqual(invoice.amount_total, self.sale_order(order).amount_total)

    def test_backorder_is_canceled(self):
        self.automate()
        order = self.place_two()
        delivery = next(self.ship_in_two(order))
        self.run_invoices()
        (self.picking(order) - delivery).action_cancel()
        self.run_invoices()
        invoice = self.sale_order(order).invoice_ids
        self.assertEqual(sum(invoice.invoice_line_ids.mapped('quantity')), 3)

    def test_an_invoice_for_each_parcel_as_it_leaves(self):
        self.automate(invoice_per='parcel')
        order = self.place_two()
        for number, _delivery in enumerate(self.ship_in_two(order), start=1):
            self.run_invoices()
            self.assertEqual(len(self.sale_order(order).invoice_ids), number)
        self.assert_two_invoices(self.sale_order(order))

    def test_an_invoice_for_each_parcel_that_has_left(self):
        self.automate(invoice_per='parcel')
        order = self.place_two()
        list(self.ship_in_two(order))
        self.run_invoices()
        self.assert_two_invoices(self.sale_order(order))

    def test_what_is_taken_off_waits_for_a_parcel_that_costs_as_much(self):
        self.automate(invoice_per='parcel')
        order = self.place(items=[
            Item(TEAPOT, unit_price='2.00'), Item(MUG, unit_price='40.00', other='-5.00'),
        ])
        first = self.ship(self.picking(order), {self.mug: 0, self.teapot: 1})
        self.run_invoices()
        self.ship(self.picking(order) - first, tracking='1Z999AA10123456785')
        self.run_invoices()
        sale_order = self.sale_order(order)
        self.assertFalse(sale_order.amazon_invoice_reason)
        self.assertEqual(self.invoices_of(sale_order).mapped('amount_total'), [2, 35])

    def ship_one_by_one(self, order):
        for number in range(3):
            delivery = self.picking(order).filtered(lambda picking: picking.state != 'done')
            self.ship(delivery, {self.mug: 1}, tracking=f'1Z999AA1012345678{number}')
            self.run_invoices()
        return self.sale_order(order)

    def test_parcels_with_a_tax_on_top_make_the_order_to_the_cent(self):
        self.mug.taxes_id = self.env['account.tax'].create({
            'name': "21", 'amount': 21, 'type_tax_use': 'sale', **included(False),
        })
        self.automate(invoice_per='parcel')
        for number in range(12):
            price = f'{9 + number * 0.07:.2f}'
            with self.subTest(price=price):
                order = self.ship_one_by_one(self.place(
                    prices_include_tax=True, items=[Item(MUG, 3, unit_price=price)]))
                self.assertFalse(order.amazon_invoice_reason)
                self.assertEqual(len(order.invoice_ids), 3)
                self.assertAlmostEqual(
                    sum(order.invoice_ids.mapped('amount_total')), order.amount_total)

    def test_parcels_invoiced_by_hand_make_the_order_to_the_cent_too(self):
        self.mug.invoice_policy = 'delivery'
        self.mug.taxes_id = self.env['account.tax'].create({
            'name': "21", 'amount': 21, 'type_tax_use': 'sale', **included(False),
        })
        for price in ('9.00', '9.07', '9.14', '9.21'):
            with self.subTest(price=price):
                order = self.sale_order(self.place(
                    prices_include_tax=True, items=[Item(MUG, 3, unit_price=price)]))
                for number in range(3):
                    delivery = order.picking_ids.filtered(lambda picking: picking.state != 'done')
                    self.ship(delivery, {self.mug: 1}, tracking=f'1Z999AA1012345678{number}')
                    self.invoice(order)
                self.assertAlmostEqual(
                    sum(order.invoice_ids.mapped('amount_total')), order.amount_total)

    def assert_two_invoices(self, order):
        first, second = self.invoices_of(order)
        self.assertEqual(
            first.invoice_line_ids.sorted('id').mapped(lambda line: line.quantity), [1, 1, 1]
        )
        self.assertEqual(second.invoice_line_ids.product_id, self.mug)
        self.assertAlmostEqual(first.amount_total + second.amount_total, order.amount_total)
        self.assertEqual(order.invoice_status, 'invoiced')


class TestByHand(InvoiceCase):
    """Odoo's own Create Invoices."""

    def test_orders_are_never_merged(self):
        orders = self.shipped() + self.shipped(items=[Item(TEAPOT)])
        orders.partner_invoice_id = orders[0].partner_id
        orders.client_order_ref = "Both"
        self.assertEqual(len(orders._create_invoices()), 2)

    def test_others_are_merged_as_ever(self):
        self.mug.invoice_policy = 'order'
        others = self.ordinary_order(self.mug)
        others += others.copy()
        others[1].action_confirm()
        invoices = (self.shipped() + others)._create_invoices()
        self.assertEqual(len(invoices), 2)

    def test_nothing_to_invoice_is_told(self):
        self.mug.invoice_policy = 'delivery'
        order = self.sale_order(self.place())
        with self.assertRaisesRegex(UserError, "Cannot create an invoice"):
            (order + order.copy())._create_invoices()

    def test_shipping_is_invoiced_with_the_goods(self):
        self.mug.invoice_policy = 'delivery'
        order = self.sale_order(self.place(items=[Item(MUG, 2, shipping=5, gift_wrap=2)]))
        self.assertEqual(order.invoice_status, 'no')
        self.ship(order.picking_ids)
        self.assertEqual(order.invoice_status, 'to invoice')
        self.assertEqual(order._create_invoices().amount_total, order.amount_total)

    def test_shipping_whose_policy_is_delivery(self):
        shipping = self.env.ref('amazon_connector.product_amazon_shipping')
        shipping.invoice_policy = 'delivery'
        order = self.shipped(items=[Item(MUG, 2, shipping=5)])
        self.assertEqual(order._create_invoices().amount_total, order.amount_total)


class TestTakenBack(InvoiceCase):
    """What a person takes back, does not come again by itself."""

    def setUp(self):
        super().setUp()
        self.automate('draft')
        self.order = self.shipped()
        self.run_invoices()

    def assert_stays_away_until_retry(self):
        self.env.flush_all()
        self.run_invoices()
        self.order.picking_ids.move_ids.flush_recordset()
        self.assertIn("took the invoice back", self.order.amazon_invoice_reason)
        self.assertFalse(self.order.invoice_ids.filtered(lambda move: move.state != 'cancel'))
        self.click(self.order, 'action_retry_amazon_invoice')
        self.assertEqual(
            len(self.order.invoice_ids.filtered(lambda move: move.state != 'cancel')), 1
        )
        self.assertFalse(self.order.amazon_invoice_reason)

    def test_deleted(self):
        self.order.invoice_ids.unlink()
        self.assert_stays_away_until_retry()

    def test_canceled(self):
        self.order.invoice_ids.button_cancel()
        self.assert_stays_away_until_retry()


class TestNumbers(InvoiceCase):
    """Invoices that are made at once have the numbers that Odoo gives, one after the other."""

    def test_numbers_go_on_without_a_gap(self):
        self.automate()
        before = self.shipped()
        self.run_invoices()
        orders = self.shipped() + self.shipped() + self.shipped()
        self.run_invoices()
        after = self.shipped()
        self.run_invoices()
        before, invoices, after = map(self.invoices_of, (before, orders, after))
        numbers = (before + invoices + after).mapped('sequence_number')
        first = before.sequence_number
        self.assertEqual(sorted(numbers), list(range(first, first + 5)))
        self.assertEqual(set(invoices.mapped('sequence_prefix')), {before.sequence_prefix})
        for invoice in invoices:
            self.assertEqual(set(invoice.line_ids.mapped('move_name')), {invoice.name})


class TestInvoicedAnew(InvoiceCase):
    """Invoices that people correct: what is shipped later comes by itself all the same."""

    def setUp(self):
        super().setUp()
        self.mug.invoice_policy = 'delivery'
        self.automate(invoice_per='parcel')
        self.placed = self.place(items=[Item(MUG, 2)])
        self.first = self.ship(self.picking(self.placed), {self.mug: 1})
        self.run_invoices()
        self.order = self.sale_order(self.placed)
        self.made = self.order.invoice_ids

    def assert_second_parcel_is_invoiced_once(self):
        self.ship(self.picking(self.placed) - self.first, tracking='1Z999AA10123456785')
        for _run in range(2):
            self.run_invoices()
        newest = self.invoices_of(self.order)[-1]
        self.assertEqual(newest.invoice_line_ids.mapped('quantity'), [1])
        self.assertEqual((newest.state, newest.move_type), ('posted', 'out_invoice'))
        self.assertTrue(newest.is_amazon_automatic)

    def test_taken_back_and_invoiced_by_hand(self):
        self.made.button_draft()
        self.made.button_cancel()
        self.invoice(self.order)
        self.assert_second_parcel_is_invoiced_once()
        self.assertEqual(self.order.order_line.qty_invoiced, 2)

    def test_shipped_before_it_was_invoiced_by_hand(self):
        self.made.button_draft()
        self.made.button_cancel()
        by_hand = self.order._create_invoices()
        self.ship(self.picking(self.placed) - self.first, tracking='1Z999AA10123456785')
        self.run_invoices()
        by_hand.action_post()
        self.run_invoices()
        self.assertEqual(self.order.order_line.qty_invoiced, 2)

    def test_credited_and_made_anew(self):
        wizard = self.env['account.move.reversal'].with_context(
            active_model='account.move', active_ids=self.made.ids,
        ).create({'journal_id': self.made.journal_id.id})
        wizard.modify_moves()
        self.order.invoice_ids.filtered(lambda move: move.state == 'draft').action_post()
        self.assertEqual(self.order.order_line.qty_invoiced, 1)
        self.assert_second_parcel_is_invoiced_once()
        self.assertEqual(self.order.order_line.qty_invoiced, 2)

    def test_credited(self):
        self.made._reverse_moves(cancel=True)
        self.assert_second_parcel_is_invoiced_once()
        self.assertEqual(self.order.order_line.qty_invoiced, 1)
