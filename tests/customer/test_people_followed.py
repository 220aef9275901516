from ...lib.series import LINE_TAXES
from ...workshop.simulator import Address, Buyer
from ..order.change_case import ChangeCase
from ..series import included, map_tax

EMAIL = 'b2b@marketplace.amazon.de'
BONN = {'city': "Bonn", 'postal_code': "53111", 'country': 'DE'}


class PeopleCase(ChangeCase):

    def setUp(self):
        super().setUp()
        self.link()

    def place_at(self, recipient, buyer=None, **values):
        """Place an order in Germany, and read it into Odoo."""
        buyer = buyer or Buyer(name="Ada Lovelace", email=EMAIL)
        order = self.place(2, marketplace='DE', buyer=buyer, recipient=recipient, **values)
        self.sync()
        return order

    def redirect(self, order, recipient):
        self.shop.redirect(order.order_id, recipient)
        self.sync()

    def introduce(self, order, **buyer):
        self.shop.introduce(order.order_id, Buyer(**{
            'name': "Ada Lovelace", 'email': EMAIL, **buyer
        }))
        self.sync()

    def address_of(self, order):
        """Return what the sales order and its open deliveries say where it goes."""
        sale_order = self.sale_order(order)
        picking = self.picking(order)
        [address] = (
            sale_order.partner_shipping_id | picking.partner_id | picking.move_ids.partner_id
        )
        return address.name, address.street, address.city


