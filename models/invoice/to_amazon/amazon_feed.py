import base64
from datetime import timedelta

from odoo import api, fields, models

from ....lib.clock import database_now
from ....lib.words import _
from ....spapi import InvoiceFate, MalformedReport

# So many calls are left for feeds of parcels, which share Amazon's limits, and for their reports.
SPARE_CALLS = 3


class AmazonFeed(models.Model):
    """A feed of one invoice: its document is the PDF."""

    _inherit = 'amazon.feed'

    kind = fields.Selection(
        selection_add=[('invoice', "Invoice")], ondelete={'invoice': 'cascade'}
    )
    invoice_ids = fields.One2many(
        comodel_name='amazon.invoice', inverse_name='feed_id', readonly=True
    )

    def _compute_file_names(self):
        result = super()._compute_file_names()
        for feed in self.filtered(lambda feed: feed.kind == 'invoice'):
            feed.document_name = f'feed-{feed.id}.pdf'
            feed.report_name = f'feed-{feed.id}-report.txt'
        return result

    @api.model
    def _make_of_invoice(self, invoice, content):
        """Make the feed of an invoice, which counts as sent from now on.

        :param amazon.invoice invoice: that waits.
        :param bytes content: the PDF.
        :rtype: amazon.feed
        """
        feed = self.create({
            'account_id': invoice.account_id.id,
            'kind': 'invoice',
            'document': base64.b64encode(content),
            'message_count': 1,
            'next_look': database_now(self.env),
        })
        invoice._begin(feed)
        return feed

    def _open_invoice(self):
        return self.invoice_ids.filtered(lambda invoice: invoice.state == 'sent')

    def _is_of_invoice(self):
        return self.kind == 'invoice'

    def _close(self, state, reason=False):
        """Close a feed. Its PDF goes: the invoice can be printed again, and it names a buyer."""
        self.write({'state': state, 'reason': reason, 'next_look': False, 'document': False})

    # === SENDING === #

    def _bring_up_to_date(self):
        """Override: an invoice that was posted anew meanwhile is printed anew.

        While it waits, it may have become one that must not be sent: Amazon issues it after all.
        """
        if not self._is_of_invoice():
            return super()._bring_up_to_date()
        invoice = self._open_invoice()
        if not invoice or not invoice._prepare():
            self._close('failed', _("There was nothing to send any more."))
        elif not self.document or invoice.has_changed:
            content = invoice._try_to_make_pdf()
            if content:
                self.document = base64.b64encode(content)
                invoice._begin(self)
            else:
                self._close('failed', invoice.reason)
        return None

    def _bring_to(self, amazon, content):
        if self._is_of_invoice():
            return amazon.upload_invoice_document(content)
        return super()._bring_to(amazon, content)

    def _create_on(self, amazon):
        if self._is_of_invoice():
            return amazon.create_invoice_feed(
                self._open_invoice()._to_spapi(), self.amazon_document_ref
            )
        return super()._create_on(amazon)

    def _find(self, amazon):
        """Override: an invoice that Amazon got twice is one. Nothing has to be looked up."""
        if not self._is_of_invoice():
            return super()._find(amazon)
        self.state = 'to_send'
        return None

    # === WAITING, AND WHAT COMES OF IT === #

    def _look(self, amazon):
        """Override: reports on parcels are more urgent."""
        if self._is_of_invoice():
            at = self.account_id._next_call_at('getFeedDocument', SPARE_CALLS)
            if at > database_now(self.env) + timedelta(seconds=1):
                self.next_look = at
                return
        super()._look(amazon)

    def _read_report(self):
        if not self._is_of_invoice():
            return super()._read_report()
        try:
            fate = InvoiceFate.from_report(base64.b64decode(self.report or b''))
        except MalformedReport as error:
            self._lose(_("Amazon's report on the invoice cannot be read: %s", error))
            return None
        for invoice in self._open_invoice():
            invoice._take_fate(fate)
        self._close('done')
        return None

    def _note_refusal(self, error):
        if not self._is_of_invoice():
            return super()._note_refusal(error)
        reason = _("Amazon did not take the invoice: %s", error.message)
        self._open_invoice()._fail(reason)
        self._close('failed', reason)
        return None

    def _lose(self, reason):
        if not self._is_of_invoice():
            return super()._lose(reason)
        for invoice in self._open_invoice():
            invoice._try_later(reason)
        self._close('failed', reason)
        return None

    def _give_back(self, reason):
        """Close a feed that Amazon surely did not take; its invoice waits again.

        :param str reason: why it did not.
        """
        for invoice in self._open_invoice():
            invoice._reset(reason=reason)
        self._close('failed', reason)
