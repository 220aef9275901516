from lxml import etree

from ...workshop.simulator import Item
from ..fba.fba_case import FbaCase
from ..series import NAMED
from .list_case import ListCase


class TestOffersOfProducts(ListCase):
    """From a product to where it is offered on Amazon, and back."""

    def offer(self, order):
        return self.sale_order(order).order_line.amazon_offer_id

    def test_product_leads_to_its_offers_and_they_to_it(self):
        offer = self.offer(self.place())
        others = self.offer(self.place(items=[Item('AMZ-TEAPOT')]))
        for record in (self.mug, self.mug.product_tmpl_id):
            with self.subTest(record._name):
                self.assertEqual(record.amazon_offer_count, 1)
                action = self.click(record, 'action_view_amazon_offers', self.seller)
                found = self.env[action['res_model']].search(action['domain'])
                self.assertEqual(found, offer)
        action = self.click(others, 'action_view_product', self.seller)
        self.assertEqual((action['res_model'], action['res_id']),
                         ('product.product', self.teapot.id))

    def test_button_is_on_the_form_of_products_and_of_variants(self):
        for model in ('product.template', 'product.product'):
            with self.subTest(model):
                arch = self.arch(model, 'form')
                self.assertEqual(len(arch.xpath("//button[@name='action_view_amazon_offers']")), 1)

    def test_product_that_is_not_on_amazon_has_no_offers(self):
        self.assertEqual(self.create_product("Lamp", 'LAMP').amazon_offer_count, 0)

    def test_offer_has_a_form_and_a_card(self):
        offer = self.offer(self.place(items=[Item('NEVER-SEEN')]))
        [said] = self.shown(offer, 'kanban')
        self.assertTrue(said['is_to_pair'])
        [said] = self.shown(offer, 'form')
        self.assertEqual(said['sku'], 'NEVER-SEEN')


class TestMovesOfOrders(FbaCase):
    """From an order that Amazon ships to what left the stock, and back."""

    def opened(self, action):
        return self.env[action['res_model']].search(action['domain'])

    def test_order_leads_to_its_moves_and_they_to_it(self):
        self.put_at_amazon(self.mug, 10)
        order = self.place(Item('AMZ-MUG-WHITE', quantity=3))
        moves = self.ship(order)
        self.place_and_ship()
        sale_order = self.sale_order(order)
        for record, action in (
            (sale_order, 'action_view_amazon_moves'), (self.inbox(order), 'action_view_moves'),
        ):
            with self.subTest(record._name):
                found = self.opened(self.click(record, action))
                self.assertEqual(found.move_id, moves)
        self.assertTrue(moves.is_moved_by_amazon)
        back = self.click(moves, 'action_open_reference')
        self.assertEqual((back['res_model'], back['res_id']), ('sale.order', sale_order.id))

    def test_buttons_are_among_those_of_the_forms(self):
        for model, action in (
            ('sale.order', 'action_view_amazon_moves'), ('amazon.order', 'action_view_moves'),
            ('stock.move', 'action_open_reference'),
        ):
            with self.subTest(model):
                arch = etree.fromstring(self.env[model].get_view(view_type='form')['arch'])
                self.assertEqual(
                    len(arch.xpath(f"//div[@name='button_box']//button[@name='{action}']")), 1)

    def test_delivery_is_no_move_of_amazons(self):
        move = self.env['stock.move'].create({
            **NAMED, 'product_id': self.mug.id, 'location_id': self.location.id,
            'location_dest_id': self.customers.id,
        })
        self.assertFalse(move.is_moved_by_amazon)
