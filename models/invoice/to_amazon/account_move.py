from collections.abc import Iterable

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....lib.clock import database_now
from ....lib.halving import do_for_each
from ....lib.invoices.upload import Upload, decide_upload
from ....lib.job import Job
from ....lib.series import check_access
from ....lib.words import Sentence, _
from ...order.amazon_account import CLICK_SECONDS
from ...order.amazon_program import INVOICE_BY_AMAZON
from .amazon_invoice import AT_AMAZON, OPEN

TO_DECIDE = 'amazon_connector.mail_activity_type_invoice_at_amazon'


class AccountMove(models.Model):
    """What of an invoice, or a credit note, Amazon has."""

    _inherit = 'account.move'

    amazon_invoice_ids = fields.One2many(
        comodel_name='amazon.invoice',
        inverse_name='move_id',
        string="For Amazon",
        readonly=True,
        copy=False,
    )
    amazon_upload_state = fields.Selection(related='amazon_invoice_ids.state')
    amazon_upload_reason = Sentence(
        string="Why It Is Not at Amazon", related='amazon_invoice_ids.reason'
    )
    amazon_upload_due = fields.Datetime(related='amazon_invoice_ids.due_at')
    is_late_at_amazon = fields.Boolean(
        string="Late at Amazon",
        compute='_compute_is_late_at_amazon',
        search='_search_is_late_at_amazon',
        compute_sudo=True,
        help="Amazon does not have the invoice, and wanted it until now.",
    )
    can_go_to_amazon = fields.Boolean(compute='_compute_can_go_to_amazon', compute_sudo=True)
    amazon_shipping_ref = fields.Char(
        string="Amazon Shipment",
        copy=False,
        help="Amazon's number of the shipment that the invoice is about. Where an order has "
        "several invoices, Amazon needs it to keep them apart.",
    )

    @api.depends('amazon_invoice_ids.due_at', 'amazon_invoice_ids.state')
    def _compute_is_late_at_amazon(self):
        now = database_now(self.env)
        for move in self:
            row = move.amazon_invoice_ids
            move.is_late_at_amazon = bool(
                row.state in OPEN and row.due_at and row.due_at < now
            )

    @api.depends('state', 'amazon_invoice_ids.state')
    def _compute_can_go_to_amazon(self):
        for move in self:
            move.can_go_to_amazon = bool(move.amazon_account_id) and (
                move.amazon_upload_state != 'accepted'
                and move._decide_for_amazon(is_by_hand=True) == 'upload'
            )

    def _search_is_late_at_amazon(self, operator, value):
        late = [
            ('amazon_invoice_ids.state', 'in', OPEN),
            ('amazon_invoice_ids.due_at', '<', database_now(self.env)),
        ]
        # Odoo's own collections are of none of Python's types.
        values = value if isinstance(value, Iterable) else [value]
        if (operator in ('=', 'in')) == (True in values):
            return late
        return ['!', '&', *late]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_at_amazon(self):
        if any(row.accepted_date or row.state == 'sent' for row in self.sudo().amazon_invoice_ids):
            raise UserError(_(
                "Amazon shows this invoice to the buyer: to delete it here would not take that "
                "back. Post it again, which replaces what Amazon shows, or make a credit note."
            ))

    # === WHEN IT IS POSTED, AND WHEN NOT ANY MORE === #

    def _post(self, soft=True):
        """Override of `account` to have Amazon get the invoices that it expects."""
        posted = super()._post(soft=soft)
        posted._queue_for_amazon()
        return posted

    def _queue_for_amazon(self):
        """Put posted invoices into the outbox for Amazon, if it expects them."""
        possible = self.sudo().filtered(
            lambda move: move.amazon_account_id and move.amazon_marketplace_id.uploads_invoices
        )
        for move in possible:
            row = move.amazon_invoice_ids
            decision = move._decide_for_amazon(is_by_hand=row.is_by_hand)
            if row:
                row._queue_again(decision)
                move.activity_unlink([TO_DECIDE])
            elif decision not in ('ignore', 'no_upload'):
                row._queue(move, decision)
        rows = possible.amazon_invoice_ids.filtered(lambda row: row.state == 'waiting')
        rows._wake_up()

    def _decide_for_amazon(self, is_by_hand=False):
        """Return what becomes of an invoice: see `decide_upload` in `lib/invoices/upload.py`.

        :param bool is_by_hand: whether a person wants Amazon to have it.
        :rtype: str
        """
        self.ensure_one()
        orders, account = self._amazon_orders(), self.amazon_account_id
        credited = self._amazon_credited().amazon_invoice_ids
        # One of all private buyers is nobody's on Amazon.
        is_expected = account.uploads_private_invoices and len(orders) == 1 or any(
            order._is_of_amazon_business() for order in orders
        )
        return decide_upload(Upload(
            mode=account.invoice_upload_mode or '',
            is_possible=self.is_sale_document()
            and self.amazon_marketplace_id.uploads_invoices,
            is_wanted=is_expected or is_by_hand,
            is_amazon_s=INVOICE_BY_AMAZON in orders.amazon_program_ids.mapped('code'),
            is_credit_note=self.move_type == 'out_refund',
            is_invoice_there=any(row._is_there_or_comes() for row in credited),
        ))

    def _amazon_credited(self):
        """Return the invoices that a credit note may be about.

        Made of an order whose goods came back, it takes back none by name.
        """
        self.ensure_one()
        if self.move_type != 'out_refund':
            return self.browse()
        return self.reversed_entry_id or self._amazon_orders().invoice_ids.filtered(
            lambda move: move.move_type == 'out_invoice' and move.state == 'posted'
        )

    def write(self, vals):
        """Override to ask what becomes of Amazon's copy of what is not posted any more."""
        posted = self.filtered(lambda move: move.state == 'posted') if 'state' in vals else self
        result = super().write(vals)
        if 'name' in vals:
            self._tell_amazon_of_other_numbers()
        if vals.get('state') in ('draft', 'cancel'):
            posted.sudo()._ask_about_amazon_s_copy()
        return result

    def _tell_amazon_of_other_numbers(self):
        """Have Amazon get posted invoices anew that it has with other numbers."""
        self.filtered(lambda move: move.state == 'posted' and any(
            (row.accepted_date or row.state == 'sent') and row.number != move.name
            for row in move.sudo().amazon_invoice_ids
        ))._queue_for_amazon()

    def _ask_about_amazon_s_copy(self):
        for move in self.filtered('amazon_invoice_ids'):
            row = move.amazon_invoice_ids
            if row.state not in AT_AMAZON and not row.accepted_date:
                row._dispense(_("The invoice is not posted."))
                continue
            question = _(
                "Amazon still shows the buyer this document as %(number)s. Either post it again: "
                "Amazon gets it anew, in place of the former one. Or, if it is not to hold any "
                "more, post it again and make a credit note, which Amazon gets as well.",
                number=row.number,
            )
            move.message_post(body=question)
            move.activity_schedule(
                TO_DECIDE,
                note=question,
                user_id=row.account_id._responsible().id,
            )

    # === WHAT PEOPLE DO === #

    def action_send_to_amazon(self):
        """Send the invoices to Amazon, now, whoever bought the goods.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if Amazon takes none of them; says why.
        """
        check_access(self, 'write')
        moves = self.sudo()
        moves._check_can_go_to_amazon()
        do_for_each(moves.grouped('amazon_account_id'), self._send_those_of)
        return moves._notification_of_upload()

    @api.model
    def _send_those_of(self, account, moves):
        account._check_can_work()
        job = Job(account, CLICK_SECONDS)
        job.do(moves._queue_by_hand)
        account._sync_uploads(job, among=moves.amazon_invoice_ids)

    def action_keep_from_amazon(self):
        """Note that Amazon does not get these invoices, such as what was uploaded without Odoo.

        :return: True
        """
        check_access(self, 'write')
        self.sudo().amazon_invoice_ids.filtered(
            lambda row: row.state in ('waiting', 'failed')
        )._dispense(_("%s decided that Odoo does not send it.", self.env.user.name))
        return True

    def _check_can_go_to_amazon(self):
        for move in self:
            decision = move._decide_for_amazon(is_by_hand=True)
            if move.state != 'posted' or not move.amazon_account_id or decision == 'ignore':
                raise UserError(_(
                    "%s: Amazon takes posted invoices of orders of one marketplace that takes "
                    "invoices.", move.display_name,
                ))
            if decision != 'upload':
                raise UserError(_(
                    "%(invoice)s: %(reason)s", invoice=move.display_name,
                    reason=self.amazon_invoice_ids._words_of(decision),
                ))

    def _queue_by_hand(self):
        for move in self:
            row = move.amazon_invoice_ids or move.amazon_invoice_ids._queue(move, 'upload')
            row.is_by_hand = True
            if row.state == 'sent':
                row.feed_id.next_look = database_now(self.env)
            else:
                row._reset()
                row._set_due()

    def _notification_of_upload(self):
        self.invalidate_recordset()
        rows = self.amazon_invoice_ids
        rows.invalidate_recordset()
        account = self.amazon_account_id[:1]
        left = rows.filtered(lambda row: row.state != 'accepted')
        if not left:
            return account._notification(
                _("At Amazon"), _("Amazon has these invoices."), kind='success')
        reasons = filter(None, left.mapped(lambda row: row.reason or ''))
        reasons = list(dict.fromkeys(reasons)) or [
            account.uploads_sync_message
            or _("Amazon got them, and says in some minutes whether it takes them.")
        ]
        is_on_the_way = set(left.mapped('state')) == {'sent'} and not account.uploads_sync_message
        return account._notification(
            _("On the way to Amazon") if is_on_the_way else _("Not at Amazon yet"),
            "\n".join(reasons),
            kind='info' if is_on_the_way else 'warning',
        )
