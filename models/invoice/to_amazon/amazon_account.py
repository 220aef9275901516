from datetime import timedelta

from odoo import api, fields, models

from ....lib.clock import database_now
from ....lib.invoices.upload import AMAZON_CALCULATES, AMAZON_ISSUES, NO_UPLOAD, SELLER_ISSUES
from ....lib.job import Job
from ....lib.series import check_access
from ....lib.words import Sentence, _
from ...account.amazon_account_schedule import KindOfWork
from ...order.amazon_account import CLICK_SECONDS
from .amazon_invoice import OPEN

MINUTES_BETWEEN_UPLOADS = 10
# So long before an invoice is late, the responsible hears of it.
TIME_TO_ACT = timedelta(hours=4)
TO_UPLOAD = 'amazon_connector.mail_activity_type_invoices_to_amazon'


class AmazonAccount(models.Model):
    """How Amazon gets an account's invoices, and its people hear of what went wrong."""

    _inherit = 'amazon.account'

    invoice_upload_mode = fields.Selection(
        selection=[
            (AMAZON_ISSUES, "Amazon issues them"),
            (AMAZON_CALCULATES, "Amazon calculates, you issue"),
            (SELLER_ISSUES, "You calculate and issue"),
            (NO_UPLOAD, "No upload"),
        ],
        string="Invoices to Amazon",
        copy=False,
        tracking=True,
        help="Who issues invoices of business orders: see the VAT Calculation Service in Seller "
        "Central. Until you choose, nothing is sent, and invoices that Amazon expects wait.",
    )
    uploads_private_invoices = fields.Boolean(
        string="Also for Private Buyers", help="Send the invoices of all buyers to Amazon."
    )
    invoice_mode_proposal = fields.Selection(
        selection=[('maybe', "Amazon issues some"), ('stop', "Amazon takes none")],
        readonly=True,
        copy=False,
        help="What Amazon's answers say of who issues invoices.",
    )
    uploads_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Invoices to Amazon",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )
    uploads_sync_message = Sentence(
        string="Last Problem with Invoices to Amazon", compute='_compute_uploads_problem'
    )
    invoices_due_count = fields.Integer(
        string="Invoices Due to Amazon", compute='_compute_invoices_due_count'
    )
    invoices_late_count = fields.Integer(
        string="Invoices Late at Amazon", compute='_compute_invoices_due_count'
    )

    @api.depends('problem_ids.kind', 'problem_ids.message')
    def _compute_uploads_problem(self):
        for account in self:
            account.uploads_sync_message = account._message_of('uploads')

    def _compute_invoices_due_count(self):
        due = self._count('amazon.invoice', domain=[('state', 'in', OPEN)])
        late = self._count('amazon.invoice', domain=[
            ('state', 'in', OPEN), ('due_at', '<', database_now(self.env)),
        ])
        for account in self:
            account.invoices_due_count = due.get(account.id, 0)
            account.invoices_late_count = late.get(account.id, 0)

    def write(self, vals):
        result = super().write(vals)
        if 'invoice_upload_mode' in vals:
            self._follow_invoice_mode()
        return result

    def _follow_invoice_mode(self):
        """Have invoices that wait go on, or stay, as is chosen now."""
        self.filtered('invoice_mode_proposal').invoice_mode_proposal = False
        self.env['amazon.invoice'].sudo().search([
            ('account_id', 'in', self.ids), ('state', 'in', ('waiting', 'failed')),
        ])._decide_anew()

    def _propose_amazon_issues(self, is_certain=False):
        """Ask whether Amazon issues the account's invoices, as its answers say.

        :param bool is_certain: whether Amazon takes none; nothing is sent before the answer.
        """
        if is_certain or not self.invoice_mode_proposal:
            self.invoice_mode_proposal = 'stop' if is_certain else 'maybe'

    def action_have_amazon_issue(self):
        """Note that Amazon issues the invoices.

        :return: True
        """
        self._check_may_set_up()
        self.invoice_upload_mode = AMAZON_ISSUES
        return True

    def action_keep_issuing(self):
        """Note that the seller issues invoices, and go on sending them.

        :return: True
        """
        self._check_may_set_up()
        self.invoice_mode_proposal = False
        self.sudo()._wake_up('uploads')
        return True

    def action_view_invoices_due(self):
        action = self._view_of_account('amazon_connector.action_amazon_invoice')
        action['context'] = {'search_default_due': True}
        return action

    # === SENDING === #

    @api.model
    def _kinds_of_work(self):
        return {
            **super()._kinds_of_work(),
            'uploads': KindOfWork('_cron_sync_uploads', MINUTES_BETWEEN_UPLOADS),
        }

    def action_sync_uploads(self):
        """Send the invoices that wait, now.

        :return: a notification.
        :rtype: dict
        :raise UserError: if the account is not linked, or if another job works for it already.
        """
        self.ensure_one()
        check_access(self, 'read')
        check_access(self.env['amazon.invoice'], 'read')
        account = self.sudo()
        account._check_can_work()
        rows = account.env['amazon.invoice'].search([
            ('account_id', '=', account.id), ('state', 'in', ('waiting', 'sent')),
        ])
        moves = rows.move_id
        job = Job(account, CLICK_SECONDS)
        job.do(lambda: account._end_pauses_of_uploads(rows))
        account._sync_uploads(job)
        return moves._notification_of_upload()

    def _end_pauses_of_uploads(self, rows):
        self._end_pause('uploads')
        rows.next_attempt = False
        rows.feed_id.filtered('next_look').next_look = database_now(self.env)

    def _cron_sync_uploads(self):
        """Entry point of the account's scheduled action."""
        self._run_scheduled('uploads', self._sync_uploads)

    def _sync_uploads(self, job, among=None):
        """Send the invoices in the outbox, until done or out of time.

        :param Job job: this run.
        :param amazon.invoice among: only these, if given.
        :raise AccountBusy: if another job works for the account.
        """
        account = self._at_work()
        if among is not None:
            among = among.with_env(account.env)
        go_on_at = None
        if among is not None or not account._is_pausing('uploads'):
            go_on_at = account.env['amazon.invoice.send']._send(account, job, among)
        job.do(account._tell_of_invoices)
        if go_on_at:
            job.do(lambda: account._wake_up('uploads', go_on_at))

    def _why_no_invoice_is_sent(self):
        """Return what has to be decided before invoices are sent; '' if nothing has.

        :rtype: str
        """
        waiting = self.env['amazon.invoice'].search_count([
            ('account_id', '=', self.id), ('state', '=', 'waiting'),
        ])
        if not self.invoice_upload_mode and waiting:
            return _(
                "Amazon expects invoices (%s). Choose on the tab Invoices & Taxes who issues them: "
                "until then, none is sent.", waiting,
            )
        if self.invoice_mode_proposal == 'stop' and waiting:
            return _("Amazon takes no invoices of this seller. Answer the question below.")
        return ''

    def _note_uploads_problem(self, problem, credentials):
        """Show why Amazon could not get invoices, or that it could.

        :param problem: an `AmazonError`, or a sentence; None if there is none.
        :param tuple credentials: with which Amazon was asked; others may mend the problem.
        """
        if not problem:
            self._solve('uploads')
        elif isinstance(problem, str):
            self._tell_problem('uploads', problem)
        elif self.state == 'linked' and self._credentials() == credentials:
            self._note_problem('uploads', problem)

    # === REPORTING TO PEOPLE === #

    def _tell_of_invoices(self):
        """Tell the responsible of invoices that Amazon does not take, or soon wants to have."""
        soon = database_now(self.env) + TIME_TO_ACT
        if not self.env['amazon.invoice'].search([
            ('account_id', '=', self.id),
            '|', ('state', '=', 'failed'),
            '&', ('state', 'in', ('waiting', 'sent')), ('due_at', '<', soon),
        ], limit=1):
            self.activity_unlink([TO_UPLOAD])
        elif not self.activity_search([TO_UPLOAD]):
            self.activity_schedule(
                TO_UPLOAD,
                note=_(
                    "Amazon does not have all invoices that it expects, and counts those that "
                    "come late. In Invoicing, the filters Due to Amazon and Late at Amazon of "
                    "the invoices show them, with the reason. Correct what is wrong, then use "
                    "Retry."
                ),
                user_id=self._responsible().id,
            )
