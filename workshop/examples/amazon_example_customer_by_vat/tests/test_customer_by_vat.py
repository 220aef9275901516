from odoo.tests import tagged

from odoo.addons.amazon_connector.tests.delivery.delivery_case import DeliveryCase
from odoo.addons.amazon_connector.workshop.simulator import Address, Buyer


@tagged('-standard', 'beside_examples')
class TestCustomerByVat(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.known = self.env['res.partner'].create({
            'name': "Muster GmbH", 'vat': 'DE136695976', 'email': 'order@muster.example',
            'is_company': True,
        })

    def buyer(self, vat_number):
        return Buyer(
            name="Erika", email='a1@marketplace.amazon.de', company="Muster", vat_number=vat_number,
        )

    def buy(self, vat_number):
        return self.place(
            buyer=self.buyer(vat_number),
            recipient=Address(name="Erika", line1="Hafen 1", city="Hamburg", postal_code='20457',
                              country='DE'),
        )

    def test_buyer_is_the_customer_who_has_the_vat_number(self):
        sale_order = self.sale_order(self.buy('DE136695976'))
        self.assertEqual(sale_order.partner_id, self.known)
        self.assertEqual(sale_order.partner_shipping_id.parent_id, self.known)
        self.assertEqual(sale_order.partner_shipping_id.street, "Hafen 1")

    def test_nothing_is_written_on_the_customer(self):
        self.buy('DE136695976')
        self.assertEqual(
            (self.known.name, self.known.email, self.known.street),
            ("Muster GmbH", 'order@muster.example', False),
        )

    def test_another_vat_number_is_another_customer(self):
        customer = self.sale_order(self.buy('DE811569869')).partner_id
        self.assertNotEqual(customer, self.known)
        self.assertEqual(customer.amazon_account_id, self.account)

    def test_what_is_no_vat_number_is_nobody(self):
        for vat_number in ('%', 'DE_________'):
            self.assertNotEqual(self.sale_order(self.buy(vat_number)).partner_id, self.known)

    def test_vat_number_that_amazon_says_later(self):
        order = self.buy(None)
        self.assertNotEqual(self.sale_order(order).partner_id, self.known)
        self.shop.introduce(order.order_id, self.buyer('DE136695976'))
        self.sync()
        self.assertEqual(self.sale_order(order).partner_id, self.known)
