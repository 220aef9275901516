from odoo import models

from ....lib.clock import database_now
from ....lib.dashboard import DANGER, WARNING, Figure, Trouble
from ....lib.words import _, at_moment


class AmazonAccount(models.Model):
    """What the dashboard says of orders: what a person has to look at, and when they were read."""

    _inherit = 'amazon.account'

    def _figures(self):
        return [
            *super()._figures(),
            Figure(
                'failed', _("Orders that failed"), 'amazon.order', [('state', '=', 'failed')],
                'amazon_connector.action_amazon_order', severity=DANGER,
            ),
            Figure(
                'to_decide', _("Orders to decide"), 'amazon.order', [('state', '=', 'conflict')],
                'amazon_connector.action_amazon_order', severity=WARNING,
            ),
            Figure(
                'to_pair', _("SKUs to pair with a product"), 'amazon.offer',
                [('is_to_do', '=', True)], 'amazon_connector.action_amazon_offer_to_pair',
                distinct='sku', severity=WARNING,
            ),
            Figure(
                'being_imported', _("Orders being imported"), 'amazon.order',
                [('state', '=', 'to_import'), ('next_attempt', '!=', False)],
                'amazon_connector.action_amazon_order', is_shown_empty=False,
            ),
            *self._figures_of_currencies(),
        ]

    def _figures_of_currencies(self):
        """Return the figure of currencies without rate, if there can be any.

        What waits for a rate cannot be invoiced: what is invoiced does not wait.
        """
        currencies = self.env['res.currency'].search([('active', '=', True)])
        held = [
            ['&', ('company_id', '=', company.id), ('currency_id', 'in', without.ids)]
            for company, without in currencies._without_amazon_rate(self.company_id).items()
            if without
        ]
        if not held:
            return []
        return [Figure(
            'currencies', _("Currencies without exchange rate"), 'sale.order',
            [
                ('state', '=', 'sale'), ('invoice_status', '!=', 'invoiced'),
                *['|'] * (len(held) - 1), *sum(held, []),
            ],
            'base.action_currency_form', account='amazon_account_id',
            distinct='currency_id', opens='currency_id', severity=WARNING,
        )]

    def _troubles_at_work(self):
        troubles = super()._troubles_at_work()
        if self.denied_marketplace_ids:
            troubles.append(
                Trouble(_("Amazon denies orders of %s.", self._names_of_denied()), WARNING)
            )
        if self._is_late() and self.sudo().orders_cron_id.active:
            words = self._what_keeps_orders_away()
            if words not in {trouble.words for trouble in troubles}:
                troubles.append(Trouble(words))
        return troubles

    def _pulse(self):
        news = self._reading('new')
        read = news.read_date
        if news.page_token:
            return _(
                "Orders are being read: what changed until %s is there.",
                at_moment(self.env, self.last_orders_sync),
            )
        if not read:
            return _("Orders are read for the first time soon.")
        due = self._next_orders_sync()
        if due <= database_now(self.env):
            return _("Orders were read %s. Next: at any moment.", self._when(read))
        return _(
            "Orders were read %(ago)s. Next: %(ahead)s.",
            ago=self._when(read), ahead=self._when(due),
        )

    def _next_orders_sync(self):
        """Return when orders are read next.

        :return: a moment (naive UTC).
        :rtype: datetime
        """
        account = self.sudo()
        pause = account._problem('orders').next_attempt
        return max(filter(None, (account.orders_cron_id.nextcall, pause)))
