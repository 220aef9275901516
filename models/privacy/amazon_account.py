import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...lib.clock import database_now
from ...lib.job import AccountBusy, Job, is_transaction_lost, lock_account
from ...lib.mishap import log_mishap
from ...lib.sql_log import sql_log_without_values
from ...lib.words import _

# Amazon's Data Protection Policy: "Developers will retain PII for no longer than 30 days after
# order delivery", longer "only if required by law and only for the purposes of complying with that
# law". Quoted on
# https://developer-docs.amazon.com/sp-api/docs/protecting-amazon-api-applications-data-encryption-and-recovery
LONGEST_DAYS = 30
# No law is known that wants more than ten years.
MOST_DAYS = 3650
PAUSE = timedelta(minutes=5)


class AmazonAccount(models.Model):
    """How long an account keeps what Amazon tells of buyers, and how much of it there is."""

    _inherit = 'amazon.account'

    personal_data_days = fields.Integer(
        string="Keep Personal Data",
        default=LONGEST_DAYS,
        required=True,
        help="So many days after an order was delivered or canceled, its buyer becomes anonymous: "
        "Amazon Customer. Of buyers with posted invoices, what these show stays: name, address, "
        "VAT number. 0: nothing is ever removed.",
    )
    personal_data_reason = fields.Char(
        string="Why Longer",
        help="Which law makes you keep the personal data of buyers for longer than 30 days after "
        "delivery. Amazon's Data Protection Policy allows it for no other reason.",
    )
    personal_data_count = fields.Integer(
        string="Customers with Personal Data", compute='_compute_personal_data'
    )
    personal_data_since = fields.Datetime(
        string="Oldest of These", compute='_compute_personal_data'
    )
    invoiced_data_count = fields.Integer(
        string="Kept for Invoices",
        compute='_compute_personal_data',
        help="Customers of whom nothing is left but what invoices have to show.",
    )

    def _compute_personal_data(self):
        # Contacts are counted for all who see the account, not only those they may see.
        contacts = self.env['res.partner'].sudo().with_context(active_test=False)._read_group(
            [
                ('amazon_account_id', 'in', self.ids),
                ('amazon_data', 'in', ('full', 'reduced')),
                # Delivery addresses of customers are no customers.
                '|', ('parent_id', '=', False), ('parent_id.amazon_account_id', '=', False),
            ],
            ['amazon_account_id', 'amazon_data'],
            ['__count', 'create_date:min'],
        )
        left = {(account.id, data): of_these for account, data, *of_these in contacts}
        for account in self:
            count, since = left.get((account.id, 'full'), (0, False))
            account.personal_data_count = count
            account.personal_data_since = since
            account.invoiced_data_count, _since = left.get((account.id, 'reduced'), (0, False))

    @api.constrains('personal_data_days', 'personal_data_reason')
    def _check_personal_data_days(self):
        for account in self:
            is_as_in_policy = 0 < account.personal_data_days <= LONGEST_DAYS
            if account.personal_data_days < 0:
                raise ValidationError(_(
                    "Keep Personal Data is a number of days: it cannot be negative."
                ))
            if account.personal_data_days > MOST_DAYS:
                raise ValidationError(_(
                    "Personal data are kept for %s days at most, which is ten years. Enter a "
                    "smaller number under Keep Personal Data; 0 if nothing is ever to be removed.",
                    MOST_DAYS,
                ))
            if not is_as_in_policy and not (account.personal_data_reason or '').strip():
                raise ValidationError(_(
                    "Amazon's Data Protection Policy has you remove the personal data of buyers "
                    "30 days after delivery, except where a law makes you keep them. Enter under "
                    "Why Longer which law that is, or a number of days from 1 to 30."
                ))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_customers(self):
        self._check_nothing_is_left('res.partner', [
            ('amazon_account_id', 'in', self.ids), ('amazon_data', '!=', 'gone'),
        ])

    def write(self, vals):
        result = super().write(vals)
        if 'personal_data_days' in vals:
            with sql_log_without_values():
                self.env['amazon.order.forget']._look_again(self)
        return result

    def _announce_forgetting(self):
        """Tell the responsible of each account from when on buyers of before become anonymous.

        After an upgrade: nobody had the choice yet. Accounts without such orders need no word.
        """
        first_checks = self.env['sale.order']._read_group(
            [('amazon_account_id', 'in', self.ids), ('amazon_data_check', '!=', False)],
            ['amazon_account_id'],
            ['amazon_data_check:min'],
        )
        for account, first_check in first_checks:
            account._at_work()._announce_forgetting_from(first_check)

    def _announce_forgetting_from(self, moment):
        date = format_date(self.env, fields.Datetime.context_timestamp(self, moment).date())
        self.activity_schedule(
            'mail.mail_activity_data_warning',
            date_deadline=moment.date(),
            summary=_("From %s on, personal data of buyers are removed", date),
            note=_(
                "As Amazon's Data Protection Policy wants it, a daily job makes buyers anonymous "
                "whose orders were delivered or canceled more than %(days)s days ago. It begins on "
                "%(date)s, and nothing brings the data back. Customers with personal data now: "
                "%(count)s. Of buyers with posted invoices, name, address and VAT number stay: "
                "post invoices that are missing before that day. If a law makes you keep the data "
                "for longer, enter before that day, on the tab Orders Follow-up of this account, "
                "after how many days they go, and which law it is.",
                days=self.personal_data_days, date=date, count=self.personal_data_count,
            ),
            user_id=self._responsible().id,
        )

    @api.model
    def _cron_forget_buyers(self):
        """Entry point of the scheduled action that removes personal data, for all accounts."""
        stops_at = time.monotonic() + Job.cron_seconds()
        is_work_left = False
        # The duty does not end with the account.
        for account in self.search([('active', 'in', (True, False))], order='id'):
            job = Job(account, max(stops_at - time.monotonic(), 0))
            is_work_left |= account._forget_buyers(job)
        if is_work_left:
            cron = self.env.ref('amazon_connector.ir_cron_forget_buyers')
            cron._trigger(at=database_now(self.env) + PAUSE)

    def _lock_siblings(self):
        """Keep jobs from finding a buyer again who is being forgotten.

        :raise AccountBusy: if a job works for an account of the company.
        """
        for sibling in self._sibling_accounts():
            lock_account(sibling)

    def _forget_buyers(self, job):
        """Remove the account's personal data that is due, as far as the time allows.

        :param Job job: this run.
        :return: whether there is more to do soon.
        :rtype: bool
        """
        account = self._at_work()
        orders = account.env['amazon.order.forget']
        try:
            is_work_left = job.repeat(lambda: orders._drop_old_payloads(account))
            if account.personal_data_days:
                pace = account.env['amazon.pace']
                is_work_left |= pace._work_off(job, orders._work(account))
                buyers = account.env['amazon.buyer.forget']
                is_work_left |= pace._work_off(job, buyers._work(account))
        except AccountBusy:
            return True
        except Exception as error:
            if is_transaction_lost(error):
                self.env.cr.rollback()
                return True
            # The next account's buyers have a right to it, too.
            log_mishap(f"Personal data of the account {account.id} was not removed", error)
            return False
        return is_work_left
