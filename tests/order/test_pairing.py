from freezegun import freeze_time

from ...lib.series import LINE_TAXES
from ...workshop.simulator import Item
from ..series import included
from .change_case import ChangeCase


class PairingCase(ChangeCase):

    def setUp(self):
        super().setUp()
        self.unpaired = self.env.ref('amazon_connector.product_amazon_sale')

    def sell(self, sku='CUP-7', quantity=2, **values):
        """Place an order of an SKU, and read it into Odoo."""
        item = Item(sku, quantity=quantity, title="Cup, seven corners")
        return self.place(items=[item], **values)

    def offers(self, sku='CUP-7'):
        return self.env['amazon.offer'].search([('sku', '=', sku)])

    def products(self, order):
        """Return what order and open deliveries sell."""
        moves = self.picking(order).move_ids.filtered(lambda move: move.state != 'cancel')
        return self.line(order, 'CUP-7').product_id | moves.product_id


class TestPairing(PairingCase):

    def test_packer_reads_amazons_words(self):
        order = self.sell()
        self.assertEqual(self.picking(order).move_ids.description_picking,
                         "[CUP-7] Cup, seven corners")
        known = self.place()
        self.assertNotIn("AMZ-MUG-WHITE", self.picking(known).move_ids.description_picking or '')

    def test_open_orders_take_the_product(self):
        orders = [self.sell() for _ in range(3)]
        self.picking(orders[0]).write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z'})
        totals = [self.sale_order(order).amount_total for order in orders]
        self.offers().product_id = self.mug
        self.assertEqual(self.offers().open_order_count, 3)
        self.assertEqual(self.products(orders[0]), self.unpaired, "nothing without being asked")
        notice = self.click(self.offers(), 'action_take_over')
        self.assertIn("3", notice['params']['message'])
        self.assertEqual(self.offers().open_order_count, 0)
        for order, total in zip(orders, totals, strict=True):
            self.assertEqual(self.products(order), self.mug)
            self.assertEqual(self.to_deliver(order), {self.mug: 2})
            self.assertEqual(self.sale_order(order).amount_total, total)
            self.assertIn("[CUP-7] Cup", self.line(order, 'CUP-7').name)
            self.assert_agreed(order)
        [delivery] = self.picking(orders[0])
        self.assertEqual(delivery.carrier_id, self.ups)
        self.assertEqual(delivery.move_ids.product_id, self.mug, "nothing else is to be read there")
        self.ship(delivery)
        self.send()
        self.assertEqual(self.shop.order(orders[0].order_id).status, 'SHIPPED')

    def test_taxes_are_those_of_the_product(self):
        tax = self.env['account.tax'].create({
            'name': "19 %", 'amount': 19, 'company_id': self.company.id, **included(False)})
        self.mug.taxes_id = tax
        order = self.sell(quantity=3)
        total = self.sale_order(order).amount_total
        self.offers().product_id = self.mug
        self.click(self.offers(), 'action_take_over')
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.order_line.filtered('amazon_item_ref')[LINE_TAXES], tax)
        self.assertEqual(sale_order.amount_total, total)
        self.assertTrue(sale_order.amount_tax)

    def test_what_was_delivered_or_canceled_stays(self):
        delivered, canceled, open_order = (self.sell() for _ in range(3))
        self.ship(self.picking(delivered))
        self.shop.cancel(canceled.order_id)
        self.sync()
        self.offers().product_id = self.mug
        self.assertEqual(self.offers().open_order_count, 1)
        self.click(self.offers(), 'action_take_over')
        self.assertEqual(self.products(delivered), self.unpaired)
        self.assertEqual(self.products(open_order), self.mug)

    def test_printed_delivery(self):
        order = self.sell()
        self.picking(order).carrier_id = self.ups
        self.picking(order).do_print_picking()
        self.offers().product_id = self.mug
        self.click(self.offers(), 'action_take_over')
        self.assertEqual(self.to_deliver(order), {self.mug: 2})
        [delivery] = self.picking(order)
        self.assertEqual(delivery.carrier_id, self.ups)
        self.assertTrue(delivery.is_amazon_print_outdated)

    def test_delivery_in_steps(self):
        self.warehouse.delivery_steps = 'pick_ship'
        order = self.sell()
        self.offers().product_id = self.mug
        self.click(self.offers(), 'action_take_over')
        self.assertEqual(self.picking(order).move_ids.product_id, self.mug)
        first = self.picking(order).filtered(lambda picking: picking.state == 'assigned')
        self.assertEqual(first.picking_type_code, 'internal')
        self.assertEqual(first.move_ids.mapped('product_uom_qty'), [2])

    def test_delivery_that_goes_elsewhere_keeps_its_address(self):
        order = self.sell()
        neighbour = self.env['res.partner'].create({'name': "Neighbour"})
        self.picking(order).partner_id = neighbour
        self.offers().product_id = self.mug
        self.click(self.offers(), 'action_take_over')
        self.assertEqual(self.picking(order).partner_id, neighbour)

    def test_what_came_back_is_not_to_do(self):
        order = self.sell()
        self.give_back(self.ship(self.picking(order)), 2)
        self.offers().product_id = self.mug
        self.assertFalse(self.offers().open_order_count)
        self.assertFalse(self.env['amazon.offer'].search([('is_to_do', '=', True)]) & self.offers())

    def test_offer_that_was_made_by_hand_pairs_the_others(self):
        self.sell()
        self.env['amazon.offer'].create({
            'account_id': self.account.id, 'marketplace_id': self.marketplace('DE').id,
            'sku': 'CUP-7', 'product_id': self.mug.id,
        })
        self.assertEqual(self.offers().product_id, self.mug)

    def test_archived_product_is_nobodys(self):
        self.sell()
        self.offers().product_id = self.teapot
        self.teapot.active = False
        self.create_product("Cup", 'CUP-7')
        self.sell(marketplace='DE')
        self.assertEqual(self.offers().sorted('id')[-1].product_id.name, "Cup")

    def test_one_pair_for_all_marketplaces(self):
        self.sell()
        self.sell(marketplace='DE')
        us, de = self.offers().sorted('id')
        us.product_id = self.mug
        self.assertEqual(de.product_id, self.mug)
        self.sell(marketplace='JP')
        self.assertEqual(self.offers().product_id, self.mug)
        de.product_id = self.teapot
        self.assertEqual(us.product_id, self.mug, "an exception of one marketplace")

    def test_sku_in_another_spelling_is_proposed(self):
        product = self.create_product("Cup", 'cup 7')
        self.sell()
        self.assertEqual(self.offers().proposed_product_id, product)
        self.assertTrue(self.offers().is_to_pair, "nobody has agreed yet")
        self.click(self.offers(), 'action_take_proposal')
        self.assertEqual(self.offers().product_id, product)
        self.assertFalse(self.offers().proposed_product_id)

    def test_two_products_in_other_spellings_are_no_proposal(self):
        self.create_product("Cup", 'cup 7')
        self.create_product("Cup", 'Cup-7')
        self.sell()
        self.assertFalse(self.offers().proposed_product_id)

    def test_synchronization_says_what_is_to_pair(self):
        self.shop.place(items=[Item('CUP-7'), Item('CUP-8')])
        self.shop.place(items=[Item('CUP-7')], marketplace='DE')
        notice = self.click(self.account, 'action_sync_orders')
        [button] = notice['params']['buttons']
        self.assertIn("2", button['name'])
        found = self.env[button['action']['res_model']].search(button['action']['domain'])
        self.assertEqual(set(found.mapped('sku')), {'CUP-7', 'CUP-8'})
        self.assertEqual(self.account.skus_to_pair_count, 2)
        action = self.account.action_view_skus_to_pair()
        self.assertEqual(action['res_model'], 'amazon.offer')


