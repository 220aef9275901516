from ..series import choose_email, is_email_chosen, send_automatically, sending, warnings_of
from .mail_case import ADDRESS, MailCase


class TestNoMailOfInvoices(MailCase):
    """Invoices are not e-mailed to Amazon's buyers, unless a person wants it for one of them."""

    def setUp(self):
        super().setUp()
        self.mug.invoice_policy = 'order'
        orders = self.ordinary + self.amazons
        # What a person does, is not done by the superuser.
        self.person = self.env.ref('base.user_admin')
        invoices = [order._create_invoices().with_user(self.person) for order in orders]
        self.ordinary_invoice, self.amazons_invoice = invoices
        self.invoices = self.ordinary_invoice + self.amazons_invoice
        self.invoices.action_post()

    def test_buyer_does_not_follow_the_invoice(self):
        self.assertNotIn(self.buyer, self.amazons_invoice.message_partner_ids)

    def test_email_is_not_chosen_and_a_warning_says_why(self):
        window = sending(self.amazons_invoice)
        self.assertFalse(is_email_chosen(window))
        [warning] = warnings_of(window)
        self.assertIn("Amazon forbids sellers to e-mail its buyers", warning)
        self.assertIn("upload it in Seller Central", warning)

    def test_of_others_it_is_chosen(self):
        window = sending(self.ordinary_invoice)
        self.assertTrue(is_email_chosen(window))
        self.assertFalse(warnings_of(window))

    def test_invoice_is_made_and_not_emailed(self):
        for invoice in self.invoices:
            sending(invoice).action_send_and_print()
        self.assertTrue(self.amazons_invoice.invoice_pdf_report_id)
        self.assert_only_ordinary_is_written_to()
        self.assertFalse(self.notes(self.amazons_invoice))

    def test_invoice_that_a_person_sends_on_purpose_is_emailed(self):
        window = sending(self.amazons_invoice)
        choose_email(window)
        self.assertTrue(warnings_of(window))
        window.action_send_and_print()
        self.assertTrue(self.written_to(self.buyer))
        self.assertTrue([mail for mail in self._mails if ADDRESS in str(mail['email_to'])])
        self.assertFalse(self.notes(self.amazons_invoice))
        self.assertNotIn(self.buyer, self.amazons_invoice.message_partner_ids)

    def test_it_was_on_purpose_for_that_one_time(self):
        self.test_invoice_that_a_person_sends_on_purpose_is_emailed()
        before = self.written_to(self.buyer)
        self.post(self.amazons_invoice, self.buyer, message_type='comment')
        self.assertEqual(self.written_to(self.buyer), before)
        self.assertEqual(len(self.notes(self.amazons_invoice)), 1)

    def test_what_was_sent_on_purpose_can_be_sent_again_after_a_failure(self):
        self.test_invoice_that_a_person_sends_on_purpose_is_emailed()
        [message] = self.amazons_invoice.message_ids.filtered(
            lambda message: self.buyer in message.notified_partner_ids
        )
        again = self.env['mail.mail'].create({
            'mail_message_id': message.id, 'recipient_ids': self.buyer.ids,
        })
        self.assertEqual((again.recipient_ids, again.state), (self.buyer, 'outgoing'))
        again.send()
        self.assertEqual((again.recipient_ids, again.state), (self.buyer, 'sent'))

    def test_nobody_is_emailed_on_purpose_by_a_context(self):
        self.post(self.amazons_invoice.with_context(amazon_mail_on_purpose=True), self.buyer)
        self.assertFalse(self.written_to(self.buyer))

    def test_together_with_others(self):
        window = sending(self.invoices)
        [warning] = warnings_of(window)
        self.assertIn("1 of these invoices are not e-mailed", warning)
        window.action_send_and_print()
        with self.committing(self.env['account.move']) as invoices:
            invoices._cron_account_move_send()
        self.assertTrue(self.amazons_invoice.invoice_pdf_report_id)
        self.assert_only_ordinary_is_written_to()

    def test_automatically(self):
        send_automatically(self.invoices.sudo())
        self.assertTrue(self.amazons_invoice.invoice_pdf_report_id)
        self.assert_only_ordinary_is_written_to()

    def bill_somebody_else(self):
        """Bill the order to an own contact, which the order does not name."""
        self.amazons_invoice.button_draft()
        firm = self.env['res.partner'].create({'name': "Ada GmbH", 'email': 'ada@example.com'})
        self.amazons_invoice.partner_id = firm
        self.amazons_invoice.action_post()
        return firm

    def test_customer_who_was_changed_on_the_invoice(self):
        firm = self.bill_somebody_else()
        self.amazons_invoice.message_subscribe(firm.ids)
        self.assertNotIn(firm, self.amazons_invoice.message_partner_ids)
        window = sending(self.amazons_invoice)
        self.assertFalse(is_email_chosen(window))
        self.assertTrue(warnings_of(window))
        window.action_send_and_print()
        self.post(self.amazons_invoice, firm)
        self.assertFalse(self.written_to(firm))

    def test_own_customers_are_sent_receipts_unless_they_bought_on_amazon(self):
        firm = self.bill_somebody_else()
        for invoice in self.invoices:
            payment = self.env['account.payment.register'].with_context(
                active_model='account.move', active_ids=invoice.ids
            ).create({})._create_payments()
            self.post(payment, invoice.partner_id, subtype_xmlid='mail.mt_comment')
            self.assertEqual(bool(self.notes(payment)), invoice == self.amazons_invoice)
        self.assertFalse(self.written_to(firm))
        self.assertTrue(self.written_to(self.customer))
