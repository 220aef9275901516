from datetime import timedelta

from odoo import fields

from ...workshop.simulator import Item
from ..common import AmazonCase


class FbaCase(AmazonCase):
    """A linked account that has goods at Amazon."""

    def setUp(self):
        super().setUp()
        self.link()
        self.location = self.account.location_id
        self.customers = self.env.ref('stock.stock_location_customers')

    def put_at_amazon(self, product, quantity, location=None, **details):
        """Have goods lie at Amazon.

        :param details: `lot_id`, `package_id`, `owner_id`, `in_date`.
        """
        self.env['stock.quant']._update_available_quantity(
            product, location or self.location, quantity, **details
        )

    def lot(self, product, name):
        return self.env['stock.lot'].create({
            'name': name, 'product_id': product.id, 'company_id': self.company.id,
        })

    def place(self, *items, **details):
        """Place an order that Amazon fulfills; nothing of it is shipped yet.

        :return: Amazon's order.
        """
        return self.shop.place(
            channel='AMAZON', items=list(items) or [Item('AMZ-MUG-WHITE')], **details
        )

    def ship(self, order, quantities=None, **details):
        """Have Amazon ship an order, or a part of it, and read that into Odoo.

        :param dict quantities: by SKU; all that is left, if absent.
        :param details: `at`, `serial_numbers`.
        :return: the moves that came with it.
        """
        before = self.moves(order)
        self.shop.ship(order.order_id, quantities, **details)
        if 'at' in details:
            self.account.last_orders_sync = details['at']
        self.sync()
        self.assert_imported(order)
        return self.moves(order) - before

    def place_and_ship(self, *items, **details):
        """Return the moves of a new order."""
        return self.ship(self.place(*items), **details)

    def moves(self, order):
        return self.sale_order(order).order_line.move_ids

    def assert_imported(self, order):
        inbox = self.inbox(order)
        self.assertEqual(inbox.state, 'imported', inbox.reason)

    def assert_shipped(self, moves, quantities):
        """Assert that moves are done, as a whole, without anything left to do.

        :param dict quantities: by product.
        """
        self.assertEqual(
            {move.product_id: move.quantity for move in moves}, quantities
        )
        self.assertEqual(len(moves), len(quantities))
        self.assertEqual(set(moves.mapped('state')), {'done'})
        self.assertFalse(moves.picking_id)

    def stock(self, product, location=None):
        """Return how many pieces lie in a location: at Amazon, by default."""
        location = location or self.location
        return sum(self.env['stock.quant'].search([
            ('product_id', '=', product.id), ('location_id', 'child_of', location.id),
        ]).mapped('quantity'))

    def stock_by_lot(self, product, location=None):
        """Return how many pieces of which lot lie in a location: at Amazon, by default.

        :return: quantities by name of the lot; of what has none, by False.
        """
        location = location or self.location
        groups = self.env['stock.quant']._read_group([
            ('product_id', '=', product.id), ('location_id', 'child_of', location.id),
        ], ['lot_id'], ['quantity:sum'])
        return {lot.name: quantity for lot, quantity in groups if quantity}

    def lots(self, moves):
        """Return the names of the lots that left, with the pieces of each."""
        return {
            line.lot_id.name: line.quantity_product_uom for line in moves.move_line_ids
        }

    def ago(self, **ago):
        """Return a moment as it is in Odoo; the simulator takes it, too."""
        return fields.Datetime.now() - timedelta(**ago)
