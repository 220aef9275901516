from odoo import api, fields, models

from ...lib.clock import database_now
from ...lib.times import time_zone, zone_of_country
from ...lib.words import _
from ..account.amazon_account_schedule import KindOfWork

# How often it is looked whether anything was shipped that is to be invoiced.
MINUTES_BETWEEN_INVOICES = 10
BY_HAND = 'by_hand'
# After so many attempts, in about three hours, somebody has to look.
ATTEMPTS_TO_TELL = 3
NOT_INVOICED = 'amazon_connector.mail_activity_type_orders_not_invoiced'
# Another choice makes it worth while to look again at what waits.
CHOICES = {'invoice_when', 'invoice_per', 'invoice_private', 'invoices_since'}


class AmazonAccount(models.Model):
    """How the orders of an account are invoiced."""

    _inherit = 'amazon.account'

    invoice_when = fields.Selection(
        selection=[
            (BY_HAND, "By hand"),
            ('draft', "Draft when shipped"),
            ('posted', "Posted when shipped"),
        ],
        string="Invoices",
        default=BY_HAND,
        required=True,
        help="Whether invoices come by themselves when an order is shipped, dated on that day.",
    )
    invoice_per = fields.Selection(
        selection=[('order', "Each order"), ('parcel', "Each parcel")],
        string="One Invoice For",
        default='order',
        required=True,
        help="An order is invoiced when all of it is shipped; each parcel is, when it is.",
    )
    invoice_private = fields.Selection(
        selection=[('each', "An invoice each"), ('daily', "One collective invoice a day")],
        string="Private Buyers",
        default='each',
        required=True,
        help="A collective invoice is made the next morning, for each marketplace, currency and "
        "fiscal position; businesses always get their own.",
    )
    invoices_since = fields.Datetime(
        string="Shipped Since",
        copy=False,
        help="What was shipped before is not invoiced by itself.",
    )
    invoices_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Invoices",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts._begin_to_invoice()
        return accounts

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & CHOICES:
            self._begin_to_invoice()
        return result

    def _begin_to_invoice(self):
        """Have invoices come from now on; by another choice, look again at what waits."""
        orders = self.env['sale.order'].sudo()
        for account in self:
            if account.invoice_when == BY_HAND:
                orders._wait_no_more_to_invoice(account)
                account.activity_unlink([NOT_INVOICED])
                continue
            if not account.invoices_since:
                account.invoices_since = database_now(self.env)
            account._ensure_crons(['invoices'])
            orders._look_again_to_invoice(account)

    @api.model
    def _kinds_of_work(self):
        return {
            **super()._kinds_of_work(),
            'invoices': KindOfWork('_cron_make_invoices', MINUTES_BETWEEN_INVOICES),
        }

    def _cron_make_invoices(self):
        """Entry point of the account's scheduled action."""
        self._run_scheduled('invoices', self._make_invoices)

    def _make_invoices(self, job, among=None):
        """Invoice what was shipped, until done or out of time.

        :param Job job: this run.
        :param sale.order among: only these, if given.
        :raise AccountBusy: if another job works for the account.
        """
        account = self._at_work()
        if account.invoice_when == BY_HAND:
            return
        is_left = account.env['amazon.invoice.create']._invoice_all(account, job, among)
        job.do(account._tell_of_orders_not_invoiced)
        if is_left:
            job.do(lambda: account._wake_up('invoices', database_now(account.env)))

    def _tell_of_orders_not_invoiced(self):
        """Tell the responsible of orders that could not be invoiced, again and again."""
        if not self.env['sale.order'].search([
            ('amazon_account_id', '=', self.id), ('amazon_invoice_reason', '!=', False),
            ('amazon_invoice_attempts', '>=', ATTEMPTS_TO_TELL),
        ], limit=1):
            self.activity_unlink([NOT_INVOICED])
        elif not self.activity_search([NOT_INVOICED]):
            self.activity_schedule(
                NOT_INVOICED,
                note=_(
                    "Orders that were shipped could not be invoiced. In Sales, the filter “Amazon: "
                    "not invoiced, see why” shows them, with the reason. Correct what is wrong, "
                    "then use Retry Invoicing."
                ),
                user_id=self._responsible().id,
            )

    def _invoice_zone(self):
        """Return the time zone in which orders are invoiced on the day of shipping.

        It is where the books are kept, whichever the marketplace: deliveries show the same day.

        :rtype: datetime.tzinfo
        """
        self.ensure_one()
        company = self.company_id
        return time_zone(
            company.partner_id.tz, self._responsible().tz, zone_of_country(company.country_id.code)
        )
