from lxml import etree

from odoo.tests import new_test_user
from odoo.tools.safe_eval import safe_eval

from ..delivery.delivery_case import DeliveryCase

DOCUMENTED = {
    'amazon_bazaar', 'amazon_business', 'amazon_easy_ship', 'amazon_haul', 'delivery_by_amazon',
    'fbm_ship_plus', 'in_store_pick_up', 'invoice_by_amazon', 'premium', 'preorder', 'prime',
}


class TestPrograms(DeliveryCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = new_test_user(
            cls.env, 'salesman', 'base.group_user,sales_team.group_sale_salesman_all_leads'
        )
        cls.worker = new_test_user(cls.env, 'worker', 'base.group_user,stock.group_stock_user')

    def programs(self, *codes):
        return self.env['amazon.program'].search([('code', 'in', codes)])

    def found(self, records, search_view, filter_name):
        """Return what of the records is found with a filter of a search view."""
        view = records.get_view(self.env.ref(search_view).id, 'search')
        [domain] = etree.fromstring(view['arch']).xpath(f"//filter[@name='{filter_name}']/@domain")
        return records.search([('id', 'in', records.ids), *safe_eval(domain)])

    # === WHAT AMAZON SAYS === #

    def test_all_documented_programs_are_known(self):
        codes = self.env['amazon.program'].search([]).mapped('code')
        self.assertLessEqual(DOCUMENTED, set(codes))

    def test_order_and_delivery_show_the_programs(self):
        order = self.place(programs=['PRIME', 'AMAZON_BUSINESS'])
        expected = self.programs('prime', 'amazon_business')
        self.assertEqual(len(expected), 2)
        sale_order = self.sale_order(order).with_user(self.salesman)
        self.assertEqual(sale_order.amazon_program_ids, expected)
        picking = self.picking(order).with_user(self.worker)
        self.assertEqual(picking.amazon_program_ids, expected)
        self.assertEqual(set(picking.amazon_program_ids.mapped('name')),
                         {"Prime", "Amazon Business"})

    def test_backorder_shows_them_too(self):
        picking = self.picking(self.place(3, programs=['PREMIUM']))
        self.ship(picking, {self.mug: 1})
        self.assertEqual(picking.backorder_ids.amazon_program_ids.code, 'premium')

    def test_order_without_programs(self):
        self.assertFalse(self.sale_order(self.place()).amazon_program_ids)

    def _place_on_the_moon(self, *programs):
        order = self.shop.place()
        self.shop.mangle(
            order.order_id, lambda wire: wire.update(programs=['AMAZON_MOON_DELIVERY', *programs])
        )
        self.sync()
        return order

    def test_program_that_amazon_invents_is_added_once(self):
        orders = [self._place_on_the_moon('PRIME') for _ in range(2)]
        program = self.programs('amazon_moon_delivery')
        self.assertEqual(program.mapped('name'), ["Amazon Moon Delivery"])
        for order in orders:
            self.assertEqual(
                self.sale_order(order).amazon_program_ids, program + self.programs('prime')
            )

    def test_program_that_this_module_learns_of_later_is_the_same(self):
        order = self._place_on_the_moon()
        self.env['amazon.program']._load_records([{
            'xml_id': 'amazon_connector.program_amazon_moon_delivery',
            'values': {'code': 'amazon_moon_delivery', 'name': "To the Moon", 'color': 4},
        }])
        self.assertEqual(self.sale_order(order).amazon_program_ids.name, "To the Moon")
        self.assertEqual(
            self.env.ref('amazon_connector.program_amazon_moon_delivery').code,
            'amazon_moon_delivery',
        )

    def test_programs_do_not_go_along_with_a_copy(self):
        sale_order = self.sale_order(self.place(programs=['PRIME']))
        self.assertFalse(sale_order.copy().amazon_program_ids)

    # === FILTERS === #

    def test_filters_find_orders_and_deliveries(self):
        words = {
            'amazon_prime': 'PRIME',
            'amazon_premium': 'PREMIUM',
            'amazon_business': 'AMAZON_BUSINESS',
        }
        orders = {name: self.place(programs=[word]) for name, word in words.items()}
        ordinary = self.place()
        everything = self.sale_order(ordinary).concat(*map(self.sale_order, orders.values()))
        for name, order in orders.items():
            self.assertEqual(
                self.found(
                    everything.with_user(self.salesman), 'sale.sale_order_view_search_inherit_sale',
                    name,
                ),
                self.sale_order(order),
            )
            self.assertEqual(
                self.found(
                    everything.picking_ids.with_user(self.worker),
                    'stock.view_picking_internal_search', name,
                ),
                self.picking(order),
            )
