from ...lib.series import SINCE_19
from ...workshop.simulator import Address, Buyer, Item
from ..common import AmazonCase

# As Odoo calls it
TOKYO = "東京都" if SINCE_19 else "Tokyo"


class TestCustomer(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()

    def _import(self, **details):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE')], **details)
        self.sync()
        return self.sale_order(order)

    def test_buyer_is_known_by_amazons_email(self):
        buyer = Buyer(name="Ada Lovelace", email='X1@marketplace.amazon.com')
        first = self._import(buyer=buyer)
        second = self._import(buyer=buyer)
        self.assertEqual(first.partner_id, second.partner_id)
        self.assertEqual(first.partner_id.email, 'x1@marketplace.amazon.com')

    def test_buyer_put_under_a_company_by_a_user_stays_known(self):
        buyer = Buyer(name="Ada Lovelace", email='x1@marketplace.amazon.com')
        customer = self._import(buyer=buyer).partner_id
        customer.parent_id = self.env['res.partner'].create({'name': "Engine Ltd."})
        self.assertEqual(self._import(buyer=buyer).partner_id, customer)

    def test_same_email_in_another_company_is_another_customer(self):
        theirs = self.env['res.partner'].create({
            'name': "Ada",
            'email': 'x1@marketplace.amazon.com',
            'company_id': self.env['res.company'].create({'name': "Other"}).id,
        })
        ours = self._import(buyer=Buyer(name="Ada", email='x1@marketplace.amazon.com')).partner_id
        self.assertNotEqual(ours, theirs)

    def test_two_orders_of_a_new_buyer_in_one_batch_make_one_customer(self):
        buyer = Buyer(name="Ada", email='x1@marketplace.amazon.com')
        orders = [self.shop.place(buyer=buyer) for _ in range(2)]
        self.sync()
        self.assertEqual(len({self.sale_order(order).partner_id for order in orders}), 1)

    def test_business_buyers_who_share_an_email_are_customers_of_their_own(self):
        buyers = [
            Buyer(name="Amazon Business", email='shared@marketplace.amazon.de', company=company,
                  vat_number=number)
            for company, number in (
                ("Muster GmbH", 'DE136695976'), ("Beispiel AG", 'DE811569869'),
                ("Muster GmbH", 'DE811569869'), ("Muster GmbH", ''), ("", ''),
            )
        ]
        together = [self.shop.place('DE', buyer=buyer) for buyer in buyers]
        self.sync()
        customers = [self.sale_order(order).partner_id for order in together]
        self.assertEqual(len(set(customers)), len(buyers))
        later = [self._import(marketplace='DE', buyer=buyer).partner_id for buyer in buyers]
        self.assertEqual(later, customers)
        self.assertEqual(
            [customer.vat or '' for customer in customers], [buyer.vat_number for buyer in buyers])

    def test_spelling_of_company_and_vat_number_makes_no_other_customer(self):
        customers = [
            self._import(marketplace='DE', buyer=Buyer(
                name="Einkauf", email='b2b@marketplace.amazon.de', company=company,
                vat_number=number,
            )).partner_id
            for company, number in (
                ("Muster GmbH", 'DE136695976'), ("MUSTER GmbH", 'DE 136 695 976'),
                ("Muster-GmbH", 'de136695976'),
            )
        ]
        self.assertEqual(len(set(customers)), 1)

    def known_and_again(self, invoice=False, again=None, **later):
        """Return the customers of two orders of one buyer at one address."""
        address = Address("Einkauf", "Weg 1", city="Bonn", postal_code="53111", country='DE')
        values = {'name': "Einkauf", 'email': 'b2b@marketplace.amazon.de'}
        first = self._import(marketplace='DE', buyer=Buyer(**values), recipient=address)
        if invoice:
            self.enter_rate('EUR')
            first._create_invoices().action_post()
        second = self._import(
            marketplace='DE', buyer=Buyer(**values, **later), recipient=again or address)
        return first.partner_id, second.partner_id

    def test_vat_number_that_amazon_says_later_is_filled_in(self):
        first, second = self.known_and_again(vat_number='DE136695976', company="Muster GmbH")
        self.assertEqual(first, second)
        self.assertEqual((first.vat, first.company_name), ('DE136695976', "Muster GmbH"))

    def test_vat_number_that_a_person_entered_stays(self):
        address = Address("Einkauf", "Weg 1", city="Bonn", postal_code="53111", country='DE')
        buyer = Buyer(name="Einkauf", email='b2b@marketplace.amazon.de')
        customer = self._import(marketplace='DE', buyer=buyer, recipient=address).partner_id
        customer.vat = 'DE811569869'
        self.assertEqual(
            self._import(marketplace='DE', buyer=buyer).partner_id, customer,
            "what a person has entered makes no other buyer of him")
        self.assertEqual(customer.vat, 'DE811569869')

    def test_what_an_invoice_shows_stays(self):
        first, second = self.known_and_again(invoice=True, vat_number='DE136695976')
        self.assertNotEqual(first, second)
        self.assertFalse(first.vat)
        self.assertEqual(second.vat, 'DE136695976')

    def test_vat_number_that_a_person_took_out_stays_out(self):
        buyer = Buyer(
            name="Einkauf", email='b2b@marketplace.amazon.de', vat_number='DE136695976')
        customer = self._import(marketplace='DE', buyer=buyer).partner_id
        customer.vat = False
        self.assertEqual(self._import(marketplace='DE', buyer=buyer).partner_id, customer)
        self.assertFalse(customer.vat)

    def test_nobody_gets_the_vat_number_of_another_whose_address_is_withheld(self):
        shared = {'name': "Amazon Business", 'email': 'shared@marketplace.amazon.de'}
        numbers = ['', 'DE136695976', '', 'DE811569869']
        customers = [
            self._import(
                marketplace='DE', recipient=None, buyer=Buyer(**shared, vat_number=number)
            ).partner_id
            for number in numbers
        ]
        self.assertEqual([customer.vat or '' for customer in customers], numbers)

    def test_two_orders_of_one_buyer_in_one_batch_of_which_one_has_the_vat_number(self):
        address = Address("Einkauf", "Weg 1", city="Bonn", postal_code="53111", country='DE')
        orders = [
            self.shop.place('DE', recipient=address, buyer=Buyer(
                name="Einkauf", email='b2b@marketplace.amazon.de', vat_number=number))
            for number in ('', 'DE136695976', '')
        ]
        self.sync()
        [customer] = {self.sale_order(order).partner_id for order in orders}
        self.assertEqual(customer.vat, 'DE136695976')

    def test_customers_of_before_are_still_the_same(self):
        """Of whom came before it was noted what Amazon said."""
        place = {'line1': "1 Dock Rd", 'city': "Seattle", 'country': 'US'}
        buyer = Buyer(name="Ada", email='x1@marketplace.amazon.com')
        at_work = Address("Ada", company="ACME", **place)
        customer = self._import(buyer=buyer, recipient=at_work).partner_id
        customer.amazon_said = False
        self.assertEqual(customer.company_name, "ACME")
        self.assertEqual(self._import(buyer=buyer).partner_id, customer)
        customer.write({'amazon_said': False, 'vat': 'US123'})
        self.assertEqual(self._import(buyer=buyer, recipient=at_work).partner_id, customer)

    def test_vat_number_at_another_address_is_another_buyers(self):
        first, second = self.known_and_again(vat_number='DE136695976', again=Address(
            "Einkauf", "Weg 2", city="Köln", postal_code="50667", country='DE'))
        self.assertNotEqual(first, second)
        self.assertFalse(first.vat)

    def test_delivery_address_apart_only_if_it_differs(self):
        buyer = Buyer(name="Ada Lovelace", email='x1@marketplace.amazon.com')
        home = Address("Ada Lovelace", "1 Main St", city="Seattle", state="WA",
                       postal_code="98101", country='US')
        work = Address("Ada Lovelace", "2 Side St", city="Seattle", state="WA",
                       postal_code="98101", country='US')
        to_home = self._import(buyer=buyer, recipient=home)
        self.assertEqual(to_home.partner_shipping_id, to_home.partner_id)
        to_work = self._import(buyer=buyer, recipient=work)
        self.assertEqual(to_work.partner_shipping_id.parent_id, to_work.partner_id)
        self.assertEqual(to_work.partner_shipping_id.street, "2 Side St")
        to_work_again = self._import(buyer=buyer, recipient=work)
        self.assertEqual(to_work_again.partner_shipping_id, to_work.partner_shipping_id)

    def test_company_of_the_recipient_is_on_the_parcel(self):
        buyer = Buyer(name="Ada", email='x1@marketplace.amazon.com')
        place = {'line1': "1 Dock Rd", 'city': "Seattle", 'country': 'US'}
        acme, other = [
            self._import(buyer=buyer, recipient=Address("Bob", company=company, **place))
            for company in ("ACME", "Other Corp")
        ]
        self.assertEqual(acme.partner_shipping_id.name, "ACME, Bob")
        self.assertEqual(other.partner_shipping_id.name, "Other Corp, Bob")

    def test_gift_sent_to_somebody_else(self):
        sale_order = self._import(
            buyer=Buyer(name="Ada", email='x1@marketplace.amazon.com'),
            recipient=Address("Charles", "3 Far St", city="Austin", country='US'),
        )
        self.assertEqual(sale_order.partner_id.name, "Ada")
        self.assertEqual(sale_order.partner_shipping_id.name, "Charles")

    def test_state_is_found_by_code_and_by_name(self):
        for state in ("WA", "wa", "Washington"):
            sale_order = self._import(recipient=Address(
                "Ada", "1 Main St", city="Seattle", state=state, country='US'
            ))
            self.assertEqual(
                sale_order.partner_shipping_id.state_id, self.env.ref('base.state_us_48')
            )

    def test_state_that_odoo_does_not_know_stays_readable(self):
        sale_order = self._import(marketplace='DE', recipient=Address(
            "Ada", "Weg 1", city="Bonn", state="Rheinland", country='DE'
        ))
        self.assertIn("Rheinland", sale_order.partner_shipping_id.street2)
        self.assertEqual(sale_order.partner_shipping_id.country_id, self.env.ref('base.de'))

    def test_japanese_address(self):
        sale_order = self._import(marketplace='JP', recipient=Address(
            "山田 太郎", "丸の内1-9-1", "サピアタワー", city="千代田区", state=TOKYO,
            postal_code="100-0005", country='JP',
        ))
        address = sale_order.partner_shipping_id
        self.assertEqual((address.name, address.street), ("山田 太郎", "丸の内1-9-1"))
        self.assertEqual(address.state_id.country_id, self.env.ref('base.jp'))

    def test_business_buyer_has_company_and_vat_number(self):
        sale_order = self._import(marketplace='DE', buyer=Buyer(
            name="Erika Muster", email='b2b@marketplace.amazon.de', company="Muster GmbH",
            vat_number='DE136695976', purchase_order="PO-7",
        ))
        customer = sale_order.partner_id
        self.assertEqual(customer.company_name, "Muster GmbH")
        self.assertEqual(customer.vat, 'DE136695976')
        self.assertEqual(sale_order.client_order_ref, "PO-7")

    def test_goods_never_go_to_another_address_because_the_country_is_unknown(self):
        buyer = Buyer(name="Ada", email='x1@marketplace.amazon.com')
        self._import(buyer=buyer)
        sale_order = self._import(buyer=buyer, recipient=Address(
            "Juan", "Calle 5", city="Las Palmas", postal_code="35001", country='IC'
        ))
        address = sale_order.partner_shipping_id
        self.assertEqual((address.name, address.street), ("Juan", "Calle 5"))
        self.assertIn("IC", address.street2)

    def test_business_buyers_without_email_keep_their_own_vat_number(self):
        numbers = ['DE136695976', 'DE811569869']
        orders = [
            self.shop.place('DE', recipient=None, buyer=Buyer(name="Einkauf", vat_number=number))
            for number in numbers
        ]
        self.sync()
        self.assertEqual([self.sale_order(order).partner_id.vat for order in orders], numbers)

    def test_nothing_known_is_amazon_customer(self):
        first = self._import(buyer=None, recipient=None)
        second = self._import(buyer=None, recipient=None)
        self.assertEqual(first.partner_id.name, "Amazon Customer")
        self.assertEqual(first.partner_id, second.partner_id)

    def test_fba_buyer_is_known_by_place_alone(self):
        sale_order = self._import(channel='AMAZON', status='SHIPPED', recipient=Address(
            "Hidden", "Hidden St", city="Seattle", state="WA", postal_code="98101", country='US'
        ))
        address = sale_order.partner_shipping_id
        self.assertFalse(address.street)
        self.assertEqual((address.city, address.country_id.code), ("Seattle", 'US'))

    def test_long_odd_names_are_kept(self):
        for name in ("N" * 300, "👩‍🚀 Zoë", "محمد علي", "O'Brien & Söhne <b>"):
            sale_order = self._import(
                buyer=Buyer(name=name, email=f'{len(name)}@marketplace.amazon.com')
            )
            self.assertEqual(sale_order.partner_id.name, name)
