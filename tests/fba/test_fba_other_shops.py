from ...workshop.simulator import Item
from .fba_case import FbaCase

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'


class TestFbaOtherShops(FbaCase):
    """Orders of other shops that Amazon ships: no sale, but the goods leave the stock at Amazon."""

    def place(self, *items, **details):
        return super().place(
            *items, **{'sales_channel': 'NON_AMAZON', 'names_marketplace': False, **details}
        )

    def place_own(self, *items):
        return self.place(*items, sales_channel='AMAZON', names_marketplace=True)

    def ship(self, order, quantities=None, **details):
        self.shop.ship(order.order_id, quantities, **details)
        self.sync()
        return self.moves(order)

    def moves(self, order):
        return self.inbox(order).item_ids.stock_move_ids

    def assert_no_sale(self, order):
        self.assertFalse(self.sale_order(order))
        self.assertEqual(self.inbox(order).state, 'ignored', self.inbox(order).reason)
        self.assertIn("Another shop sold it", self.inbox(order).reason)

    def test_goods_leave_without_a_sale(self):
        self.put_at_amazon(self.mug, 10)
        order = self.place(Item(MUG, 3), Item(TEAPOT, 2))
        self.sync()
        self.assert_no_sale(order)
        self.assertFalse(self.moves(order))
        moves = self.ship(order)
        self.assert_no_sale(order)
        self.assert_shipped(moves, {self.mug: 3, self.teapot: 2})
        self.assertEqual(moves.location_id, self.location)
        self.assertEqual(moves.location_dest_id, self.customers)
        self.assertEqual((self.stock(self.mug), self.stock(self.teapot)), (7, -2))
        for move in moves:
            self.assertIn(order.order_id, move.reference)
            self.assertIn("Multi-Channel Fulfillment", move.origin)

    def test_order_read_again_moves_nothing(self):
        order = self.place(Item(MUG, 3))
        moves = self.ship(order)
        self.shop.change(order.order_id, lambda order: order.programs.append('PRIME'))
        self.sync()
        self.click(self.inbox(order), 'action_retry')
        self.assertEqual(self.moves(order), moves)
        self.assertEqual(self.stock(self.mug), -3)

    def test_each_step_is_a_move_of_its_own(self):
        order = self.place(Item(MUG, 3))
        first = self.ship(order, {MUG: 1})
        self.assert_shipped(first, {self.mug: 1})
        self.assert_shipped(self.ship(order) - first, {self.mug: 2})
        self.assertEqual(self.stock(self.mug), -3)

    def test_what_was_not_shipped_after_all_comes_back(self):
        order = self.place(Item(MUG, 3), Item(TEAPOT))
        self.ship(order)

        def take_back(order):
            order.item(MUG).shipped = 1
            order.items.remove(order.item(TEAPOT))

        self.shop.change(order.order_id, take_back)
        self.sync()
        self.assert_no_sale(order)
        self.assertEqual((self.stock(self.mug), self.stock(self.teapot)), (-1, 0))
        self.shop.change(order.order_id, lambda order: setattr(order.items[0], 'shipped', 3))
        self.sync()
        self.assertEqual(self.stock(self.mug), -3)

    def test_canceled_order_keeps_what_has_left(self):
        order = self.place(Item(MUG, 3))
        self.ship(order, {MUG: 1})
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.stock(self.mug), -1)

    def test_unknown_product_is_said_and_the_rest_leaves(self):
        order = self.place(Item(MUG, 2), Item('UNHEARD-OF', 4))
        self.ship(order)
        row = self.inbox(order)
        self.assertEqual(row.state, 'failed')
        self.assertIn("UNHEARD-OF", row.reason)
        self.assertEqual(self.stock(self.mug), -2)
        stranger = self.create_product("Stranger", 'UNHEARD-OF')
        self.click(row, 'action_retry')
        self.assert_no_sale(order)
        self.assertEqual((self.stock(self.mug), self.stock(stranger)), (-2, -4))

    def test_product_is_found_by_the_offer_and_by_its_asin(self):
        self.teapot.default_code = False
        paired = self.place_own(Item(TEAPOT))
        self.shop.ship(paired.order_id)
        self.sync()
        self.env['amazon.offer'].search([('sku', '=', TEAPOT)]).product_id = self.teapot
        self.ship(self.place(Item(TEAPOT, 2)))
        self.assertEqual(self.stock(self.teapot), -2)
        self.ship(self.place(Item(TEAPOT, 3), left_out=['orderItems.product.sellerSku']))
        self.assertEqual(self.stock(self.teapot), -5)

    def test_lots_and_serial_numbers(self):
        self.mug.tracking, self.teapot.tracking = 'lot', 'serial'
        self.put_at_amazon(self.mug, 5, lot_id=self.lot(self.mug, 'L1'))
        order = self.place(Item(MUG, 3), Item(TEAPOT, 2))
        moves = self.ship(order, serial_numbers={TEAPOT: ['SN-1']})
        self.assertEqual(self.stock_by_lot(self.mug), {'L1': 2})
        self.assertEqual(self.lots(moves.filtered(lambda move: move.product_id == self.mug)), {
            'L1': 3,
        })
        self.assertIn('SN-1', self.stock_by_lot(self.teapot))
        self.assertIn(f'AMAZON-{order.order_id}-1', self.inbox(order).stock_note)
        self.shop.change(order.order_id, lambda order: setattr(order.item(MUG), 'shipped', 1))
        self.sync()
        self.assertEqual(self.stock_by_lot(self.mug), {'L1': 4})

    def test_location_of_the_marketplace(self):
        other = self.location.create({'name': "Amazon DE", 'usage': 'internal'})
        self.env['amazon.marketplace.setting'].create({
            'account_id': self.account.id, 'marketplace_id': self.marketplace('DE').id,
            'location_id': other.id,
        })
        self.ship(self.place(Item(MUG, 3), marketplace='DE', names_marketplace=True))
        self.assertEqual((self.stock(self.mug), self.stock(self.mug, other)), (0, -3))

    def test_many_orders_together(self):
        orders = [self.place(Item(MUG, quantity)) for quantity in (1, 2, 3)]
        own = self.place_own(Item(MUG, 4))
        for order in [*orders, own]:
            self.shop.ship(order.order_id)
        self.sync()
        self.assertEqual(self.stock(self.mug), -10)
        self.assertEqual(self.sale_order(own).state, 'sale')
        for order in orders:
            self.assert_no_sale(order)

    def test_what_the_merchant_ships_of_another_shop_is_left_alone(self):
        order = self.shop.place(sales_channel='NON_AMAZON')
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.assertIn("Amazon does not ship it", self.inbox(order).reason)

    def test_moves_can_be_opened(self):
        order = self.place(Item(MUG, 3))
        moves = self.ship(order)
        action = self.inbox(order).action_view_moves()
        self.assertEqual(self.env['stock.move.line'].search(action['domain']).move_id, moves)
        self.assertEqual(moves.action_open_reference()['res_id'], self.inbox(order).id)
