from odoo import Command, api, models

from ....lib.on_purpose import is_on_purpose
from ....lib.people.amazon_addresses import (
    addresses_in,
    addresses_in_headers,
    headers_without,
    without,
)
from ....lib.series import SINCE_19


class MailMail(models.Model):
    """E-mails that are made without a message to followers: of templates, coupons, mailings."""

    _inherit = 'mail.mail'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to leave out Amazon's buyers; see `mail.thread`."""
        mails = super().create(vals_list)
        if not is_on_purpose(self):
            mails.sudo()._leave_out_amazon_buyers()
        return mails

    def send(self, *args, **kwargs):
        """Override of `mail` to look again: recipients are added, contacts become buyers."""
        if not is_on_purpose(self):
            waiting = self.filtered(lambda mail: mail.state == 'outgoing')
            waiting.sudo()._leave_out_amazon_buyers()
        return super().send(*args, **kwargs)

    def _leave_out_amazon_buyers(self):
        addresses = {
            mail: addresses_in(mail.email_to) | addresses_in(mail.email_cc)
            | addresses_in_headers(mail.headers)
            for mail in self
        }
        forbidden = self.env['res.partner']._amazon_addresses(set().union(*addresses.values()))
        for model, mails in self.grouped('model').items():
            documents = self._documents_of(model, mails.mapped('res_id'))
            for mail in mails:
                document = documents.get(mail.res_id, self.env['mail.thread'])
                mail._leave_out(
                    document,
                    document._amazon_buyers_among(mail.recipient_ids),
                    addresses[mail] & (forbidden | document._addresses_of_amazon_buyers()),
                )

    def _documents_of(self, model, ids):
        documents = self.env.get(model)
        if not isinstance(documents, self.env.registry['mail.thread']):
            return {}
        return {document.id: document for document in documents.browse(ids).exists()}

    def _leave_out(self, document, buyers, addresses):
        """Leave out some recipients; without anybody else, the e-mail is canceled.

        :param mail.thread document: what it is about, if anything.
        :param res.partner buyers: of its recipients, those that are Amazon's buyers.
        :param set[str] addresses: of its addresses, those that are theirs.
        """
        if buyers or addresses:
            # Who was sent the message on purpose, may be sent it once more.
            notifications = self.mail_message_id.notification_ids.filtered(
                lambda notification: notification.notification_type == 'email'
            )
            buyers -= notifications.res_partner_id
            addresses -= self._notified_addresses(notifications)
        if not buyers and not addresses:
            return
        self.write({
            'recipient_ids': [Command.unlink(buyer.id) for buyer in buyers],
            'email_to': without(self.email_to, addresses),
            'email_cc': without(self.email_cc, addresses),
            'headers': headers_without(self.headers, addresses),
        })
        if not self._has_recipients():
            self.write({'state': 'cancel', 'failure_type': 'mail_email_missing'})
        if 'mailing_id' in self._fields and self.mailing_id:
            self.mailing_trace_ids.set_canceled()  # The mailing's statistics say it.
            return
        for record in document or buyers or buyers._with_addresses(addresses):
            record._note_not_sent_to_amazon_buyer()

    def _notified_addresses(self, notifications):
        if not SINCE_19:  # Until then, all recipients were contacts.
            return set()
        return addresses_in(','.join(filter(None, notifications.mapped('mail_email_address'))))

    def _has_recipients(self):
        return bool(self.recipient_ids or self.email_to or self.email_cc)

    @api.autovacuum
    def _gc_left_without_amazon_buyers(self):
        """Delete what would have been deleted after it was sent."""
        self.search([
            ('state', '=', 'cancel'), ('auto_delete', '=', True), ('recipient_ids', '=', False),
        ]).filtered(lambda mail: not mail._has_recipients()).unlink()
