from odoo.exceptions import UserError
from odoo.tests import Form

from ...workshop.simulator import Item, faults
from ..order.change_case import MUG, TEAPOT, ChangeCase


class TestLinkedOrder(ChangeCase):
    """Of what cannot be imported, a person enters the sales order, and Amazon is still told."""

    def place(self, mangle=None, **details):
        """Place an order that cannot be read."""
        order = self.shop.place(items=[Item(MUG, 3, '10.00'), Item(TEAPOT)], **details)
        self.shop.mangle(order.order_id, mangle or _without_dates)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'failed')
        self.assertIn("Link Sales Order", self.inbox(order).reason)
        return order

    def enter(self, quantities):
        """Enter a sales order by hand, as it is in Seller Central."""
        sale_order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Ada"}).id,
            'order_line': [
                (0, 0, {'product_id': product.id, 'product_uom_qty': quantity})
                for product, quantity in quantities.items()
            ],
        })
        sale_order.action_confirm()
        return sale_order

    def link_by_hand(self, order, sale_order, item_refs=()):
        action = self.click(self.inbox(order), 'action_link_sale_order')
        wizard = self.env['amazon.link.order.wizard'].browse(action['res_id'])
        form = Form(wizard)
        form.sale_order_id = sale_order
        for number, item_ref in enumerate(item_refs):
            with form.line_ids.edit(number) as line:
                line.amazon_item_ref = item_ref
        return self.click(form.save(), 'action_link')

    def test_delivery_is_told(self):
        order = self.place()
        sale_order = self.enter({self.mug: 3, self.teapot: 1})
        action = self.link_by_hand(order, sale_order)
        self.assertEqual(action['res_id'], sale_order.id)
        self.assertEqual(self.sale_order(order), sale_order)
        self.assert_agreed(order)
        self.ship(self.picking(order), {self.mug: 3, self.teapot: 1})
        self.send()
        self.assertEqual(order.status, 'SHIPPED')
        [package] = order.packages
        self.assertEqual(package.quantities, {
            item.order_item_id: item.quantity for item in order.items
        })

    def test_invoice_made_before_knows_the_order(self):
        order = self.place()
        sale_order = self.enter({self.mug: 3, self.teapot: 1})
        self.ship(sale_order.picking_ids, {self.mug: 3, self.teapot: 1})
        invoice = sale_order._create_invoices()
        self.assertFalse(invoice.amazon_order_ref)
        self.link_by_hand(order, sale_order)
        self.assertEqual(invoice.amazon_order_ref, order.order_id)

    def test_what_was_delivered_before_is_told(self):
        order = self.place()
        sale_order = self.enter({self.mug: 3, self.teapot: 1})
        self.ship(sale_order.picking_ids, {self.mug: 3, self.teapot: 1})
        self.link_by_hand(order, sale_order)
        self.send()
        self.assertEqual(order.status, 'SHIPPED')

    def place_half_shipped(self):
        """Place an order of which two of four were shipped in Seller Central."""
        order = self.shop.place(items=[Item(MUG, 4, '10.00')])
        self.shop.ship(order.order_id, {MUG: 2}, carrier='UPS', tracking='1Z999AA10123456784')
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')
        return order

    def test_parcel_of_seller_central_is_not_told_again(self):
        order = self.place_half_shipped()
        sale_order = self.enter({self.mug: 4})
        self.ship(sale_order.picking_ids, {self.mug: 2})
        self.link_by_hand(order, sale_order)
        self.send()
        self.assertEqual(len(order.packages), 1)
        self.assertEqual(sale_order.amazon_shipment_ids.mapped('state'), ['confirmed'])

    def test_parcel_of_seller_central_that_is_delivered_after_linking_is_not_told_again(self):
        order = self.place_half_shipped()
        sale_order = self.enter({self.mug: 4})
        self.link_by_hand(order, sale_order)
        self.ship(sale_order.picking_ids, {self.mug: 2})
        self.send()
        self.assertEqual(len(order.packages), 1)

    def test_where_amazon_gives_no_answer_parcels_are_looked_up_first(self):
        order = self.shop.place(items=[Item(MUG, 4, '10.00')])
        self.shop.mangle(order.order_id, _without_dates)
        self.sync()
        self.shop.ship(order.order_id, {MUG: 2}, carrier='UPS', tracking='1Z999AA10123456784')
        sale_order = self.enter({self.mug: 4})
        self.ship(sale_order.picking_ids, {self.mug: 2})
        self.amazon.faults.add('getOrder', faults.access_denied, times=50)
        self.link_by_hand(order, sale_order)
        self.amazon.faults.clear()
        self.send()
        self.assertEqual(len(order.packages), 1)
        self.assertEqual(sale_order.amazon_shipment_ids.mapped('state'), ['confirmed'])

    def test_what_amazon_sends_later_changes_nothing_and_fails_nowhere(self):
        order = self.place()
        sale_order = self.enter({self.mug: 3, self.teapot: 1})
        self.link_by_hand(order, sale_order)
        self.shop.change(order.order_id, lambda order: order.programs.append('PRIME'))
        self.sync()
        self.assert_agreed(order)
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(sale_order.state, 'cancel')

    def test_amounts_and_quantities_are_compared_as_soon_as_they_can_be_read(self):
        order = self.place()
        sale_order = self.enter({self.mug: 3, self.teapot: 1})
        self.link_by_hand(order, sale_order)
        self.shop.repair(order.order_id)
        self.reduce(order, {MUG: 2})
        self.assert_asked(order, "2 ordered on Amazon, 3 in Odoo")

    def test_items_can_be_typed(self):
        order = self.place(_without_items)
        sale_order = self.enter({self.mug: 3})
        self.assertRaises(UserError, self.link_by_hand, order, sale_order, [''])
        self.link_by_hand(order, sale_order, [order.item(MUG).order_item_id])
        self.ship(self.picking(order), {self.mug: 3})
        self.send()
        self.assertEqual(order.item(MUG).shipped, 3)

    def test_order_of_which_a_part_was_shipped_before(self):
        order = self.shop.place(
            items=[Item(MUG, 3, '10.00')], status='PARTIALLY_SHIPPED',
        )
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')
        sale_order = self.enter({self.mug: 2})
        self.link_by_hand(order, sale_order)
        self.assertEqual(self.sale_order(order), sale_order)

    def test_sales_order_of_another_amazon_order_is_refused(self):
        other = self.shop.place()
        self.sync()
        order = self.place()
        with self.assertRaisesRegex(UserError, "belongs to an Amazon order already"):
            self.link_by_hand(order, self.sale_order(other))

    def test_what_amazon_ships_is_not_linked(self):
        order = self.place(channel='AMAZON', status='SHIPPED')
        self.assertFalse(self.inbox(order).can_link)


def _without_dates(wire):
    del wire['createdTime']


def _without_items(wire):
    for item in wire['orderItems']:
        del item['orderItemId']
