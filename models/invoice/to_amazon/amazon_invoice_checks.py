import re
from datetime import timedelta
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from ....lib.invoices.upload import AMAZON_CALCULATES
from ....lib.series import SINCE_18
from ....lib.taxes.vat_facts import shipping_refs
from ....lib.transient import is_transaction_lost
from ....lib.words import _
from ....spapi import InvoiceUpload, forbidden_characters

PAUSE_FOR_PARCELS = timedelta(minutes=10)
PAUSE_FOR_NUMBERS = timedelta(hours=6)
# What says that Odoo can make a PDF.
ABLE = ('ok', 'workers', 'upgrade')


class NoPdf(UserError):
    """Odoo cannot make any PDF: that is no invoice's fault."""


class AmazonInvoice(models.Model):
    """What an invoice has to be for Amazon to take it, and how it is said."""

    _inherit = 'amazon.invoice'

    # === WHETHER AMAZON GETS IT === #

    def _decide(self):
        """Return what becomes of the invoice: see `decide_upload` in `lib/invoices/upload.py`."""
        self.ensure_one()
        return self.move_id._decide_for_amazon(is_by_hand=self.is_by_hand)

    def _words_of(self, decision):
        """Return why an invoice does not go to Amazon."""
        return {
            'amazon_issues': _(
                "Amazon issues the invoice of this order itself, with its own number: a second "
                "one must not be sent."
            ),
            'no_upload': _("The Amazon account sends no invoices."),
            'no_invoice': _("Amazon does not have the invoice that this credit note takes back."),
            'ignore': _("Amazon expects no invoice of this order."),
            'ask': _(
                "Nobody has said yet who issues invoices of business orders: choose it on the "
                "Amazon account, tab Invoices & Taxes."
            ),
        }[decision]

    def _prepare(self):
        """Find out whether an invoice can be sent now; if not, it says why.

        :return: whether it can.
        :rtype: bool
        """
        self.ensure_one()
        decision = self._decide()
        if self.move_id.state != 'posted':
            self._dispense(_("The invoice is not posted."))
        elif decision == 'ask':
            self._wait(self._words_of(decision), PAUSE_FOR_PARCELS)
        elif decision != 'upload':
            self._dispense(self._words_of(decision))
        else:
            obstacle, pause = self._obstacle()
            if not obstacle:
                return True
            if pause:
                self._wait(obstacle, pause)
            else:
                self._fail(obstacle)
        return False

    def _obstacle(self):
        """Return what Amazon would refuse, and how long to wait for it to be gone by itself.

        :return: a sentence, or ''; and a pause, or None if a person has to do something.
        :rtype: tuple[str, timedelta | None]
        """
        move, orders = self.move_id, self.move_id._amazon_orders()
        wrong = forbidden_characters(move.name)
        if wrong:
            return _(
                "Amazon does not take %(characters)s in the number %(number)s: it takes letters "
                "from A to Z, digits, spaces and , / \\ - _ ; : #. Give the journal's numbers "
                "another form.",
                characters=' '.join(f'“{character}”' for character in wrong), number=move.name,
            ), None
        if len(orders) > 1:
            return _(
                "Amazon takes an invoice of one order, and this one is about several. Make an "
                "invoice of each order."
            ), None
        if self.document_type == 'credit_note':
            return self._obstacle_to_credit_note()
        if self._same_on_the_way():
            return _(
                "Amazon shows one invoice of each order, and gets another one of this order right "
                "now: %s.", ", ".join(self._same_on_the_way().mapped('move_id.name')),
            ), PAUSE_FOR_PARCELS
        if self._same_at_amazon():
            return _(
                "Amazon shows one invoice of each order, and has another one of this order: %s. "
                "It takes more where it is told of the shipment: enter the field Amazon Shipment "
                "on both, then use Retry.",
                ", ".join(self._same_at_amazon().mapped('move_id.name')),
            ), None
        if set(orders.mapped('amazon_sync_status')) & {'pending', 'sent', 'error'}:
            return _("Amazon does not know yet that the goods were shipped."), PAUSE_FOR_PARCELS
        return '', None

    def _obstacle_to_credit_note(self):
        rows = self.move_id._amazon_credited().amazon_invoice_ids
        if not any(rows.mapped('accepted_date')) and {'waiting', 'sent'} & set(
            rows.mapped('state')
        ):
            return _("Amazon gets the invoice first that this credit note takes back."), (
                PAUSE_FOR_PARCELS)
        if self.account_id.invoice_upload_mode == AMAZON_CALCULATES and (
            not self._transaction_ref()
        ):
            return _(
                "Where Amazon calculates the tax, it takes a credit note only with its number of "
                "the refund, which Odoo does not know yet. If it does not come within a day, "
                "upload the credit note in Seller Central."
            ), PAUSE_FOR_NUMBERS
        return '', None

    def _same_at_amazon(self):
        """Return other invoices of the order in whose place Amazon would show this one."""
        return self._same([('accepted_date', '!=', False)])

    def _same_on_the_way(self):
        """Return those of which it is not known yet whether Amazon takes them."""
        return self._same([('accepted_date', '=', False), ('state', '=', 'sent')])

    def _same(self, domain):
        return self.search([
            ('account_id', '=', self.account_id.id),
            ('amazon_order_ref', '=', self.amazon_order_ref),
            ('document_type', '=', 'invoice'),
            ('id', '!=', self.id),
            *domain,
        ]).filtered(
            lambda other: other.move_id.state == 'posted'
            and other.move_id.payment_state != 'reversed'
            and (other.shipping_ref or '') == (self._shipping_ref() or '')
        )

    # === HOW IT IS SAID === #

    def _to_spapi(self):
        """Return an invoice as Amazon is told of it.

        :rtype: InvoiceUpload
        """
        self.ensure_one()
        total, total_tax = self._amounts_to_compare()
        return InvoiceUpload(
            document_type=self.document_type,
            number=self.number,
            order_ref=self.amazon_order_ref,
            marketplace_ref=self.marketplace_id.marketplace_ref,
            shipping_ref=self.shipping_ref or '',
            transaction_ref=self._transaction_ref(),
            total=total,
            total_tax=total_tax,
        )

    def _shipping_ref(self):
        """Return Amazon's number of the shipment that an invoice is about.

        What Amazon has of the order, it goes on to have of the order: of the shipment, it would be
        another document.

        :return: False, if Amazon is told of the order.
        :rtype: str | bool
        """
        orders = self.move_id._amazon_orders()
        if self.move_id.amazon_shipping_ref or self.accepted_date:
            return self.move_id.amazon_shipping_ref or self.shipping_ref
        refs = shipping_refs(orders.amazon_vat_facts or {}) if len(orders) == 1 else []
        is_alone = len(orders.invoice_ids.filtered(
            lambda move: move.move_type == 'out_invoice' and move.state == 'posted')) == 1
        return refs[0] if len(refs) == 1 and is_alone else False

    def _transaction_ref(self):
        """Return Amazon's number of the refund that a credit note is about.

        :return: '', if it is not known.
        :rtype: str
        """
        if self.document_type != 'credit_note':
            return ''
        return self.move_id._amazon_orders()[:1]._amazon_refund_transaction(self.move_id)

    def _amounts_to_compare(self):
        """Return the totals that Amazon is to compare with its own, with tax, and of tax.

        Only where Amazon calculates: it refuses what differs by a cent. What of a part of an order
        is Amazon's total, is not known.

        :return: in the invoice's currency; None, if Amazon is not to compare them.
        :rtype: tuple[Decimal | None, Decimal | None]
        """
        move = self.move_id
        if self.account_id.invoice_upload_mode != AMAZON_CALCULATES or (
            self.document_type == 'credit_note' or len(move._amazon_orders().invoice_ids) > 1
        ):
            return None, None
        return tuple(Decimal(f'{amount:.2f}') for amount in (move.amount_total, move.amount_tax))

    # === THE DOCUMENT === #

    def _make_pdf(self):
        """Return the printed invoice, made anew: it may have been posted again.

        :rtype: bytes
        :raise NoPdf: if Odoo cannot make any; says what is missing.
        :raise UserError: if it cannot make this one.
        """
        self.ensure_one()
        reports = self.env['ir.actions.report'].with_company(self.company_id)
        if reports.get_wkhtmltopdf_state() not in ABLE:
            raise NoPdf(_(
                "Odoo cannot make PDFs: the program wkhtmltopdf is missing on the server, or does "
                "not run. Have it installed (version 0.12.6 with patched Qt)."
            ))
        content, _kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            self._report_of(self.move_id), self.move_id.ids
        )
        if not re.match(rb'\s*%PDF', content):
            raise UserError(_("What Odoo has printed is not a PDF."))
        return content

    def _report_of(self, move):
        chosen = SINCE_18 and move.partner_id.invoice_template_pdf_report_id
        return chosen or self.env.ref('account.account_invoices')

    def _try_to_make_pdf(self):
        """Return the printed invoice; nothing, if it cannot be made: the invoice says why.

        :rtype: bytes
        :raise NoPdf: if Odoo cannot make any.
        """
        try:
            with self.env.cr.savepoint():
                return self._make_pdf()
        except NoPdf:
            raise
        except UserError as error:
            self._fail(_("Odoo could not print the invoice: %s Then use Retry.", error))
        except Exception as error:
            if is_transaction_lost(error):
                raise
            self._fail_by_mishap(error)
        return b''

