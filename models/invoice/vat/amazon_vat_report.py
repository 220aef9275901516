from datetime import timedelta

from odoo import fields, models

from ....lib.clock import database_now
from ....lib.halving import do_or_halve
from ....lib.mishap import log_mishap
from ....lib.taxes.vat_facts import facts_by_order, merged
from ....lib.times import to_aware, to_odoo
from ....lib.words import Sentence, _, joined
from ....spapi import (
    MalformedTable,
    Rejected,
    Throttled,
    Unauthorized,
    read_vat_invoices,
)
from .amazon_account_vat_report import KIND

OPEN = ('to_request', 'requesting', 'in_progress', 'to_note')
# How long Amazon is waited for before a report is given up.
HORIZON = timedelta(hours=11)
# Where it is not known whether Amazon was asked, it may take that long to show up in its list.
TIME_TO_SHOW_UP = timedelta(minutes=5)
CLOCK_DIFFERENCE = timedelta(minutes=5)
ORDERS_IN_A_STEP = 50


class AmazonVatReport(models.Model):
    """A VAT invoice report of Amazon's, and how far it is read.

    - to_request: Amazon was not asked for it yet;
    - requesting: Amazon was asked; the answer is not known. That is written before Amazon is asked;
    - in_progress: Amazon is at work;
    - to_note: it is read; what it says is to be noted on the orders;
    - done: it is noted;
    - failed: Amazon gave none.
    """

    _name = 'amazon.vat.report'
    _description = "Amazon VAT Invoice Report"
    _rec_name = 'amazon_report_ref'
    _order = 'id desc'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    state = fields.Selection(
        selection=[
            ('to_request', "To Request"),
            ('requesting', "Requesting"),
            ('in_progress', "In Progress"),
            ('to_note', "To Note"),
            ('done', "Done"),
            ('failed', "Failed"),
        ],
        default='to_request',
        required=True,
        readonly=True,
    )
    reason = Sentence(readonly=True, help="Why there is nothing of it.")
    since = fields.Datetime(required=True, readonly=True, help="Orders placed from then on.")
    until = fields.Datetime(required=True, readonly=True, help="Orders placed until then.")
    amazon_report_ref = fields.Char(
        string="Amazon Report", readonly=True, help="Amazon's identifier of the report."
    )
    requested_date = fields.Datetime(string="Requested On", readonly=True)
    next_look = fields.Datetime(readonly=True, help="When to go on with it.")
    facts = fields.Json(
        readonly=True,
        help="What it says of orders that was not known yet, until it is noted on them.",
    )
    order_count = fields.Integer(
        string="Orders", readonly=True, help="Of how many orders it said something new."
    )

    # === ASKING === #

    def _go_on(self, job, amazon):
        """Go on with a report, as far as Amazon allows.

        :param Job job: the run that this belongs to.
        :param SellingPartner amazon: who is asked.
        :raise AmazonError: `Throttled`, `Unavailable` or `Unauthorized`.
        """
        if self.state == 'requesting':
            job.do(lambda: self._find(amazon))
        if self.state == 'to_request':
            job.do(self._note_request)
            problem = job.do(lambda: self._request(amazon))
            if problem:
                raise problem
        elif self.state == 'in_progress':
            job.do(lambda: self._look(amazon))

    def _note_request(self):
        """Note that Amazon is about to be asked."""
        self.write({'state': 'requesting', 'requested_date': database_now(self.env)})

    def _request(self, amazon):
        marketplaces = self.account_id._marketplaces_of_vat_report()
        if not marketplaces:
            self.write({'state': 'done', 'next_look': False})
            return None
        try:
            report_ref = amazon.request_vat_invoices(
                marketplaces.mapped('marketplace_ref'), to_aware(self.since), to_aware(self.until)
            )
        except Rejected as error:
            self._fail(_("Amazon refuses to write its VAT invoice report: %s", error.message))
        except (Throttled, Unauthorized) as error:
            self.state = 'to_request'  # Amazon did not take it.
            return error
        else:
            self._begin_to_wait(report_ref)
        return None

    def _find(self, amazon):
        """Find out whether Amazon was asked, where its answer was lost: one report is enough."""
        try:
            reports = amazon.find_vat_invoice_reports(
                to_aware(self.requested_date - CLOCK_DIFFERENCE)
            )
        except Rejected:
            reports = []
        known = self.search([
            ('amazon_report_ref', 'in', [report.report_ref for report in reports]),
        ]).mapped('amazon_report_ref')
        ours = [
            report.report_ref for report in reports
            if to_odoo(report.since) == self.since and report.report_ref not in known
        ]
        if ours:
            self._begin_to_wait(ours[0])
        elif database_now(self.env) < self.requested_date + TIME_TO_SHOW_UP:
            self.next_look = self.requested_date + TIME_TO_SHOW_UP
        else:
            self.state = 'to_request'

    def _begin_to_wait(self, report_ref):
        self.write({
            'state': 'in_progress',
            'amazon_report_ref': report_ref,
            'next_look': database_now(self.env) + timedelta(minutes=1),
        })

    # === WAITING === #

    def _look(self, amazon):
        """Ask Amazon how far it is; read the report, if it is written."""
        try:
            report = amazon.get_report(self.amazon_report_ref)
            if report.status == 'done' and report.document_ref:
                self._take(read_vat_invoices(amazon.download_report(report.document_ref)))
                return
        except Rejected as error:
            self._fail(_("Amazon does not give its VAT invoice report: %s", error.message))
            return
        except MalformedTable as error:
            self._fail(_("Amazon's VAT invoice report cannot be read: %s", error))
            return
        if report.status in ('done', 'cancelled'):
            self._take([])  # There is nothing to tell.
        elif report.status == 'fatal':
            self._fail(_(
                "Amazon could not write its VAT invoice report (FATAL). It does so only for "
                "sellers who use its VAT Calculation Service. If you do not, choose Never under "
                "Read VAT Invoice Report; otherwise it is asked again by itself."
            ))
        elif database_now(self.env) > self.requested_date + HORIZON:
            self._fail(_(
                "Amazon did not write its VAT invoice report in %s hours. It is asked again by "
                "itself.", HORIZON.seconds // 3600,
            ))
        else:
            self._look_again_later()

    def _look_again_later(self):
        """Reports take minutes as a rule, and hours at times."""
        now = database_now(self.env)
        age = now - self.requested_date
        self.next_look = now + max(timedelta(minutes=1), min(age / 4, timedelta(minutes=15)))

    def _fail(self, reason):
        self.write({'state': 'failed', 'reason': reason, 'next_look': False, 'facts': False})
        self.account_id._tell_problem(KIND, reason)

    def _fail_by_mishap(self, error):
        log_mishap(f"The VAT report {self.id} could not be read", error)
        self._fail(_(
            "Odoo could not read Amazon's VAT invoice report. %s",
            self.env['amazon.reason']._cause(error),
        ))

    # === READING === #

    def _take(self, rows):
        """Keep what a report says that is new, until it is noted.

        :param list[VatInvoiceRow] rows: what was read of it.
        """
        news = self._news(facts_by_order(rows))
        self.write({
            'state': 'to_note' if news else 'done',
            'reason': False,
            'facts': news or False,
            'order_count': len(news),
            'next_look': database_now(self.env) if news else False,
        })
        self.account_id._solve(KIND)

    def _news(self, facts):
        """Return what was not known yet of the account's orders."""
        news = {}
        for order in self._orders(list(facts)):
            said = facts[order.amazon_order_ref]
            if not (said['vat'] and order._wants_vat()):
                said = {**said, 'vat': ''}
            known = order.amazon_vat_facts or {}
            if said['vat'] or merged(known, said) != known:
                news[order.amazon_order_ref] = said
        return news

    def _orders(self, refs):
        return self.env['sale.order'].search([
            ('amazon_account_id', '=', self.account_id.id), ('amazon_order_ref', 'in', refs),
        ])

    def _note_some(self):
        """Note on some orders what the report says of them.

        :return: whether there are more.
        :rtype: bool
        """
        facts = dict(self.facts or {})
        refs = sorted(facts)[:ORDERS_IN_A_STEP]
        do_or_halve(
            self._orders(refs),
            lambda orders: [
                order._note_vat_facts(facts[order.amazon_order_ref]) for order in orders
            ],
            self._note_mishap,
        )
        rest = {ref: fact for ref, fact in facts.items() if ref not in refs}
        self.write({
            'facts': rest or False,
            'state': 'to_note' if rest else 'done',
            'next_look': self.next_look if rest else False,
        })
        return bool(rest)

    def _note_mishap(self, order, error):
        log_mishap(f"What Amazon's VAT report says of {order.name} could not be noted", error)
        self.reason = joined("\n", [self.reason, _(
            "%(order)s: %(reason)s",
            order=order.name, reason=self.env['amazon.reason']._cause(error),
        )])
