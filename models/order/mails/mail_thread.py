from markupsafe import Markup

from odoo import models

from ....lib.on_purpose import is_on_purpose
from ....lib.words import _

# In a note, tells that it is this one, in whichever language it was written.
NOT_SENT = 'o_amazon_not_sent'


class MailThread(models.AbstractModel):
    """Nothing is sent to Amazon's buyers, whichever module asks.

    Amazon forbids sellers to write to its buyers, and informs them itself. So they follow no
    document (`mail.followers`), are recipients of no message (here), and get no e-mail that is made
    without a message (`mail.mail`). All others get what they would get anyway.

    What a person writes by hand in the chatter is not sent to them either. A note says so, each
    time; of what is sent automatically, once a document. The only way is an invoice that is sent on
    purpose: see `wizards/order/account_move_send.py`.
    """

    _inherit = 'mail.thread'

    def _amazon_buyers(self):
        """Return the buyers of the orders on Amazon that these documents are about.

        Whoever entered these contacts: none of these documents is sent to them.

        :rtype: res.partner
        """
        return self.env['res.partner']

    def _amazon_buyers_among(self, partners):
        """Return those of some contacts to whom this document is not sent.

        Nor is it to the other contacts of a company that bought it.

        :param res.partner partners: users of the seller's own are never among them.
        :rtype: res.partner
        """
        outsiders = partners.sudo().filtered('partner_share')
        buyers = outsiders._amazon_buyers()
        others = outsiders - buyers
        theirs = self._amazon_buyers() if others else others
        return buyers + others.filtered(
            lambda contact: contact in theirs or contact.commercial_partner_id in theirs
        )

    def _addresses_of_amazon_buyers(self):
        """Return the e-mail addresses of those whom these documents are about.

        :return: the addresses without names, in lower case.
        :rtype: set[str]
        """
        return self._amazon_buyers().sudo().filtered('partner_share')._all_addresses()

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Override of `mail` to let Amazon's buyers follow nothing, at no cost to the import."""
        partners = self.env['res.partner'].browse(partner_ids or [])
        buyers = self._amazon_buyers_among(partners)
        others = partners - buyers
        if len(self) > 1 and buyers != self.env['mail.thread']._amazon_buyers_among(buyers):
            # Who bought some of these documents' goods on Amazon, may follow the others.
            for document in self:
                document.message_subscribe(partner_ids, subtype_ids)
            return True
        return super().message_subscribe(others.ids, subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Override of `mail` to leave out Amazon's buyers, followers or not."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        outsiders = [recipient for recipient in recipients if recipient['share']]
        if not outsiders or is_on_purpose(self):
            return recipients
        buyers = self._amazon_buyers_among(self.env['res.partner'].browse(
            [recipient['id'] for recipient in outsiders if recipient['id']]
        ))
        # Since 19.0, a recipient may be an address without a contact.
        addresses = self._addresses_of_amazon_buyers() | self.env['res.partner']._amazon_addresses({
            recipient['email_normalized'] for recipient in outsiders if not recipient['id']
        })
        return [
            recipient for recipient in recipients
            if recipient['id'] not in buyers.ids
            and (recipient['id'] or recipient['email_normalized'] not in addresses)
        ]

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        """Override of `mail` to note that a message was not sent to whom it was addressed."""
        recipients = super()._notify_thread(message, msg_vals=msg_vals, **kwargs)
        if msg_vals and 'partner_ids' in msg_vals:
            addressed = self.env['res.partner'].browse(msg_vals['partner_ids'] or [])
        else:
            addressed = message.sudo().partner_ids
        if self and self._amazon_buyers_among(addressed) and not is_on_purpose(self):
            self._note_not_sent_to_amazon_buyer(again=message.message_type == 'comment')
        return recipients

    def _note_not_sent_to_amazon_buyer(self, again=False):
        """Note on a document that something was not sent, and why.

        :param bool again: also if the document has such a note already.
        """
        self.ensure_one()
        if not again and self.env['mail.message'].sudo().search([
            ('model', '=', self._name), ('res_id', '=', self.id), ('body', 'like', NOT_SENT),
        ], limit=1):
            return
        self._message_log(body=Markup('<p class="%s">%s</p>') % (NOT_SENT, _(
            "Not sent to the buyer: Amazon forbids sellers to write to its buyers, and informs "
            "them itself. If you have to tell the buyer something, do so in Seller Central."
        )))

    def _sms_get_recipients_info(self, force_field=False, partner_fallback=True):
        """Override of `sms`, where that is installed, to have no number of Amazon's buyers."""
        recipients = super()._sms_get_recipients_info(force_field, partner_fallback)
        for document in self:
            if document._amazon_buyers_among(recipients[document.id]['partner']):
                recipients[document.id].update(number=False, sanitized=False)
        return recipients