class TestRecipientFollowed(PeopleCase):

    def test_address_that_changes_reaches_the_delivery(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", phone="+49 228 1", **BONN))
        self.assertEqual(self.address_of(order), ("Ada Lovelace", "Gasse 2", "Bonn"))
        self.assertEqual(self.picking(order).partner_id.phone, "+49 228 1")
        self.assert_agreed(order)
        self.assertIn("delivery address", self.messages(self.picking(order)))
        self.assertNotIn("print", self.messages(self.picking(order)))
        self.assertFalse(self.picking(order).activity_ids)

    def test_goods_that_are_added_after_the_address_changed(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.line(order).product_uom_qty = 3
        self.assertEqual(self.to_deliver(order), {self.mug: 3})
        self.assertEqual(self.address_of(order)[1], "Gasse 2")

    def test_address_that_changes_back(self):
        first, second = (Address("Ada Lovelace", street, **BONN) for street in ("Weg 1", "Weg 2"))
        order = self.place_at(first)
        before = self.sale_order(order).partner_shipping_id
        self.redirect(order, second)
        self.redirect(order, first)
        self.assertEqual(self.sale_order(order).partner_shipping_id, before)

    def test_delivery_that_is_printed_is_to_be_printed_again(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        report = 'stock.report_deliveryslip'
        self.env['ir.actions.report']._render_qweb_html(report, self.picking(order).ids)
        self.assertFalse(self.picking(order).is_amazon_print_outdated)
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assertTrue(self.picking(order).is_amazon_print_outdated)
        self.assertIn("print it again", self.messages(self.picking(order)))
        self.env['ir.actions.report']._render_qweb_html(report, self.picking(order).ids)
        self.assertFalse(self.picking(order).is_amazon_print_outdated)

    def test_address_that_was_withheld_is_filled_in(self):
        order = self.place_at(None)
        self.assertFalse(self.sale_order(order).partner_shipping_id.street)
        self.redirect(order, Address("Charles Babbage", "Weg 1", **BONN))
        self.assertEqual(self.address_of(order)[1:], ("Weg 1", "Bonn"))
        self.assertEqual(self.sale_order(order).partner_id.name, "Ada Lovelace")
        self.assertFalse(self.sale_order(order).amazon_missing)
        self.assert_agreed(order)

    def test_all_that_was_withheld_is_filled_in(self):
        orders = [self.place_at(None, Buyer()) for _ in range(2)]
        self.shop.introduce(orders[0].order_id, Buyer(name="Ada", email=EMAIL))
        self.redirect(orders[0], Address("Ada", "Weg 1", **BONN))
        self.assertEqual(self.address_of(orders[0]), ("Ada", "Weg 1", "Bonn"))
        self.assertEqual(self.sale_order(orders[0]).partner_id.email, EMAIL)
        other = self.sale_order(orders[1])
        self.assertFalse(other.partner_id.email, "what is still withheld is nobody else's")
        self.assertFalse(other.partner_shipping_id.street)

    def test_address_of_one_order_is_not_that_of_another(self):
        first, second = self.place_at(None), self.place_at(None)
        third = self.place_at(Address("Friend", "Street 7", **BONN))
        self.assertFalse(self.sale_order(first).partner_shipping_id.street)
        self.redirect(first, Address("Ada Lovelace", "Weg 1", **BONN))
        self.assertEqual(self.address_of(first)[1], "Weg 1")
        self.assertFalse(self.sale_order(second).partner_shipping_id.street)
        self.assertEqual(self.address_of(third)[1], "Street 7")

    def test_house_numbers_consist_of_punctuation(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1/2", **BONN))
        self.redirect(order, Address("Ada Lovelace", "Weg 12", **BONN))
        self.assertEqual(self.address_of(order)[1], "Weg 12")

    def test_name_that_is_withheld_alone(self):
        order = self.place_at(Address("Charles", "Weg 1", **BONN))
        self.redirect(order, Address(None, "Weg 1", **BONN))
        self.assertEqual(self.address_of(order)[0], "Charles")
        self.assert_agreed(order)

    def test_order_that_is_opened_again(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.sale_order(order)._action_cancel()
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.answer(order, 'action_take_over')
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.partner_shipping_id.street, "Gasse 2")
        delivery = sale_order.picking_ids.filtered(lambda picking: picking.state != 'cancel')
        self.assertEqual(delivery.partner_id.street, "Gasse 2")

    def test_quotation_that_a_person_confirms_later(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        sale_order = self.sale_order(order)
        sale_order._action_cancel()
        sale_order.action_draft()
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        sale_order.action_confirm()
        self.assertEqual(sale_order.partner_shipping_id.street, "Gasse 2")

    def test_delivery_that_goes_elsewhere_in_odoo_is_asked(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        neighbour = self.env['res.partner'].create({'name': "Neighbour", 'street': "Weg 3"})
        self.picking(order).partner_id = neighbour
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assert_asked(order, "another delivery address")
        self.assertEqual(self.picking(order).partner_id, neighbour)
        self.answer(order, 'action_take_over')
        self.assertEqual(self.address_of(order)[1], "Gasse 2")

    def test_answer_about_quantities_is_none_about_the_address(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.sale_order(order).partner_shipping_id.street = "Weg 1, Hinterhaus"
        self.line(order).product_uom_qty = 1
        self.sync()
        self.answer(order, 'action_take_over')
        self.assertEqual(self.line(order).product_uom_qty, 2)
        self.assertEqual(self.address_of(order)[1], "Weg 1, Hinterhaus")

    def test_address_that_a_person_corrects_himself_answers_the_question(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        address = self.sale_order(order).partner_shipping_id
        address.street = "Weg 1, Hinterhaus"
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        address.street = "Gasse 2"
        self.introduce(order, purchase_order='PO-1')
        self.assert_agreed(order)

    def test_phone_of_one_order_makes_no_question_of_another(self):
        place = Address("Ada Lovelace", "Weg 1", **BONN)
        order = self.place_at(place)
        self.place_at(Address("Ada Lovelace", "Weg 1", phone="+49 228 1", **BONN))
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assertEqual(self.address_of(order)[1], "Gasse 2")

    def test_address_that_is_not_said_any_more_stays(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        for later in (None, Address(city="Bonn", postal_code="53111", country='DE')):
            self.redirect(order, later)
            self.assertEqual(self.address_of(order), ("Ada Lovelace", "Weg 1", "Bonn"))
            self.assert_agreed(order)

    def test_address_that_changes_after_something_left_is_asked(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.ship(self.picking(order), {self.mug: 1})
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assert_asked(order, "another delivery address")
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.partner_shipping_id.street, "Weg 1")
        self.assertEqual(sale_order.amazon_new_shipping_id.street, "Gasse 2")
        self.answer(order, 'action_take_over')
        self.assertEqual(sale_order.partner_shipping_id.street, "Gasse 2")
        done, rest = sale_order.picking_ids.sorted('id')
        self.assertEqual((done.partner_id.street, rest.partner_id.street), ("Weg 1", "Gasse 2"))
        self.assert_agreed(order)

    def test_answer_to_keep_the_address_is_kept(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.ship(self.picking(order), {self.mug: 1})
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.answer(order, 'action_keep')
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assertEqual(self.inbox(order).state, 'imported')
        self.redirect(order, Address("Ada Lovelace", "Allee 3", **BONN))
        self.assert_asked(order, "another delivery address")

    def test_address_that_a_person_typed_is_asked(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.sale_order(order).partner_shipping_id.street = "Weg 1, Hinterhaus"
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assert_asked(order, "another delivery address")
        self.assertEqual(self.address_of(order)[1], "Weg 1, Hinterhaus")

    def test_address_that_a_person_chose_is_asked_only_if_amazon_changes_it(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        sale_order = self.sale_order(order)
        chosen = sale_order.partner_id.create({
            'name': "Neighbour", 'parent_id': sale_order.partner_id.id, 'type': 'delivery',
            'street': "Weg 3", 'city': "Bonn",
        })
        sale_order.partner_shipping_id = chosen
        self.introduce(order, purchase_order='PO-1')
        self.assertEqual(sale_order.partner_shipping_id, chosen)
        self.assert_agreed(order)
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", **BONN))
        self.assert_asked(order, "another delivery address")
        self.assertEqual(sale_order.partner_shipping_id, chosen)

    def test_recover_order_follows_the_address(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        self.shop.redirect(order.order_id, Address("Ada Lovelace", "Gasse 2", **BONN))
        wizard = self.env['amazon.recover.order.wizard'].create({
            'account_id': self.account.id, 'amazon_order_ref': order.order_id,
        })
        self.click(wizard, 'action_recover')
        self.assertEqual(self.address_of(order)[1], "Gasse 2")

    def test_orders_of_before_only_get_what_they_lack(self):
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        nowhere = self.place_at(None, Buyer(name="Bob", email='bob@marketplace.amazon.de'))
        (self.sale_order(order) + self.sale_order(nowhere)).amazon_people = False
        self.redirect(nowhere, Address("Bob", "Gasse 2", **BONN))
        self.assertEqual(self.address_of(nowhere)[1], "Gasse 2")
        self.introduce(order, purchase_order='PO-1')
        self.redirect(order, Address("Ada Lovelace", "Allee 3", **BONN))
        self.assertEqual(self.address_of(order)[1], "Allee 3")

    def test_fiscal_position_follows_the_address(self):
        tax = self.env['account.tax'].create({
            'name': "19 %", 'amount': 19, 'company_id': self.company.id, **included(True),
        })
        free = tax.copy({'name': "Switzerland", 'amount': 0})
        position = self.env['account.fiscal.position'].create({
            'name': "Switzerland", 'auto_apply': True, 'country_id': self.env.ref('base.ch').id,
            'company_id': self.company.id,
        })
        map_tax(position, tax, free)
        self.mug.taxes_id = tax
        order = self.place_at(Address("Ada Lovelace", "Weg 1", **BONN))
        sale_order = self.sale_order(order)
        total, line = sale_order.amount_total, self.line(order)
        self.assertEqual(line[LINE_TAXES], tax)
        self.redirect(order, Address("Ada Lovelace", "Gasse 2", city="Bern", country='CH'))
        self.assertEqual(sale_order.fiscal_position_id, position)
        self.assertEqual(line[LINE_TAXES], free)
        self.assertEqual(sale_order.amount_total, total, "the buyer pays the same")
        self.assertFalse(sale_order.amount_tax)
        self.assert_agreed(order)


class TestBuyerFollowed(PeopleCase):

    def setUp(self):
        super().setUp()
        self.address = Address("Ada Lovelace", "Weg 1", **BONN)

    def test_what_amazon_says_of_the_company_later(self):
        order = self.place_at(self.address)
        customer = self.sale_order(order).partner_id
        self.introduce(order, company="Engines GmbH", vat_number='DE136695976')
        self.assertEqual(self.sale_order(order).partner_id, customer)
        self.assertEqual((customer.vat, customer.company_name), ('DE136695976', "Engines GmbH"))
        self.assert_agreed(order)

    def test_legal_name_stands_for_the_company(self):
        order = self.place_at(self.address)
        self.introduce(order, vat_number='DE136695976', legal_name="Engines GmbH")
        self.assertEqual(self.sale_order(order).partner_id.company_name, "Engines GmbH")

    def test_registered_address_is_the_customers_own(self):
        order = self.place_at(self.address)
        self.introduce(
            order, vat_number='DE136695976', company="Engines GmbH",
            registered_at=Address("Engines GmbH", "Ring 9", **BONN))
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.partner_invoice_id.street, "Ring 9")
        self.assertEqual(sale_order.partner_invoice_id.commercial_partner_id, sale_order.partner_id)
        self.assertEqual(self.address_of(order), ("Ada Lovelace", "Weg 1", "Bonn"))
        self.assert_agreed(order)
        later = self.place_at(self.address)
        self.assertEqual(self.sale_order(later).partner_invoice_id, sale_order.partner_invoice_id)
        self.introduce(
            order, vat_number='DE136695976', company="Engines GmbH",
            registered_at=Address("Engines GmbH", "Ring 10", **BONN))
        self.assertEqual(sale_order.partner_invoice_id.street, "Ring 10")

    def test_registered_address_that_is_known_before_the_parcels(self):
        order = self.place_at(None)
        registered_at = Address("Engines GmbH", "Ring 9", **BONN)
        self.introduce(order, vat_number='DE136695976', registered_at=registered_at)
        self.assertFalse(
            self.sale_order(order).partner_shipping_id.street, "it does not go to the office")
        self.redirect(order, self.address)
        self.assertEqual(self.address_of(order), ("Ada Lovelace", "Weg 1", "Bonn"))
        self.assertEqual(self.sale_order(order).partner_invoice_id.street, "Ring 9")

    def test_registered_address_from_the_first_order_on(self):
        order = self.place_at(self.address, Buyer(
            name="Ada Lovelace", email=EMAIL, vat_number='DE136695976', company="Engines GmbH",
            registered_at=Address("Engines GmbH", "Ring 9", **BONN)))
        self.assertEqual(self.sale_order(order).partner_id.street, "Ring 9")
        self.assertEqual(self.address_of(order)[1], "Weg 1")

    def test_name_that_amazon_corrects(self):
        order = self.place_at(self.address)
        self.introduce(order, name="Ada King")
        self.assertEqual(self.sale_order(order).partner_id.name, "Ada King")
        self.assert_agreed(order)

    def test_what_a_person_typed_is_asked(self):
        order = self.place_at(self.address)
        customer = self.sale_order(order).partner_id
        customer.vat = 'DE811569869'
        self.introduce(order, vat_number='DE136695976')
        self.assertEqual(customer.vat, 'DE811569869')
        self.assert_asked(order, "something else of the customer")
        self.assertIn('DE136695976', self.sale_order(order).amazon_customer_said)
        self.answer(order, 'action_take_over')
        self.assertEqual(customer.vat, 'DE136695976')
        self.assert_agreed(order)

    def test_what_a_person_typed_and_keeps(self):
        order = self.place_at(self.address)
        self.sale_order(order).partner_id.vat = 'DE811569869'
        self.introduce(order, vat_number='DE136695976')
        self.answer(order, 'action_keep')
        self.introduce(order, vat_number='DE136695976', purchase_order='PO-1')
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertEqual(self.sale_order(order).partner_id.vat, 'DE811569869')

    def test_another_company_is_another_customer(self):
        buyer = Buyer(name="Einkauf", email=EMAIL, company="Muster GmbH", vat_number='DE136695976')
        first, second = (self.place_at(self.address, buyer) for _ in range(2))
        customer = self.sale_order(first).partner_id
        self.introduce(second, name="Einkauf", company="Beispiel AG", vat_number='DE811569869')
        self.assertEqual(customer.vat, 'DE136695976')
        self.assertEqual(self.sale_order(first).partner_id, customer)
        moved = self.sale_order(second)
        self.assertEqual(moved.partner_id.vat, 'DE811569869')
        self.assertEqual(moved.partner_invoice_id, moved.partner_id)
        self.assertEqual(self.address_of(second)[1:], ("Weg 1", "Bonn"))
        self.assertEqual(moved.partner_shipping_id.commercial_partner_id, moved.partner_id)
        self.assert_agreed(second)

    def test_after_the_invoice_it_is_asked(self):
        order = self.place_at(self.address)
        self.enter_rate('EUR')
        self.ship(self.picking(order))
        sale_order = self.sale_order(order)
        sale_order._create_invoices().action_post()
        customer = sale_order.partner_id
        self.introduce(order, company="Engines GmbH", vat_number='DE136695976')
        self.assertEqual(sale_order.partner_id, customer)
        self.assertFalse(customer.vat)
        self.assertEqual(sale_order.amazon_new_partner_id.vat, 'DE136695976')
        self.assert_asked(order, "somebody else bought it")

    def test_two_buyers_of_one_address_keep_their_names(self):
        first = self.place_at(self.address)
        self.place_at(Address("Bob", "Weg 7", **BONN), Buyer(name="Bob", email=EMAIL))
        self.assertEqual(self.sale_order(first).partner_id.name, "Ada Lovelace")

    def test_address_of_email_that_a_person_typed_makes_no_other_customer(self):
        order = self.place_at(self.address)
        customer = self.sale_order(order).partner_id
        customer.email = 'ada@engines.example'
        self.introduce(order, vat_number='DE136695976')
        self.assertEqual(self.sale_order(order).partner_id, customer)
        self.assertEqual((customer.vat, customer.email), ('DE136695976', 'ada@engines.example'))

    def test_vat_number_of_one_who_has_no_name_is_nobody_elses(self):
        """Amazon tells little of those whom it ships to itself: many share a town."""
        town = Address(city="Bonn", postal_code="53111", country='DE')
        orders = [
            self.place_at(town, Buyer(), channel='AMAZON', status='SHIPPED') for _ in range(2)
        ]
        shared = self.sale_order(orders[0]).partner_id
        self.assertEqual(self.sale_order(orders[1]).partner_id, shared)
        self.shop.introduce(orders[0].order_id, Buyer(name="Engines", vat_number='DE136695976'))
        self.sync()
        self.assertEqual(self.sale_order(orders[0]).partner_id.vat, 'DE136695976')
        self.assertFalse(shared.vat)
        self.assertEqual(self.sale_order(orders[1]).partner_id, shared)

    def test_other_customer_while_the_address_is_withheld(self):
        order = self.place_at(self.address, Buyer(
            name="Einkauf", email=EMAIL, company="Muster GmbH", vat_number='DE136695976'))
        self.shop.redirect(order.order_id, None)
        self.introduce(order, name="Einkauf", company="Beispiel AG", vat_number='DE811569869')
        self.assertEqual(self.sale_order(order).partner_id.vat, 'DE811569869')
        self.assertEqual(self.address_of(order)[1:], ("Weg 1", "Bonn"))

    def test_other_customer_says_nothing_of_where_a_packer_sends_it(self):
        order = self.place_at(self.address, Buyer(
            name="Einkauf", email=EMAIL, company="Muster GmbH", vat_number='DE136695976'))
        neighbour = self.env['res.partner'].create({'name': "Neighbour", 'street': "Weg 3"})
        self.picking(order).partner_id = neighbour
        self.introduce(order, name="Einkauf", company="Beispiel AG", vat_number='DE811569869')
        self.assertEqual(self.sale_order(order).partner_id.vat, 'DE811569869')
        self.assertEqual(self.picking(order).partner_id, neighbour)

    def test_question_is_gone_if_amazon_takes_it_back(self):
        self.mug.invoice_policy = 'order'
        buyer = {'name': "Einkauf", 'company': "Muster GmbH", 'vat_number': 'DE136695976'}
        order = self.place_at(self.address, Buyer(email=EMAIL, **buyer))
        self.enter_rate('EUR')
        self.sale_order(order)._create_invoices()
        self.introduce(order, name="Einkauf", company="Beispiel AG", vat_number='DE811569869')
        self.assert_asked(order, "somebody else bought it")
        self.introduce(order, **buyer)
        self.assert_agreed(order)

    def test_draft_invoice_counts(self):
        self.mug.invoice_policy = 'order'
        order = self.place_at(self.address)
        self.enter_rate('EUR')
        sale_order = self.sale_order(order)
        invoice = sale_order._create_invoices()
        self.introduce(order, name="Einkauf", email='other@marketplace.amazon.de')
        self.assertEqual(sale_order.partner_id, invoice.partner_id)
        self.assert_asked(order, "somebody else bought it")

    def test_vat_number_of_one_is_not_that_of_another_with_the_same_email(self):
        first = self.place_at(self.address)
        second = self.place_at(Address("Bob", "Weg 7", **BONN), Buyer(name="Bob", email=EMAIL))
        self.introduce(first, company="Engines GmbH", vat_number='DE136695976')
        self.assertEqual(self.sale_order(first).partner_id.vat, 'DE136695976')
        self.assertFalse(self.sale_order(second).partner_id.vat)

    def test_question_that_nobody_answered_stays(self):
        order = self.place_at(self.address)
        self.sale_order(order).partner_id.vat = 'DE811569869'
        self.introduce(order, vat_number='DE136695976')
        self.introduce(order, vat_number='DE136695976', name="Ada King")
        self.assert_asked(order, "something else of the customer")

    def test_customer_whom_a_person_chose_stays(self):
        order = self.place_at(self.address)
        chosen = self.env['res.partner'].create({'name': "Engines"})
        self.sale_order(order).partner_id = chosen
        self.introduce(order, vat_number='DE136695976')
        self.assertEqual(self.sale_order(order).partner_id, chosen)

    def test_what_is_the_orders_own_stays_with_another_customer(self):
        order = self.place_at(self.address, Buyer(
            name="Einkauf", email=EMAIL, company="Muster GmbH", vat_number='DE136695976'))
        sale_order = self.sale_order(order)
        team = sale_order.team_id
        terms = self.env['account.payment.term'].search([], limit=1)
        sale_order.payment_term_id = terms
        self.introduce(order, name="Einkauf", company="Beispiel AG", vat_number='DE811569869')
        self.assertEqual((sale_order.team_id, sale_order.payment_term_id), (team, terms))

    def test_who_is_not_said_any_more_stays(self):
        order = self.place_at(self.address, Buyer(
            name="Ada Lovelace", email=EMAIL, company="Engines GmbH", vat_number='DE136695976'))
        customer = self.sale_order(order).partner_id
        for later in (None, Buyer(name="Ada Lovelace"), Buyer(email=EMAIL)):
            self.shop.introduce(order.order_id, later)
            self.sync()
            self.assertEqual(self.sale_order(order).partner_id, customer)
            self.assertEqual(customer.vat, 'DE136695976')
            self.assert_agreed(order)
