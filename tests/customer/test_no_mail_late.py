from odoo import Command
from odoo.tests import new_test_user

from ...lib.on_purpose import on_purpose
from ...lib.series import SINCE_19
from .mail_case import ADDRESS, HELLO, MailCase


class TestNoMailLate(MailCase):
    """What was made when it was no e-mail to Amazon's buyers, is looked at again when sent."""

    def mail(self, **values):
        return self.env['mail.mail'].create({'subject': "Mugs", 'body_html': "Mugs", **values})

    def test_recipients_who_were_added(self):
        mail = self.mail()
        mail.write({
            'email_to': f'{ADDRESS}, bob@example.com',
            'recipient_ids': [Command.set((self.buyer + self.customer).ids)],
        })
        mail.send()
        self.assert_only_ordinary_is_written_to()
        self.assertEqual(mail.email_to, 'bob@example.com')
        self.assertEqual(mail.state, 'sent')

    def test_contact_that_became_a_buyers_while_the_mail_waited(self):
        late = self.env['res.partner'].create({'name': "Late", 'email': 'late@example.com'})
        mail = self.mail(recipient_ids=late.ids)
        late.amazon_account_id = self.account
        mail.send()
        self.assertFalse(self._mails)
        self.assertEqual(mail.state, 'cancel')
        self.assertTrue(self.notes(late))

    def test_copies_that_are_asked_for_in_headers(self):
        headers = {'X-Shop': "Mugs", 'Cc': f'boss@example.com, {ADDRESS}', 'Bcc': ADDRESS}
        mail = self.mail(email_to='bob@example.com', headers=repr(headers))
        mail.send()
        [sent] = self._mails
        self.assertEqual(sent['email_to'], ['bob@example.com'])
        self.assertEqual(sent['headers']['Cc'], 'boss@example.com')
        self.assertEqual(sent['headers']['X-Shop'], "Mugs")
        self.assertNotIn(ADDRESS, str(sent['headers']))

    def test_address_that_was_sent_the_message_on_purpose(self):
        if not SINCE_19:
            self.skipTest("before 19.0, all whom a message is addressed to have contacts")
        message = on_purpose(self.amazons).message_post(body=HELLO, outgoing_email_to=ADDRESS)
        self.assertEqual(message.notification_ids.mail_email_address, ADDRESS)
        mail = self.mail(mail_message_id=message.id, email_to=ADDRESS)
        mail.send()
        self.assertEqual((mail.email_to, mail.state), (ADDRESS, 'sent'))

    def test_headers_that_nobody_can_read(self):
        headers = f'Cc: {ADDRESS}'
        mail = self.mail(email_to='bob@example.com', headers=headers)
        self.assertEqual(mail.headers, headers)


class TestNoMailToAddresses(MailCase):
    """Which e-mail addresses are those of Amazon's buyers."""

    def assert_sent(self, address, is_sent, **values):
        """Check whether an e-mail is sent to an address."""
        mail = self.env['mail.mail'].create({'email_to': address, 'body_html': "Hi", **values})
        self.assertEqual(mail.email_to, address if is_sent else '')
        mail.send()
        self.assertEqual(mail.state, 'sent' if is_sent else 'cancel')

    def about(self, order):
        return {'model': 'sale.order', 'res_id': order.id}

    def test_second_address_of_a_buyer(self):
        self.buyer.email = 'ada@example.com, ada2@example.com'
        self.assert_sent('ada2@example.com', False)

    def test_second_address_of_an_own_contact_who_bought_on_amazon(self):
        self.amazons.partner_id = self.env['res.partner'].create({
            'name': "Bob", 'email': 'bob@example.com, bob2@example.com',
        })
        self.assert_sent('bob2@example.com', False, **self.about(self.amazons))
        self.assert_sent('bob2@example.com', True, **self.about(self.ordinary))

    def test_address_of_a_contact_below_a_buyer(self):
        self.env['res.partner'].create({
            'parent_id': self.buyer.id, 'name': "Neighbour", 'email': 'neighbour@example.com',
        })
        self.assert_sent('neighbour@example.com', False)

    def test_archived_buyer(self):
        self.buyer.write({'email': 'ada@example.com', 'active': False})
        self.assert_sent('ada@example.com', False)

    def test_archived_ordinary_customer_with_the_same_address(self):
        self.buyer.email = 'ada@example.com'
        self.customer.copy({'email': 'ada@example.com', 'active': False})
        self.assert_sent('ada@example.com', True)

    def test_own_user_who_came_with_an_order(self):
        user = new_test_user(self.env, 'colleague', email='colleague@example.com')
        user.partner_id.amazon_account_id = self.account
        self.assert_sent('colleague@example.com', True)

    def test_own_user_who_bought_on_amazon(self):
        user = new_test_user(self.env, 'colleague', email='colleague@example.com')
        self.amazons.partner_id = user.partner_id
        self.assert_sent('colleague@example.com', True, **self.about(self.amazons))


class TestNoMailToOwnContacts(MailCase):
    """Own contacts get nothing of what they bought on Amazon, but all else."""

    def setUp(self):
        super().setUp()
        self.firm = self.env['res.partner'].create({
            'name': "Firm", 'is_company': True, 'email': 'firm@example.com',
        })

    def test_followed_together_with_what_was_not_bought_on_amazon(self):
        self.amazons.partner_id = self.ordinary.partner_id = self.firm
        (self.amazons + self.ordinary).message_subscribe(self.firm.ids)
        self.assertNotIn(self.firm, self.amazons.message_partner_ids)
        self.assertIn(self.firm, self.ordinary.message_partner_ids)

    def test_contact_of_a_firm(self):
        clerk = self.env['res.partner'].create({
            'name': "Clerk", 'parent_id': self.firm.id, 'email': 'clerk@example.com',
        })
        self.amazons.partner_id = self.firm
        self.amazons.message_subscribe(clerk.ids)
        self.assertNotIn(clerk, self.amazons.message_partner_ids)
        self.post(self.amazons, clerk, subtype_xmlid='mail.mt_comment')
        self.assertFalse(self.written_to(clerk))
        self.post(self.ordinary, clerk)
        self.assertTrue(self.written_to(clerk))
