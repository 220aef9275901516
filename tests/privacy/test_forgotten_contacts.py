# pylint: disable=translation-required
from markupsafe import Markup

from odoo.exceptions import UserError

from ...workshop.simulator import Address, Buyer
from ..customer.known_buyer import EMAIL, NAME, PERSONAL
from .test_personal_data import PersonalDataCase

OWN = {'name': "Augusta Byron", 'email': 'augusta@own.example', 'street': "Own Street 1"}


class TestForgottenContacts(PersonalDataCase):
    """Contacts that no order leads to any more, or that are not Amazon's alone."""

    def merge(self, contact, other):
        """Merge a contact into another one, as in the list of contacts."""
        wizard = self.env['base.partner.merge.automatic.wizard'].create({})
        wizard._merge((contact + other).ids, other)
        self.env.invalidate_all()

    def own_contact(self):
        return self.env['res.partner'].create({**OWN, 'company_id': self.company.id})

    # === NO ORDER LEADS TO IT === #

    def test_order_was_deleted(self):
        order = self.place()
        self.shop.cancel(order.order_id)
        self.sync()
        self.sale_order(order).unlink()
        self.assertEqual(self.account.personal_data_count, 1)
        self.forget(days=31)
        self.assertEqual(self.left(*PERSONAL), [])
        self.assertEqual(self.account.personal_data_count, 0)

    def test_order_has_another_delivery_address_by_now(self):
        order = self.place(recipient=Address(
            "Charles Babbage", "1 Dorset Street", city="Austin", country='US'))
        sale_order = self.sale_order(order)
        sale_order.partner_shipping_id = sale_order.partner_id
        self.ship(self.picking(order))
        self.forget()
        self.assertEqual(self.left("Charles Babbage", "1 Dorset Street"), [])

    def test_address_on_which_somebody_is_to_decide(self):
        order = self.place(mugs=2)
        self.ship(self.picking(order), {self.mug: 1})
        self.shop.redirect(order.order_id, Address(
            "Charles Babbage", "1 Dorset Street", city="Austin", country='US'))
        self.sync()
        sale_order = self.sale_order(order)
        self.assertTrue(sale_order.amazon_new_shipping_id)
        self.click(sale_order.amazon_order_ids, 'action_keep')
        self.ship(sale_order.picking_ids - sale_order.picking_ids.filtered('date_done'))
        self.forget()
        self.assertEqual(self.left("Charles Babbage", "1 Dorset Street", *PERSONAL), [])
        self.assertFalse(sale_order.amazon_new_shipping_id)

    def test_who_was_forgotten_is_not_entered_again(self):
        sale_order = self.deliver()
        self.forget()
        self.shop.redirect(sale_order.amazon_order_ref, Address(
            "Charles Babbage", "1 Dorset Street", city="Austin", country='US'))
        self.sync()
        self.assertEqual(self.left("Charles Babbage", "1 Dorset Street", *PERSONAL), [])
        self.assertEqual(sale_order.amazon_order_ids.state, 'imported')

    def test_contact_was_in_use_when_its_order_was_over(self):
        sale_order = self.deliver()
        quotation = self.env['sale.order'].create({'partner_id': sale_order.partner_id.id})
        self.forget()
        self.assertEqual(self.account.personal_data_count, 1)
        quotation.unlink()
        self.forget(days=40)
        self.assertEqual(sale_order.partner_id.name, NAME)  # It is looked at once a month.
        self.forget(days=62)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_contact_of_an_open_order_stays(self):
        sale_order = self.sale_order(self.place())
        self.forget(days=100)
        self.assertEqual(sale_order.partner_id.name, NAME)

    def test_shop_that_was_closed_keeps_no_order_open(self):
        sale_order = self.sale_order(self.place())
        self.account.action_unlink_from_amazon()
        sale_order._action_cancel()
        self.account.active = False
        self.forget(days=100)
        self.assertEqual(sale_order.partner_id.name, NAME)
        self.forget(days=200)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_account_with_customers_is_not_deleted(self):
        order = self.place()
        self.shop.cancel(order.order_id)
        self.sync()
        self.sale_order(order).unlink()
        with self.assertRaisesRegex(UserError, "Archive it"):
            self.account.unlink()

    def test_delivery_address_was_forgotten_before(self):
        present = self.place(recipient=Address(
            "Charles Babbage", "1 Dorset Street", city="Austin", country='US'))
        self.ship(self.picking(present))
        second = self.place()
        self.forget()
        customer = self.sale_order(second).partner_id
        self.assertEqual(customer.name, NAME)
        self.assertEqual(self.left("Charles Babbage"), [])
        self.ship(self.picking(second))
        self.forget(days=33)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_address_under_a_customer_who_has_a_salesperson(self):
        own = self.own_contact()
        own.write({'user_id': self.env.user.id, 'email': EMAIL})
        order = self.place(recipient=Address(
            "Charles Babbage", "1 Dorset Street", city="Austin", country='US'))
        self.ship(self.picking(order))
        self.assertEqual(self.sale_order(order).partner_id, own)
        self.forget()
        self.assertEqual(self.left("Charles Babbage", "1 Dorset Street"), [])
        self.assertEqual(own.name, OWN['name'])

    # === IT IS NOT AMAZON'S ALONE === #

    def test_archived_contact_of_the_seller_below_it(self):
        customer = self.deliver().partner_id
        self.env['res.partner'].create({
            'name': "Assistant", 'parent_id': customer.id, 'active': False,
        })
        self.forget()
        self.assertEqual(customer.name, NAME)

    def test_merged_into_a_contact_of_the_seller(self):
        own = self.own_contact()
        self.merge(self.deliver().partner_id, own)
        self.forget(days=400)
        self.assertEqual((own.name, own.email, own.street), tuple(OWN.values()))

    def test_contact_of_the_seller_merged_into_it(self):
        customer = self.deliver().partner_id
        self.merge(self.own_contact(), customer)
        self.forget(days=400)
        self.assertEqual(customer.name, NAME)

    def test_merged_with_another_of_amazons(self):
        first = self.deliver().partner_id
        bob = Buyer(name="Bob", email='bob@marketplace.amazon.com')
        self.merge(self.deliver(buyer=bob).partner_id, first)
        self.forget(days=31)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_merged_with_one_that_is_forgotten_already(self):
        first = self.deliver().partner_id
        self.forget()
        self.assertEqual(first.amazon_data, 'gone')
        second = self.deliver().partner_id
        self.assertNotEqual(first, second)
        self.merge(first, second)
        self.assertEqual(second.amazon_data, 'full')
        self.forget()
        self.assertEqual(self.left(*PERSONAL), [])

    # === IN WORDS === #

    def test_tags_of_messages_stay_whole(self):
        sale_order = self.deliver(buyer=Buyer(name="Target", email='t@marketplace.amazon.com'))
        message = sale_order.message_post(body=Markup(
            '<p>Target: <a href="https://x.example" target="_blank">here</a>, '
            '<a href="mailto:t@marketplace.amazon.com" target="_blank">t</a></p>'))
        self.forget()
        self.assertNotIn('Target:', message.body)
        self.assertNotIn('t@marketplace', message.body)
        self.assertEqual(message.body.count('target="_blank"'), 2)

    def test_addresses_in_links_and_in_plain_text(self):
        sale_order = self.deliver()
        message = sale_order.message_post(
            subject=f"Fwd: {NAME} <{EMAIL}>",
            body=Markup('<p><a href="https://x.example/track?for=%s">here</a></p>') % EMAIL,
        )
        activity = sale_order.activity_schedule(summary=f"Write to {NAME} <{EMAIL}>")
        done = sale_order.activity_schedule(summary=f"Call {NAME}")
        done.action_feedback(feedback=f"{NAME} was not at home.")
        self.forget()
        self.assertEqual(message.subject, "Fwd: … <…>")
        self.assertIn('https://x.example/track?for=', message.body)
        self.assertNotIn(EMAIL, message.body)
        self.assertEqual(activity.summary, "Write to … <…>")
        left = self.env['mail.activity'].with_context(active_test=False).search([
            ('res_model', '=', 'sale.order'), ('res_id', '=', sale_order.id),
        ])
        self.assertNotIn(NAME, str(left.read()))
