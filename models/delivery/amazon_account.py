from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.clock import database_now
from ...lib.job import Job, is_transaction_lost
from ...lib.mishap import log_mishap
from ...lib.series import check_access
from ...lib.words import Sentence, _
from ..account.amazon_account_schedule import KindOfWork
from ..order.amazon_account import CLICK_SECONDS

# How often Amazon is told, beside what validating a delivery starts.
MINUTES_BETWEEN_PICKINGS_SYNCS = 10

# Amazon's buyers wait to hear of a parcel.
TIME_TO_WAIT = timedelta(hours=24)
TO_MEND = 'amazon_connector.mail_activity_type_shipment_failed'


class AmazonAccount(models.Model):
    """How an account tells Amazon of its deliveries, and its people of what went wrong."""

    _inherit = 'amazon.account'

    feed_threshold = fields.Integer(
        string="Told Together Above",
        default=100,
        required=True,
        help="If more parcels than this wait, Amazon is told of them in one document, which takes "
        "minutes, instead of one by one, two a second. That needs the Merchant Token.",
    )
    pickings_sync_message = Sentence(
        string="Last Problem with Deliveries",
        compute='_compute_pickings_problem',
        help="Why Amazon could not be told of all deliveries.",
    )
    pickings_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Deliveries",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )
    shipment_count = fields.Integer(compute='_compute_shipment_count', string="Parcels")
    failed_shipment_ids = fields.One2many(
        comodel_name='amazon.shipment',
        inverse_name='account_id',
        string="Parcels to Look At",
        domain=[('state', '=', 'failed')],
    )
    unreported_shipment_ids = fields.One2many(
        comodel_name='amazon.shipment',
        inverse_name='account_id',
        string="New Failures",
        domain=[('state', '=', 'failed'), ('is_reported', '=', False)],
    )

    @api.depends('problem_ids.kind', 'problem_ids.message')
    def _compute_pickings_problem(self):
        for account in self:
            account.pickings_sync_message = account._message_of('pickings')

    def _compute_shipment_count(self):
        shipments = self._count('amazon.shipment')
        for account in self:
            account.shipment_count = shipments.get(account.id, 0)

    @api.constrains('feed_threshold')
    def _check_feed_threshold(self):
        if any(account.feed_threshold < 0 for account in self):
            raise ValidationError(_(
                "Told Together Above is a number of parcels: it cannot be negative."
            ))

    # === SENDING === #

    @api.model
    def _kinds_of_work(self):
        return {
            **super()._kinds_of_work(),
            'pickings': KindOfWork('_cron_sync_pickings', MINUTES_BETWEEN_PICKINGS_SYNCS),
        }

    def action_sync_pickings(self):
        """Tell Amazon of the deliveries that wait, now.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if the account is not linked, or if another job works for it already.
        """
        self.ensure_one()
        check_access(self.env['amazon.shipment'], 'read')
        check_access(self, 'read')
        account = self.sudo()
        account._check_can_work()
        waiting = account.env['amazon.shipment'].search([
            ('account_id', '=', account.id), ('state', 'in', ('waiting', 'sent')),
        ])
        job = Job(account, CLICK_SECONDS)
        job.do(lambda: account._end_pauses_of_deliveries(waiting))
        job.awaits = {'waiting': waiting.ids}
        account._sync_pickings(job)
        return account._notice_of_parcels(waiting)

    def _end_pauses_of_deliveries(self, waiting):
        self._end_pause('pickings')
        waiting.next_attempt = False
        waiting.feed_id.next_look = database_now(self.env)

    def _cron_sync_pickings(self):
        """Entry point of the account's scheduled action."""
        self._run_scheduled('pickings', self._sync_pickings)

    def _sync_pickings(self, job, among=None):
        """Tell Amazon of the parcels in the outbox, until done or out of time.

        :param Job job: this run.
        :param amazon.shipment among: only these, if given.
        :return: whether the scheduled action was asked to go on.
        :rtype: bool
        :raise AccountBusy: if another job works for the account.
        """
        account = self._at_work()
        if among is not None:
            among = among.with_env(account.env)
        go_on_at = None
        if among is not None or not account._is_pausing('pickings'):
            go_on_at = account.env['amazon.shipment.send']._send(account, job, among)
        job.do(account._tell_people)
        if go_on_at:
            job.do(lambda: account._go_on('pickings', go_on_at, job))
        elif among is None and account._is_awaited('pickings'):
            job.do(lambda: account._ring('pickings', job))
        return bool(go_on_at)

    def _note_pickings_problem(self, problem, credentials):
        """Show why Amazon could not be told, or that it could.

        :param AmazonError problem: what came instead of an answer; None if nothing.
        :param tuple credentials: with which Amazon was asked; others may mend the problem.
        """
        if problem:
            if self.state == 'linked' and self._credentials() == credentials:
                self._note_problem('pickings', problem)
            return
        hint = self._hint_at_merchant_token()
        if hint:
            self._tell_problem('pickings', hint)
        elif not self._tell_refused_parcels():
            self._solve('pickings')

    def _is_denied_by_all(self, marketplace_ids):
        """Return whether Amazon, which denies access in some marketplaces, surely does in all.

        One marketplace alone is no reason to have the parcels of the others wait.

        :param set[int] marketplace_ids: whose parcels Amazon refused.
        """
        allowed = self._marketplaces_to_ask().ids
        # Of those that it gives no orders of, either, it is known that it is about them.
        return len(marketplace_ids & {*allowed}) > 1 or marketplace_ids.issuperset(
            allowed or self.active_marketplace_ids.ids
        )

    def _tell_refused_parcels(self, trace=False):
        """Show that Amazon refuses parcels of some marketplaces, which wait by themselves.

        :param str trace: what Amazon's support finds the last refusal by, if that was just now.
        :return: whether there are any.
        :rtype: bool
        """
        refused = self.env['amazon.shipment'].search([
            ('account_id', '=', self.id), ('state', 'in', ('waiting', 'sent')),
            ('refusals', '>', 0), ('next_attempt', '!=', False),
        ])
        if refused:
            marketplaces = refused.sale_order_id.amazon_marketplace_id
            self._tell_problem('pickings', _(
                "Amazon denies access to parcels of %s. They are told again by themselves, later; "
                "all others go on. See in Seller Central whether you may sell there. The parcels "
                "say more.",
                ", ".join(marketplaces.mapped('name')),
            ), trace=trace or self._problem('pickings').trace)
        return bool(refused)

    def _hint_at_merchant_token(self):
        waiting = self.env['amazon.shipment'].search_count([
            ('account_id', '=', self.id), ('state', '=', 'waiting'),
        ])
        if self.sudo().seller_ref or waiting <= self.feed_threshold:
            return False
        return _(
            "Many parcels wait (%s). Enter the Merchant Token on the tab Credentials: with it, "
            "Amazon is told of all in one document, instead of one by one.",
            waiting,
        )

    # === REPORTING TO PEOPLE === #

    def _tell_people(self):
        """Tell the responsible of all that needs a person by now."""
        self._report_failed_shipments()
        # If the orders' scheduled action does not run, nobody else looks.
        self._watch_reading()

    def _report_failed_shipments(self):
        """Tell the responsible of all failures that are new: by one e-mail, and an activity."""
        failures = self.unreported_shipment_ids
        if failures:
            self._schedule_mending()
            self._mail_failures()
            failures.is_reported = True
        elif self._is_anything_overdue():
            self._schedule_mending()
        elif not self.failed_shipment_ids:
            self.activity_unlink([TO_MEND])

    def _is_anything_overdue(self):
        """Return whether a parcel waits for so long that a person has to know."""
        return bool(self.env['amazon.shipment'].search([
            ('account_id', '=', self.id), *self._overdue_parcels(),
        ], limit=1))

    @api.model
    def _overdue_parcels(self):
        """Return which parcels wait for so long that a person has to know.

        :rtype: list
        """
        return [
            ('state', 'in', ('waiting', 'sent', 'expected')),
            ('ship_date', '<', database_now(self.env) - TIME_TO_WAIT),
        ]

    def _mail_failures(self):
        template = self.env.ref(
            'amazon_connector.mail_template_shipments_failed', raise_if_not_found=False
        )
        if not template:
            return  # Somebody does not want the mails.
        recipients = self._responsible().partner_id
        try:
            with self.env.cr.savepoint():
                # Without one of Odoo's layouts: that for records is wider than a phone.
                template.send_mail(self.id, email_values={
                    'recipient_ids': [fields.Command.set(recipients.ids)],
                })
        except Exception as error:  # Somebody changed the template.
            if is_transaction_lost(error):
                raise
            log_mishap("The e-mail on failed parcels was not written", error)

    def _schedule_mending(self):
        if self.activity_search([TO_MEND]):
            return
        # Who gets the e-mail needs no other one on the activity.
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            TO_MEND,
            note=_(
                "Amazon does not know all parcels that were shipped. In Inventory, the filters "
                "“Synchronization with Amazon failed” and “Not synchronized with Amazon yet” of "
                "the deliveries show them, with the reason. Correct what is wrong, then use Retry "
                "Amazon Sync."
            ),
            user_id=self._responsible().id,
        )

    # === ACTION METHODS === #

    def action_view_shipments(self):
        return self._view_of_account('amazon_connector.action_amazon_shipment')
