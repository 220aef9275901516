from ...workshop.simulator import Item
from ..taxes.test_whose_tax import facilitated
from .invoice_case import InvoiceCase
from .test_amazon_sales import AmazonSalesCase


class TestTaxOnInvoices(InvoiceCase):
    """An invoice says how much tax Amazon collects on what it is about."""

    def setUp(self):
        super().setUp()
        self.mug.invoice_policy = 'delivery'

    def order(self, quantity=4):
        return self.sale_order(self.place(items=[
            facilitated(quantity=quantity, tax='16.00', shipping='5.00', shipping_tax='0.50'),
        ]))

    def test_whole_order(self):
        order = self.order()
        self.ship(order.picking_ids)
        invoice = self.invoice(order)
        self.assertEqual(invoice.amazon_tax_collected, 16.50)
        self.assertEqual(invoice.amount_total, 165)

    def test_parts_and_credit_notes(self):
        order = self.order()
        self.ship(order.picking_ids, {self.mug: 1})
        first = self.invoice(order)
        self.assertEqual(first.amazon_tax_collected, 4.50)
        self.ship(order.picking_ids.filtered(lambda picking: picking.state != 'done'))
        self.assertEqual(self.invoice(order).amazon_tax_collected, 12)
        self.assertEqual(first._reverse_moves().amazon_tax_collected, 4.50)

    def test_parts_add_up_to_the_cent(self):
        order = self.sale_order(self.place(items=[
            facilitated(quantity=3, unit_price='10.00', tax='1.00'),
        ]))
        invoices = self.env['account.move']
        for _parcel in range(3):
            delivery = order.picking_ids.filtered(lambda picking: picking.state != 'done')
            self.ship(delivery, {self.mug: 1})
            invoices += self.invoice(order)
        self.assertEqual(invoices.mapped('amazon_tax_collected'), [0.33, 0.34, 0.33])
        notes = invoices._reverse_moves()
        self.assertAlmostEqual(sum(notes.mapped('amazon_tax_collected')), 1)

    def test_credit_note_of_a_part_of_the_price(self):
        order = self.order()
        self.ship(order.picking_ids)
        note = self.invoice(order)._reverse_moves()
        mugs = note.invoice_line_ids.filtered(lambda line: line.product_id == self.mug)
        (note.invoice_line_ids - mugs).unlink()
        mugs.price_unit = 10
        self.assertEqual((note.amount_total, note.amazon_tax_collected), (40, 4))
        mugs.write({'price_unit': 40, 'discount': 50})
        self.assertEqual(note.amazon_tax_collected, 8)
        mugs.write({'price_unit': 50, 'discount': 0})
        self.assertEqual(note.amazon_tax_collected, 16)

    def test_other_invoices_have_none(self):
        order = self.sale_order(self.place(items=[Item('AMZ-MUG-WHITE', tax='1.00')]))
        self.ship(order.picking_ids)
        self.assertFalse(self.invoice(order).amazon_tax_collected)


class TestTaxInReports(AmazonSalesCase):
    """What Amazon collects is counted beside what is sold."""

    def place_orders(self):
        return self.shipped(items=[facilitated()]) + self.shipped(
            marketplace='DE', items=[facilitated()], prices_include_tax=True,
        ) + self.shipped()

    def test_sales(self):
        self.assertEqual(
            self.report('sale.report', 'amazon_tax_collected', self.sales_manager),
            self.expected('amazon_tax_collected'),
        )

    def test_invoices(self):
        self.invoice(self.orders)
        self.assertEqual(
            self.report('account.invoice.report', 'amazon_tax_collected', self.accountant),
            self.expected('amazon_tax_collected'),
        )

    def test_credit_notes_take_it_back(self):
        for invoice in self.invoice(self.orders):
            invoice._reverse_moves().action_post()
        found = self.report('account.invoice.report', 'amazon_tax_collected', self.accountant)
        self.assertFalse(any(found.values()), found)


class TestTaxOfTheOrderInReports(AmazonSalesCase):
    """What Amazon collects on the order as a whole is a line of nothing, and counts."""

    def place_orders(self):
        order = self.shop.place('DE', items=[facilitated()])

        def without_tax_of_its_item(wire):
            proceeds = wire['orderItems'][0]['proceeds']
            del proceeds['proceedsTotal']
            proceeds['breakdowns'] = [
                part for part in proceeds['breakdowns'] if part['type'] != 'TAX'
            ]

        self.shop.mangle(order.order_id, without_tax_of_its_item)
        self.sync()
        return self.sale_order(order)

    def test_invoices(self):
        self.assertEqual(self.orders.amazon_tax_collected, 4)
        self.assertEqual(self.invoice(self.orders).amazon_tax_collected, 4)
        self.assertEqual(
            self.report('account.invoice.report', 'amazon_tax_collected', self.accountant),
            self.expected('amazon_tax_collected'),
        )


class TestTaxOnGiftsInReports(AmazonSalesCase):
    """What Amazon collects on what is given away counts, though the seller gets nothing."""

    def place_orders(self):
        gift = facilitated(discount='40.00', tax='3.20')
        return self.shipped(items=[gift]) + self.shipped(marketplace='DE', items=[gift])

    def test_reports(self):
        self.assertEqual(self.orders.mapped('amount_total'), [0, 0])
        self.assertEqual(self.orders.mapped('amazon_tax_collected'), [3.2, 3.2])
        self.invoice(self.orders)
        for model, user in (
            ('sale.report', self.sales_manager), ('account.invoice.report', self.accountant),
        ):
            with self.subTest(model):
                self.assertEqual(
                    self.report(model, 'amazon_tax_collected', user),
                    self.expected('amazon_tax_collected'),
                )


class TestDraftsOfOrdersThatChange(InvoiceCase):
    """A draft invoice is not left behind when its order follows Amazon."""

    def setUp(self):
        super().setUp()
        self.placed = self.place(items=[
            facilitated(tax_collected_by_amazon=False, tax='4.00'),
        ])
        self.order = self.sale_order(self.placed)
        self.ship(self.order.picking_ids)

    def become_facilitated(self):
        def have_amazon_remit(order):
            order.items[0].tax_collected_by_amazon = True
        self.shop.change(self.placed.order_id, have_amazon_remit)
        self.sync()
        self.assertEqual(self.order.amount_total, 40)

    def test_draft_that_came_by_itself_is_made_anew(self):
        self.automate('draft')
        self.run_invoices()
        self.assertEqual(self.order.invoice_ids.amount_total, 44)
        self.become_facilitated()
        self.assertFalse(self.order.invoice_ids)
        self.run_invoices()
        self.assertEqual(self.order.invoice_ids.amount_total, 40)
        self.assertEqual(self.order.invoice_ids.state, 'draft')

    def test_draft_that_a_person_has_made_stays_and_the_order_says_so(self):
        draft = self.order._create_invoices()
        self.become_facilitated()
        self.assertEqual((draft.state, draft.amount_total), ('draft', 44))
        self.assertIn("Delete the draft", self.order.amazon_invoice_reason)
        self.assertIn("Delete the draft", draft.message_ids[:1].body)
        draft.unlink()
        self.assertEqual(self.invoice(self.order).amount_total, 40)
        self.assertFalse(self.order.amazon_invoice_reason)

    def test_what_has_not_changed_leaves_drafts_alone(self):
        draft = self.order._create_invoices()
        self.shop.change(self.placed.order_id, lambda order: None)
        self.sync()
        self.assertFalse(self.order.amazon_invoice_reason)
        self.assertEqual(self.order.invoice_ids, draft)
