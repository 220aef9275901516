from datetime import timedelta

from odoo import models

from ...lib.clock import database_now
from ...lib.job import AccountBusy, is_transaction_lost
from ...lib.taxes.report_windows import windows
from ...lib.times import to_odoo
from ...models.invoice.vat.amazon_vat_report import OPEN
from ...spapi import AmazonError, Throttled, Unauthorized, Unavailable

# The longest time of one report, by when orders were placed: Amazon allows no more.
LONGEST = timedelta(days=30)
# Amazon takes no moment of the future, by its own clock.
CLOCK_DIFFERENCE = timedelta(minutes=2)
# As many as fit into a document of some MiB, which is read in one step.
MOST_ORDERS = 3000
BETWEEN_ROUNDS = timedelta(hours=11)
KEPT = timedelta(days=30)
PAUSE_AFTER_SILENCE = timedelta(minutes=5)


class AmazonVatReportRead(models.AbstractModel):
    """Has Amazon write its VAT invoice reports, and reads them."""

    _name = 'amazon.vat.report.read'
    _description = "Amazon VAT Invoice Report Reading"

    def _read_reports(self, account, job):
        """Do all that there is to do for an account's reports, or as much as Amazon allows.

        :param amazon.account account: whose.
        :param Job job: the run that this belongs to.
        :return: when to go on (naive UTC), or None if there is nothing to go on with.
        :rtype: datetime | None
        """
        if not job.do(lambda: self._begin_round(account)):
            return None
        go_on_at = None
        try:
            with account._amazon(job.seconds_left()) as amazon:
                for report in self._due(account):
                    self._go_on(report, job, amazon)
        except Throttled as error:
            go_on_at = to_odoo(error.available_at) + timedelta(seconds=1)
        except Unavailable as error:
            problem = error
            if job.seconds_left():  # Otherwise it is the job that was too slow.
                job.do(lambda: account._note_vat_report_problem(problem))
            go_on_at = database_now(self.env) + PAUSE_AFTER_SILENCE
        except Unauthorized as error:
            problem = error
            job.do(lambda: self._give_up(account, problem))
            return None
        is_work_left = job.repeat(lambda: self._note_some(account))
        return database_now(self.env) if is_work_left else go_on_at or self._next_look(account)

    def _go_on(self, report, job, amazon):
        """Go on with a report; what nobody expected ends it, and not the others."""
        try:
            report._go_on(job, amazon)
        except (AccountBusy, AmazonError):
            raise
        except Exception as error:
            if is_transaction_lost(error):
                raise
            mishap = error
            job.do(lambda: report._fail_by_mishap(mishap))

    def _begin_round(self, account):
        """Ask for reports anew, twice a day, if the account needs them.

        :return: whether there is anything to do.
        :rtype: bool
        """
        reports = self.env['amazon.vat.report'].search([('account_id', '=', account.id)])
        if reports.filtered(lambda report: report.state in OPEN):
            return True
        now = database_now(self.env)
        reports.filtered(lambda report: report.create_date < now - KEPT).unlink()
        is_time = not reports.exists() or (
            max(reports.exists().mapped('create_date')) < now - BETWEEN_ROUNDS
        )
        marketplaces = account._marketplaces_of_vat_report()
        if not is_time or not marketplaces:
            return False
        until = now - CLOCK_DIFFERENCE
        since = until - LONGEST
        self.env['amazon.vat.report'].create([
            {'account_id': account.id, 'since': start, 'until': end, 'next_look': now}
            for start, end in windows(
                self._orders_by_day(account, marketplaces, since), since, until, MOST_ORDERS
            )
        ])
        return True

    def _orders_by_day(self, account, marketplaces, since):
        return self.env['sale.order']._read_group(
            [
                ('amazon_account_id', '=', account.id),
                ('amazon_marketplace_id', 'in', marketplaces.ids),
                ('date_order', '>=', since),
            ],
            ['date_order:day'],
            ['__count'],
        )

    def _due(self, account):
        return self.env['amazon.vat.report'].search([
            ('account_id', '=', account.id), ('state', 'in', OPEN),
            ('next_look', '<=', database_now(self.env)),
        ], order='id')

    def _next_look(self, account):
        return self.env['amazon.vat.report'].search([
            ('account_id', '=', account.id), ('state', 'in', OPEN),
        ], order='next_look', limit=1).next_look

    def _note_some(self, account):
        report = self.env['amazon.vat.report'].search([
            ('account_id', '=', account.id), ('state', '=', 'to_note'),
        ], order='id', limit=1)
        return bool(report) and (report._note_some() or self._is_anything_to_note(account))

    def _is_anything_to_note(self, account):
        return bool(self.env['amazon.vat.report'].search([
            ('account_id', '=', account.id), ('state', '=', 'to_note'),
        ], limit=1))

    def _give_up(self, account, error):
        """Give up what Amazon denies; it is asked again by the next round."""
        self.env['amazon.vat.report'].search([
            ('account_id', '=', account.id), ('state', 'in', OPEN), ('state', '!=', 'to_note'),
        ]).write({'state': 'failed', 'next_look': False})
        account._note_vat_report_problem(error)
