from contextlib import ExitStack

from odoo.tools import email_normalize_all

from odoo.addons.mail.tests.common import MockEmail

from ...workshop.simulator import Buyer
from ..delivery.delivery_case import DeliveryCase

ADDRESS = 'x1y2z3@marketplace.amazon.com'
HELLO = "Hello"
FORBIDDEN = "Amazon forbids sellers to write to its buyers"


class MailCase(MockEmail, DeliveryCase):
    """Two customers who are treated alike: Amazon's buyer, and an ordinary one."""

    def setUp(self):
        super().setUp()
        for sender in (self.company, *map(self.env.ref, ('base.user_root', 'base.user_admin'))):
            sender.email = 'shop@example.com'
        self.ordinary = self.ordinary_order(self.mug)
        self.customer = self.ordinary.partner_id
        self.amazons = self.sale_order(self.place(buyer=Buyer(name="Ada Lovelace", email=ADDRESS)))
        self.buyer = self.amazons.partner_id
        self.assertEqual(self.buyer.email, ADDRESS)
        # E-mails are not deleted once they are sent: it is seen to whom.
        stack = ExitStack()
        self.addCleanup(stack.close)
        stack.enter_context(self.mock_mail_gateway())
        self.before = self.env['mail.mail'].search([]), self.env['mail.notification'].search([])

    def written_to(self, contact):
        """Return the e-mails, and notifications by e-mail, that were made for a contact."""
        mails, notifications = self.before
        mails = self.env['mail.mail'].search([]) - mails
        notifications = self.env['mail.notification'].search([
            ('notification_type', '=', 'email'), ('res_partner_id', '=', contact.id),
        ]) - notifications
        return [*notifications, *(
            mail for mail in mails if contact in mail.recipient_ids
            or contact.email_normalized in email_normalize_all(
                f"{mail.email_to or ''},{mail.email_cc or ''}"
            )
        )]

    def assert_only_ordinary_is_written_to(self, ordinary=None, amazons=None):
        """Check that what was done with two records has made e-mails for the ordinary customer.

        And none for Amazon's buyer; his document has a note that says why, if one is given.
        """
        self.assertFalse(self.written_to(self.buyer))
        self.assertFalse([mail for mail in self._mails if ADDRESS in str(mail['email_to'])])
        self.assertTrue(self.written_to(self.customer))
        self.assertFalse(self.env['mail.mail'].search([('state', '=', 'exception')]))
        if amazons:
            self.assertEqual(len(self.notes(amazons)), 1)
            self.assertFalse(self.notes(ordinary))

    def notes(self, document):
        """Return the notes on a document that say that something was not sent."""
        return document.message_ids.filtered(lambda message: FORBIDDEN in message.body)

    def post(self, document, contacts, **values):
        """Post a message that is addressed to contacts, and return it."""
        return document.message_post(body=HELLO, partner_ids=contacts.ids, **values)

    def template(self, model, **values):
        """Return an e-mail template."""
        return self.env['mail.template'].create({
            'name': "Template",
            'model_id': self.env['ir.model']._get_id(model),
            'subject': "Thank you",
            'body_html': "<p>Thank you for your order.</p>",
            'auto_delete': True,
            **values,
        })
