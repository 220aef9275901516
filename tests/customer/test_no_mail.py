from odoo import Command
from odoo.tests import new_test_user

from ...workshop.simulator import Buyer
from .mail_case import ADDRESS, MailCase

PARTNER = '{{ object.partner_id.id }}'


class TestNoMailOfOrders(MailCase):
    """Nothing that Odoo sends of sales orders and deliveries goes to Amazon's buyers."""

    def both(self):
        return (self.ordinary, self.amazons)

    def test_confirmation(self):
        for order in self.both():
            order._send_order_confirmation_mail()
        self.assert_only_ordinary_is_written_to(*self.both())

    def test_payment(self):
        for order in self.both():
            order._send_payment_succeeded_for_order_mail()
        self.assert_only_ordinary_is_written_to(*self.both())

    def test_mail_of_the_quotation_template_at_import(self):
        self.company.sale_order_template_id = self.env['sale.order.template'].create({
            'name': "Mugs", 'mail_template_id': self.template('sale.order', partner_to=PARTNER).id,
        })
        order = self.place(buyer=Buyer(name="Ada Lovelace", email=ADDRESS))
        amazons = self.sale_order(order)
        self.assertEqual(amazons.sale_order_template_id, self.company.sale_order_template_id)
        ordinary = self.ordinary_order(self.mug)
        self.assertTrue(self.written_to(ordinary.partner_id))
        self.customer = ordinary.partner_id
        self.assert_only_ordinary_is_written_to(ordinary, amazons)

    def test_quotation_that_a_person_sends(self):
        for order in self.both():
            self.compose(order, template_id=self.env.ref('sale.email_template_edi_sale').id)
        self.assert_only_ordinary_is_written_to(*self.both())

    def compose(self, records, mode='comment', **values):
        """Send what a person writes in Odoo's window for e-mails."""
        composer = self.env['mail.compose.message'].with_context(
            default_model=records._name, default_res_ids=records.ids,
            default_composition_mode=mode, default_template_id=values.pop('template_id', False),
        ).create({'body': "<p>Hello</p>", 'subject': "Hello", **values})
        composer._action_send_mail()

    def test_orders_that_a_person_writes_to_at_once(self):
        self.compose(
            self.ordinary + self.amazons, 'mass_mail',
            template_id=self.template('sale.order', partner_to=PARTNER).id,
        )
        self.assert_only_ordinary_is_written_to(*self.both())

    def test_cancellation(self):
        for order in self.both():
            order.with_context(disable_cancel_warning=True)._action_cancel()
            self.post(order, order.partner_id, message_type='comment')
        self.assert_only_ordinary_is_written_to(*self.both())

    def test_shared_with_the_portal(self):
        for order in self.both():
            self.env['portal.share'].create({
                'res_model': order._name, 'res_id': order.id,
                'partner_ids': [Command.set(order.partner_id.ids)],
            }).action_send_mail()
        self.assert_only_ordinary_is_written_to(*self.both())
        self.assertNotIn(self.buyer, self.amazons.message_partner_ids)

    def test_delivery(self):
        self.company.stock_move_email_validation = True
        pickings = self.ordinary.picking_ids + self.amazons.picking_ids
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        self.validate(pickings)
        self.assert_only_ordinary_is_written_to()
        self.assertNotIn(self.buyer, self.amazons.picking_ids.message_partner_ids)

    def test_delivery_that_a_person_sends(self):
        template = self.env.ref('stock.mail_template_data_delivery_confirmation')
        for order in self.both():
            self.compose(order.picking_ids, template_id=template.id)
        self.assert_only_ordinary_is_written_to(self.ordinary.picking_ids, self.amazons.picking_ids)

    def test_buyer_follows_nothing(self):
        for order in self.both():
            for document in (order, order.picking_ids, order.partner_id):
                document.message_subscribe(order.partner_id.ids)
                self.assertEqual(
                    order.partner_id in document.message_partner_ids, order == self.ordinary)

    def test_who_followed_before_he_was_known_to_be_a_buyer(self):
        late = self.env['res.partner'].create({'name': "Late", 'email': 'late@example.com'})
        self.amazons.message_subscribe(late.ids)
        late.amazon_account_id = self.account
        self.post(
            self.amazons, late.browse(), message_type='comment', subtype_xmlid='mail.mt_comment')
        self.assertFalse(self.written_to(late))
        self.assertFalse(self.notes(self.amazons))

    def test_others_get_the_same_message(self):
        colleague = new_test_user(
            self.env, 'colleague', email='colleague@example.com',
            groups='sales_team.group_sale_salesman_all_leads')
        self.amazons.message_subscribe(colleague.partner_id.ids)
        message = self.post(
            self.amazons, self.buyer + self.customer,
            message_type='comment', subtype_xmlid='mail.mt_comment',
        )
        self.assertIn(colleague.partner_id, message.notified_partner_ids)
        self.assertTrue(self.written_to(colleague.partner_id))
        self.assert_only_ordinary_is_written_to()

    def test_person_is_told_each_time_and_automatons_once(self):
        for message_type in ('notification', 'notification', 'comment', 'comment'):
            self.post(self.amazons, self.buyer, message_type=message_type)
        self.assertEqual(len(self.notes(self.amazons)), 3)

    def test_delivery_address_and_buyer_who_has_another_address(self):
        self.buyer.email = 'ada@example.com'
        address = self.env['res.partner'].create({
            'parent_id': self.buyer.id, 'type': 'delivery', 'name': "Neighbour",
            'email': 'neighbour@example.com',
        })
        self.post(self.amazons, self.buyer + address + self.customer)
        self.assert_only_ordinary_is_written_to()
        self.assertFalse(self.written_to(address))

    def test_customer_who_was_entered_by_hand_with_an_address_of_amazons(self):
        contact = self.env['res.partner'].create({
            'name': "Ada", 'email': 'Ada <OTHER@marketplace.Amazon.co.uk>',
        })
        self.post(contact, contact)
        self.assertFalse(self.written_to(contact))
        self.assertTrue(self.notes(contact))

    def test_own_contact_gets_nothing_of_an_order_on_amazon_but_of_others(self):
        contact = self.env['res.partner'].create({'name': "Bob", 'email': 'bob@example.com'})
        self.amazons.partner_id = self.amazons.partner_invoice_id = contact
        documents = [self.amazons, self.amazons.picking_ids, self.amazons._create_invoices()]
        for document in documents:
            document.message_subscribe(contact.ids)
            self.assertNotIn(contact, document.message_partner_ids)
            self.post(document, contact, subtype_xmlid='mail.mt_comment')
            self.assertTrue(self.notes(document))
        self.assertFalse(self.written_to(contact))
        self.post(self.ordinary, contact)
        self.assertTrue(self.written_to(contact))


