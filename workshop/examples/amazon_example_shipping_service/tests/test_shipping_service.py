from odoo.tests import tagged

from odoo.addons.amazon_connector.tests.delivery.delivery_case import DeliveryCase


@tagged('-standard', 'beside_examples')
class TestShippingService(DeliveryCase):

    def test_it_is_on_the_sales_order(self):
        order = self.place(service_level='NEXT_DAY')
        self.assertEqual(self.sale_order(order).amazon_shipping_service, 'NEXT_DAY')

    def test_it_follows_what_amazon_says(self):
        order = self.place(service_level='STANDARD')
        order.service_level = 'EXPEDITED'
        self.shop.reschedule(order.order_id, order.ship_by)  # It is news.
        self.sync()
        self.assertEqual(self.sale_order(order).amazon_shipping_service, 'EXPEDITED')
