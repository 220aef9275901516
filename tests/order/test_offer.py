from pathlib import Path
from runpy import run_path

from ...workshop.simulator import Item
from ..common import AmazonCase

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.10.0' / 'post-titles_of_offers.py'


class TestOffer(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()

    def _import(self, sku='AMZ-MUG-WHITE', **details):
        order = self.shop.place(items=[Item(sku)], **details)
        self.sync()
        return self.sale_order(order)

    def _offer(self, sku='AMZ-MUG-WHITE'):
        return self.env['amazon.offer'].search([('sku', '=', sku)])

    def test_product_is_found_by_internal_reference_and_kept_as_offer(self):
        self.assertEqual(self._import().order_line.product_id, self.mug)
        self.assertEqual(self._offer().product_id, self.mug)
        self.assertEqual(self._offer().marketplace_id, self.marketplace('US'))
        self.assertFalse(self._offer().is_to_pair)

    def test_offer_wins_over_internal_reference(self):
        self._import()
        self._offer().product_id = self.teapot
        self.assertEqual(self._import().order_line.product_id, self.teapot)

    def test_offer_made_by_hand_is_used(self):
        self.env['amazon.offer'].create({
            'account_id': self.account.id,
            'marketplace_id': self.marketplace('US').id,
            'sku': 'HAND-MADE',
            'product_id': self.teapot.id,
        })
        self.assertEqual(self._import('HAND-MADE').order_line.product_id, self.teapot)

    def test_unknown_sku_is_sold_as_amazon_sale_and_waits_to_be_paired(self):
        sale_order = self._import('NEVER-SEEN')
        self.assertEqual(
            sale_order.order_line.product_id,
            self.env.ref('amazon_connector.product_amazon_sale'),
        )
        self.assertIn('NEVER-SEEN', sale_order.order_line.name)
        self.assertEqual(len(sale_order.picking_ids.move_ids), 1, "it still has to be shipped")
        self.assertTrue(self._offer('NEVER-SEEN').is_to_pair)

    def test_unknown_sku_is_paired_once_a_product_has_it(self):
        self._import('LATER')
        product = self.create_product("Later", 'LATER')
        self.assertEqual(self._import('LATER').order_line.product_id, product)
        self.assertFalse(self._offer('LATER').is_to_pair)

    def test_offer_says_what_amazon_calls_it_and_that_it_has_no_product_yet(self):
        self._import('NEVER-SEEN')
        offer = self._offer('NEVER-SEEN')
        self.assertEqual(offer.title, "Product NEVER-SEEN")
        self.assertFalse(offer.paired_product_id, "Amazon Sale is nobody's product")
        offer.paired_product_id = self.teapot
        self.assertEqual(self._import('NEVER-SEEN').order_line.product_id, self.teapot)
        offer.paired_product_id = False
        self.assertTrue(offer.is_to_pair)

    def test_offer_of_before_an_update_says_what_amazon_calls_it(self):
        self._import('50%_OFF [x]')
        offer = self._offer('50%_OFF [x]')
        offer.title = False
        self.env.flush_all()
        run_path(str(SCRIPT))['migrate'](self.env.cr, '17.0.1.9.0')
        self.env.invalidate_all()
        self.assertEqual(offer.title, "Product 50%_OFF [x]")

    def test_title_follows_amazons(self):
        self._import()
        self.shop.place(items=[Item('AMZ-MUG-WHITE', title="White Mug, 330 ml")])
        self.sync()
        self.assertEqual(self._offer().title, "White Mug, 330 ml")

    def test_channel_is_learned_from_the_orders(self):
        self._import()
        self.assertEqual(self._offer().channel, 'fbm')
        self._import(channel='AMAZON', status='SHIPPED')
        self.assertEqual(self._offer().channel, 'fba')

    def test_each_marketplace_has_its_own_offer(self):
        self._import()
        self._import(marketplace='DE')
        self.assertEqual(len(self._offer()), 2)

    def test_products_of_another_company_are_not_sold(self):
        other = self.env['res.company'].create({'name': "Other"})
        self.create_product("Theirs", 'THEIRS', company_id=other.id)
        self.assertNotEqual(self._import('THEIRS').order_line.product_id.name, "Theirs")
