from datetime import timedelta

from odoo import fields, models

from ....lib.clock import database_now
from ....lib.invoices.deadline import invoice_deadline
from ....lib.mishap import log_mishap
from ....lib.series import Constraint
from ....lib.words import Sentence, _

# Where Amazon did not take an invoice, but may later, it is sent again after these pauses.
PAUSES = [timedelta(minutes=minutes) for minutes in (5, 15, 30)] + [timedelta(hours=2)] * 6
# What somebody has to do something about, or Amazon has yet to take.
OPEN = ('waiting', 'sent', 'failed')
AT_AMAZON = ('sent', 'accepted')


class AmazonInvoice(models.Model):
    """An invoice, or a credit note, that Amazon shows to a business buyer: the outbox.

    - waiting: Amazon does not have it yet;
    - sent: Amazon gets it, or got it, and its answer is not known. That is written before Amazon
      is called. Sent again, it replaces what Amazon had: no call can be one too many;
    - accepted: Amazon has it;
    - failed: Amazon does not take it; a person has to do something;
    - not_needed: Amazon expects none.
    """

    _name = 'amazon.invoice'
    _inherit = 'amazon.cause.mixin'
    _description = "Invoice for Amazon"
    _rec_name = 'number'
    _order = 'due_at, id'

    move_id = fields.Many2one(
        comodel_name='account.move',
        string="Invoice",
        required=True,
        readonly=True,
        ondelete='cascade',
        index=True,
    )
    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    marketplace_id = fields.Many2one(comodel_name='amazon.marketplace', readonly=True)
    amazon_order_ref = fields.Char(
        string="Amazon Reference", related='move_id.amazon_order_ref', store=True
    )
    document_type = fields.Selection(
        selection=[('invoice', "Invoice"), ('credit_note', "Credit Note")],
        required=True,
        readonly=True,
    )
    number = fields.Char(readonly=True, help="The number that Amazon was told.")
    shipping_ref = fields.Char(
        string="Amazon Shipment",
        readonly=True,
        help="The shipment that Amazon was told of; empty, if it was told of the order.",
    )
    state = fields.Selection(
        selection=[
            ('waiting', "Waiting"),
            ('sent', "Sent"),
            ('accepted', "At Amazon"),
            ('failed', "Failed"),
            ('not_needed', "Not Needed"),
        ],
        string="Copy for Amazon",
        default='waiting',
        required=True,
        readonly=True,
        index=True,
    )
    reason = Sentence(readonly=True, help="Why the invoice is where it is.")
    due_at = fields.Datetime(
        string="Due to Amazon",
        readonly=True,
        help="The end of the next working day after shipping, in the marketplace's country.",
    )
    feed_id = fields.Many2one(
        comodel_name='amazon.feed', string="Document", readonly=True, index='btree_not_null'
    )
    sent_date = fields.Datetime(string="Sent On", readonly=True)
    accepted_date = fields.Datetime(string="Accepted On", readonly=True)
    attempts = fields.Integer(readonly=True, help="How often Amazon did not take it.")
    next_attempt = fields.Datetime(readonly=True)
    has_changed = fields.Boolean(
        readonly=True, help="It was posted anew while Amazon got it; Amazon gets it again."
    )
    is_by_hand = fields.Boolean(
        readonly=True, help="A person wants it to be sent, whoever bought the goods."
    )

    _unique_move = Constraint('unique(move_id)', "An invoice is sent to Amazon once.")

    # === WHEN IT IS DUE === #

    def _set_due(self):
        """Note until when Amazon wants invoices of goods that are shipped by now."""
        for row in self.filtered(lambda row: not row.due_at):
            if row.document_type == 'credit_note':
                since = database_now(self.env)
            else:
                since = row.move_id._amazon_shipped_at()
            if since:
                row.write({
                    'due_at': invoice_deadline(since, row.marketplace_id.country_id.code),
                    'reason': False,
                    'next_attempt': False,
                })
            elif row._is_off_before_shipping():
                row._dispense(row._words_of('ignore'))
            else:
                row._wait(
                    _("Amazon takes an invoice when the goods are shipped."), timedelta(minutes=30)
                )

    def _is_off_before_shipping(self):
        """Return whether what is not shipped will not be: somebody has taken it back."""
        states = self.move_id._amazon_orders().mapped('state')
        return self.move_id.payment_state == 'reversed' or set(states) == {'cancel'}

    # === WHAT BECOMES OF IT === #

    def _reset(self, **values):
        """Have invoices wait to be sent.

        :param values: other fields to write.
        """
        self.write({
            'state': 'waiting',
            'reason': False,
            'attempts': 0,
            'next_attempt': False,
            'has_changed': False,
            **values,
        })

    def _wait(self, reason, pause):
        """Leave an invoice alone for a while.

        :param str reason: why.
        :param timedelta pause: for how long.
        """
        self.write({
            'state': 'waiting',
            'reason': reason,
            'next_attempt': database_now(self.env) + pause,
        })

    def _begin(self, feed):
        """Note that Amazon is about to get an invoice, before it does.

        :param amazon.feed feed: what it is sent in.
        """
        self.ensure_one()
        self.write({
            'state': 'sent',
            'reason': False,
            'number': self.move_id.name,
            'shipping_ref': self._shipping_ref(),
            'feed_id': feed.id,
            'sent_date': database_now(self.env),
            'next_attempt': False,
            'has_changed': False,
        })

    def _is_there_or_comes(self):
        """Return whether Amazon has the invoice, if a former version of it, or is to get it."""
        self.ensure_one()
        return bool(self.accepted_date) or self.state in ('waiting', *AT_AMAZON)

    def _accept(self):
        """Note that Amazon has an invoice; now it takes the credit notes of it, too."""
        self.ensure_one()
        self.accepted_date = database_now(self.env)
        self._queue_credit_notes()
        if self.has_changed:
            self._reset()
        else:
            self.write({'state': 'accepted', 'reason': False, 'attempts': 0})

    def _fail(self, reason):
        """Note that Amazon does not take invoices, and why.

        :param str reason: what went wrong, and what to do.
        """
        outdated = self.filtered('has_changed')
        outdated._reset()
        (self - outdated).write({'state': 'failed', 'reason': reason, 'next_attempt': False})

    def _fail_by_mishap(self, error):
        log_mishap(f"Amazon did not get the invoice {self.id}", error)
        self._fail(_(
            "Odoo could not send it to Amazon. %s Then use Retry.",
            self.env['amazon.reason']._cause(error),
        ))

    def _dispense(self, reason):
        """Note that Amazon does not get invoices that it has not.

        :param str reason: why.
        """
        self.write({
            'state': 'not_needed',
            'reason': reason,
            'next_attempt': False,
            'has_changed': False,
        })

    def _try_later(self, reason):
        """Send an invoice again after a while, or give it up.

        :param str reason: why Amazon does not have it.
        """
        self.ensure_one()
        if self.has_changed or self.attempts >= len(PAUSES):
            self._fail(reason)
        else:
            attempts = self.attempts
            self._wait(reason, PAUSES[attempts])
            self.attempts = attempts + 1

    def _take_fate(self, fate):
        """Note what Amazon says of an invoice that it got.

        :param InvoiceFate fate: what its report says.
        """
        self.ensure_one()
        words = "\n".join(fate.messages)
        if fate.state == 'accepted':
            self._accept()
        elif fate.state == 'unknown':
            self._try_later(_("Amazon does not say whether it took the invoice. %s", words))
        elif fate.cause == 'amazon_issues':
            self.account_id._propose_amazon_issues()
            self._dispense(self._words_of('amazon_issues'))
        elif fate.cause == 'order_unknown':
            self._try_later(_(
                "Amazon does not know yet that the goods were shipped, or does not know the "
                "order. What Amazon says: %s", words,
            ))
        else:
            if fate.cause == 'self_invoicing_off':
                self.account_id._propose_amazon_issues(is_certain=True)
            self._fail(self._words_of_refusal(fate.cause, words))

    def _words_of_refusal(self, cause, words):
        if cause == 'self_invoicing_off':
            return _(
                "Amazon takes no invoices of this seller: in the settings of its VAT Calculation "
                "Service, in Seller Central, it was not chosen that you issue them. Choose it "
                "there, or have Amazon issue them, on the Amazon account. What Amazon says: %s",
                words,
            )
        if cause == 'marketplace':
            return _(
                "Amazon takes no invoices of this marketplace. Take the mark Takes Invoices off "
                "%(marketplace)s. What Amazon says: %(words)s",
                marketplace=self.marketplace_id.name, words=words,
            )
        explanation = self.env['amazon.invoice.words']._explain_refusal(words)
        if explanation:
            return _(
                "Amazon refuses the invoice. %(explanation)s What Amazon says: %(words)s",
                explanation=explanation, words=words,
            )
        return _(
            "Amazon refuses the invoice. Correct it, then use Retry. What Amazon says: %s", words
        )