class TestNoMailOfTemplates(MailCase):
    """What is sent without a message to followers does not reach Amazon's buyers either."""

    def send(self, template, **values):
        """Send an e-mail of a template for both orders.

        :return: that of the order on Amazon.
        """
        ids = [
            template.send_mail(order.id, email_values=dict(values))
            for order in (self.ordinary, self.amazons)
        ]
        return self.env['mail.mail'].browse(ids[1])

    def assert_canceled(self, mail):
        self.assert_only_ordinary_is_written_to(self.ordinary, self.amazons)
        self.assertEqual(mail.state, 'cancel')

    def test_to_the_contact(self):
        self.assert_canceled(self.send(self.template('sale.order', partner_to=PARTNER)))

    def test_to_the_address(self):
        self.assert_canceled(self.send(self.template(
            'sale.order', email_to='{{ object.partner_id.email_formatted }}')))

    def test_copy_to_the_address(self):
        self.assert_canceled(self.send(self.template(
            'sale.order', email_cc='{{ object.partner_id.email }}')))

    def test_to_an_address_that_was_typed_over_amazons(self):
        self.buyer.email = 'ada@example.com'
        self.assert_canceled(self.send(self.template(
            'sale.order', email_to='{{ object.partner_id.email }}')))

    def test_address_that_an_ordinary_customer_has_too_is_his(self):
        self.buyer.email = self.customer.email
        template = self.template('sale.order', email_to='{{ object.partner_id.email }}')
        self.assertFalse(self.send(template).email_to)
        self.assertTrue(self.written_to(self.customer))

    def test_others_in_the_list_get_it(self):
        mail = self.env['mail.mail'].create({
            'model': 'sale.order', 'res_id': self.amazons.id,
            'email_to': f'"Adá, L." <{ADDRESS}>, "Bób, B." <bob@example.com>',
            'email_cc': f'boss@example.com,{ADDRESS.upper()}',
            'recipient_ids': [Command.set((self.buyer + self.customer).ids)],
        })
        self.assertEqual(
            (mail.email_to, mail.email_cc, mail.recipient_ids, mail.state),
            ('"Bób, B." <bob@example.com>', 'boss@example.com', self.customer, 'outgoing'),
        )
        self.assert_only_ordinary_is_written_to(self.ordinary, self.amazons)

    def test_other_lists_stay_as_they_are(self):
        text = 'Bob <bob@example.com> ,Carl <carl@example.com>,'
        mail = self.send(self.template('sale.order'), email_to=text)
        self.assertEqual(mail.email_to, text)

    def test_mail_about_no_document(self):
        mail = self.env['mail.mail'].create({'email_to': ADDRESS, 'body_html': "<p>Hello</p>"})
        mail.send()
        self.assertFalse(mail.email_to)
        self.assertEqual(mail.state, 'cancel')

    def test_canceled_mails_are_cleaned_up_like_those_that_were_sent(self):
        deleted, kept = (
            self.send(self.template('sale.order', partner_to=PARTNER, auto_delete=auto_delete))
            for auto_delete in (True, False)
        )
        canceled_by_hand = self.env['mail.mail'].create({
            'email_to': 'bob@example.com', 'auto_delete': True, 'state': 'cancel',
        })
        self.mail_unlink_sent = True
        self.env['mail.mail']._gc_left_without_amazon_buyers()
        self.assertEqual((deleted + kept + canceled_by_hand).exists(), kept + canceled_by_hand)


class TestNoShortMessage(MailCase):
    """No short message is sent to Amazon's buyers (with `sms`)."""

    def setUp(self):
        super().setUp()
        if 'sms.sms' not in self.env:
            self.skipTest("sms is not installed")
        self.customer.phone, self.buyer.phone = '+1 206 555 0147', '+1 206 555 0148'
        self.sms_before = self.env['sms.sms'].search([])

    def assert_only_ordinary_gets_one(self):
        messages = self.env['sms.sms'].search([('state', '=', 'outgoing')]) - self.sms_before
        self.assertEqual(messages.partner_id, self.customer)

    def test_of_a_delivery(self):
        for order in (self.ordinary, self.amazons):
            order.picking_ids._message_sms_with_template(
                template=self.company.stock_sms_confirmation_template_id,
                partner_ids=order.partner_id.ids, put_in_queue=True,
            )
        self.assert_only_ordinary_gets_one()
        self.assertTrue(self.notes(self.amazons.picking_ids))

    def test_of_many_records_at_once(self):
        (self.customer + self.buyer)._message_sms_schedule_mass(body="Hello")
        self.assert_only_ordinary_gets_one()
