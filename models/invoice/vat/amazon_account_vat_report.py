from datetime import timedelta

from odoo import api, fields, models

from ....lib.clock import database_now
from ....lib.words import Sentence, _
from ....spapi import Unauthorized
from ...account.amazon_account_schedule import KindOfWork
from ...order.amazon_program import INVOICE_BY_AMAZON

# Amazon advises two reports a day.
MINUTES_BETWEEN_VAT_REPORTS = 12 * 60
KIND = 'taxes'
# Nobody gets a role within minutes: the next regular run sees.
PAUSE_WITHOUT_ROLE = timedelta(hours=11)


class AmazonAccount(models.Model):
    """When an account reads Amazon's VAT invoice report, and what keeps it from that."""

    _inherit = 'amazon.account'

    vat_report = fields.Selection(
        selection=[
            ('needed', "If Needed"),
            ('always', "Always"),
            ('never', "Never"),
        ],
        string="Read VAT Invoice Report",
        default='needed',
        required=True,
        help="Twice a day, Amazon's VAT invoice report tells where goods left from, and the "
        "numbers of Amazon's own invoices. It is needed if Amazon ships or invoices orders of "
        "marketplaces in the European Union or Great Britain.",
    )
    vat_report_message = Sentence(
        string="Last Problem with the VAT Report",
        compute='_compute_vat_report_problem',
        help="Why Amazon's VAT invoice report could not be read.",
    )
    vat_report_trace = fields.Char(
        string="Details of the Last Problem with the VAT Report",
        compute='_compute_vat_report_problem',
        groups='amazon_connector.group_amazon_manager',
    )
    taxes_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Taxes",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )

    @api.depends('problem_ids.kind', 'problem_ids.message')
    def _compute_vat_report_problem(self):
        for account in self:
            problem = account._problem(KIND)
            account.vat_report_message = problem.message
            account.vat_report_trace = account._trace_of(problem)

    @api.model
    def _kinds_of_work(self):
        return {
            **super()._kinds_of_work(),
            KIND: KindOfWork('_cron_read_vat_reports', MINUTES_BETWEEN_VAT_REPORTS),
        }

    def _cron_read_vat_reports(self):
        """Entry point of the account's scheduled action."""
        self._run_scheduled(KIND, self._read_vat_reports)

    def _read_vat_reports(self, job):
        """Ask for Amazon's VAT invoice report, and read what is written of it.

        :param Job job: this run.
        :raise AccountBusy: if another job works for the account.
        """
        account = self._at_work()
        if account._is_pausing(KIND):
            return
        go_on_at = account.env['amazon.vat.report.read']._read_reports(account, job)
        if go_on_at:
            job.do(lambda: account._wake_up(KIND, go_on_at))

    def _marketplaces_of_vat_report(self):
        """Return the marketplaces whose VAT invoice report is to be read; none, if it is not.

        :rtype: amazon.marketplace
        """
        self.ensure_one()
        marketplaces = self.active_marketplace_ids._of_vat_report()
        if self.vat_report == 'never' or (
            self.vat_report == 'needed' and not self._has_amazon_to_tell_of_vat(marketplaces)
        ):
            return marketplaces.browse()
        return marketplaces

    def _has_amazon_to_tell_of_vat(self, marketplaces):
        """Return whether Amazon has shipped or invoiced an order by itself."""
        return bool(self.env['sale.order'].search([
            ('amazon_account_id', '=', self.id),
            ('amazon_marketplace_id', 'in', marketplaces.ids),
            '|', ('amazon_channel', '=', 'fba'),
            ('amazon_program_ids.code', '=', INVOICE_BY_AMAZON),
        ], limit=1))

    def _note_vat_report_problem(self, error):
        """Show on the account why there is no report; the rest of its work goes on.

        :param AmazonError error: what came instead of an answer.
        """
        if not isinstance(error, Unauthorized) or error.is_final:
            self._note_problem(KIND, error)
            return
        self._tell_problem(
            KIND,
            _(
                "Amazon denies its VAT invoice report: the application lacks the role “Tax "
                "Invoicing (Restricted)”. Ask for it in Seller Central (Develop Apps), then "
                "authorise the application again. Without it, Odoo does not know which country "
                "goods left from, nor the numbers of Amazon's own invoices. If you need neither, "
                "choose Never under Read VAT Invoice Report."
            ),
            trace=error.trace,
            next_attempt=database_now(self.env) + PAUSE_WITHOUT_ROLE,
        )
