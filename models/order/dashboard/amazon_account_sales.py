import json
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ....lib.clock import database_now
from ....lib.dashboard import Figure
from ....lib.times import day_of, end_of, time_zone
from ....lib.words import _

DAYS = 14


class AmazonAccount(models.Model):
    """What was sold of late: orders and revenue, day by day."""

    _inherit = 'amazon.account'

    sales_graph = fields.Text(
        compute='_compute_sales', groups='amazon_connector.group_amazon_user'
    )
    sales_total = fields.Char(
        compute='_compute_sales', groups='amazon_connector.group_amazon_user',
        help="Without taxes, in the company's currency.",
    )

    @api.depends_context('lang', 'tz', 'uid')
    def _compute_sales(self):
        sales, incomplete = self._sales_by_day()
        for account in self:
            by_day = sales[account._origin.id]
            account.sales_graph = bool(by_day) and json.dumps([{
                'key': _("Revenue in %s", account.company_id.currency_id.name),
                'values': [account._point(day, *by_day[day]) for day in self._last_days()],
            }])
            account.sales_total = bool(by_day) and account._total_in_words(
                sum(revenue for _number, revenue in by_day.values()),
                account._origin.id in incomplete,
            )

    def _total_in_words(self, revenue, is_incomplete):
        amount = format_amount(self.env, revenue, self.company_id.currency_id)
        if is_incomplete:
            return _(
                "%s without taxes in the last 14 days, not counting orders in currencies that have "
                "no exchange rate",
                amount,
            )
        return _("%s without taxes in the last 14 days", amount)

    def _point(self, day, number, revenue):
        """Return a day as Odoo's graph wants it."""
        return {
            'x': _(
                "%(day)s, orders: %(number)s",
                day=format_date(self.env, day, date_format='d MMM'), number=number,
            ),
            'y': self.company_id.currency_id.round(revenue),
        }

    def _sales_by_day(self):
        """Return how many orders accounts had on each of the last days, and of which revenue.

        :return: number and revenue, by the account's id and by day; and the ids of accounts with
            orders whose revenue is not known.
        :rtype: tuple[dict[int, dict[date, tuple[int, float]]], set[int]]
        """
        sales = defaultdict(lambda: defaultdict(lambda: (0, 0.0)))
        incomplete = set()
        figure = self._figure_of_sales()
        currencies = self.env['res.currency'].search([('active', '=', True)])
        without_rate = currencies._without_amazon_rate(self.company_id)
        orders = self.env[figure.model].with_context(tz=self._zone_of_user().zone)
        for account, day, rate, currency, number, amount in orders._read_group(
            self._domain_of(figure),
            [figure.account, 'date_order:day', 'currency_rate', 'currency_id'],
            ['__count', 'amount_untaxed:sum'],
        ):
            of_account = sales[account.id]
            known, revenue = of_account[day.date()]
            if currency in without_rate[account.company_id]:
                amount = 0.0  # Odoo would take 1 for 1.
                incomplete.add(account.id)
            of_account[day.date()] = known + number, revenue + amount / (rate or 1.0)
        return sales, incomplete

    def _figures(self):
        return [*super()._figures(), self._figure_of_sales()]

    def _figure_of_sales(self):
        since = end_of(self._last_days()[0] - timedelta(days=1), self._zone_of_user())
        return Figure(
            'sales', _("Orders in the last 14 days"), 'sale.order',
            [('state', '=', 'sale'), ('date_order', '>=', since)],
            'sale.action_orders', account='amazon_account_id',
        )

    @api.model
    def _last_days(self):
        """Return the last days, today too, as they are where the user is.

        :rtype: list[date]
        """
        today = day_of(database_now(self.env), self._zone_of_user())
        return [today - timedelta(days=days) for days in reversed(range(DAYS))]

    @api.model
    def _zone_of_user(self):
        return time_zone(self.env.context.get('tz'), self.env.user.tz)
