from lxml import etree

from odoo.tests import Form, new_test_user

from ...workshop.simulator import Item
from ..common import AmazonCase
from ..series import DISCOUNT_GROUP

MUG = 'AMZ-MUG-WHITE'


class TestDiscountColumn(AmazonCase):
    """Where Amazon gave a discount, the order shows it: the lines would not add up without it."""

    def setUp(self):
        super().setUp()
        self.link()
        self.salesman = new_test_user(
            self.env, 'salesman', 'base.group_user,sales_team.group_sale_salesman_all_leads'
        )

    def place(self, **item):
        order = self.shop.place(items=[Item(MUG, 2, unit_price='50.00', **item)])
        self.sync()
        return self.sale_order(order).with_user(self.salesman)

    def columns(self):
        """Return the discount columns that the salesman's list of lines has: when they are hidden.

        :rtype: list[str | None]
        """
        view = self.env['sale.order'].with_user(self.salesman).get_view(
            self.env.ref('sale.view_order_form').id, 'form'
        )
        lists = "//field[@name='order_line']/*[self::tree or self::list]"
        found = etree.fromstring(view['arch']).xpath(f"{lists}/field[@name='discount']")
        return [column.get('column_invisible') for column in found]

    def give_discounts(self):
        self.env.ref('base.group_user').implied_ids += self.env.ref(DISCOUNT_GROUP)
        self.env.registry.clear_cache()

    def test_salesman_who_gives_no_discounts_sees_amazons(self):
        self.assertFalse(self.salesman.has_group(DISCOUNT_GROUP))
        [is_hidden] = self.columns()
        self.assertEqual(is_hidden, 'not parent.is_amazon_discounted')
        discounted = self.place(discount='10.00')
        self.assertTrue(discounted.is_amazon_discounted)
        self.assertEqual(discounted.order_line.discount, 10)

    def test_discount_on_shipping_is_one(self):
        order = self.place(shipping='4.99', shipping_discount='4.99')
        self.assertTrue(order.is_amazon_discounted)

    def test_orders_without_a_discount_have_no_such_column(self):
        self.assertFalse(self.place().is_amazon_discounted)

    def test_orders_that_are_not_amazons_stay_as_they_are(self):
        ordinary = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Ada"}).id,
            'order_line': [(0, 0, {'product_id': self.mug.id, 'discount': 10})],
        })
        self.assertFalse(ordinary.is_amazon_discounted)

    def test_who_gives_discounts_has_one_column(self):
        self.give_discounts()
        self.assertTrue(self.salesman.has_group(DISCOUNT_GROUP))
        self.assertEqual(self.columns(), [None])

    def test_setting_of_the_company_is_not_touched(self):
        self.place(discount='10.00')
        self.assertFalse(self.salesman.has_group(DISCOUNT_GROUP))

    def test_discount_is_not_changed_by_who_cannot_give_one(self):
        order = self.place(discount='10.00')
        with Form(order) as form, form.order_line.edit(0) as line:
            with self.assertRaises(AssertionError):
                line.discount = 50
            line.name = "Mugs"
        self.assertEqual(order.order_line.discount, 10)