class TestPairingOfFba(PairingCase):

    def stock(self, product):
        """Return how many pieces are in the Amazon location."""
        quants = self.env['stock.quant'].search([
            ('product_id', '=', product.id),
            ('location_id', '=', self.account._location_of(self.marketplace('US')).id),
        ])
        return sum(quants.mapped('quantity'))

    def test_stock_is_put_right(self):
        self.env['stock.quant']._update_available_quantity(
            self.mug, self.account._location_of(self.marketplace('US')), 10)
        order = self.sell(channel='AMAZON', status='SHIPPED')
        [move] = self.line(order, 'CUP-7').move_ids
        self.offers().product_id = self.mug
        self.assertEqual(self.offers().open_order_count, 1)
        self.click(self.offers(), 'action_take_over')
        self.assertEqual(self.stock(self.mug), 8)
        self.assertEqual(self.stock(self.unpaired), 0)
        line = self.line(order, 'CUP-7')
        self.assertEqual((line.product_id, line.qty_delivered), (self.mug, 2))
        new = line.move_ids.filtered(lambda other: other.product_id == self.mug)
        self.assertEqual((new.state, new.date), ('done', move.date))
        self.assertEqual(self.offers().open_order_count, 0)
        self.sync()
        self.assertEqual(self.stock(self.mug), 8)
        self.assert_agreed(order)

    def test_each_step_keeps_its_date(self):
        order = self.sell(channel='AMAZON', quantity=3)
        self.shop.ship(order.order_id, {'CUP-7': 1})
        self.sync()
        with freeze_time(self.passed(minutes=60 * 24)):
            self.shop.ship(order.order_id, {'CUP-7': 2})
            self.sync()
            dates = self.line(order, 'CUP-7').move_ids.mapped('date')
            self.assertEqual(len(set(dates)), 2)
            self.offers().product_id = self.mug
            self.click(self.offers(), 'action_take_over')
        line = self.line(order, 'CUP-7')
        new = line.move_ids.filtered(lambda move: move.product_id == self.mug)
        self.assertEqual(sorted(new.mapped('date')), sorted(set(dates)))
        self.assertEqual(set(line.move_ids.mapped('date')), set(dates))
        self.assertEqual(line.amazon_quantity_moved, 3)
