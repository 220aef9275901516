from datetime import timedelta

from odoo import fields, models

from ....lib.clock import database_now
from ....lib.words import _

PAUSE_BETWEEN_LOOKS = timedelta(hours=1)
DENIED = 'amazon_connector.mail_activity_denied_marketplace'


class AmazonAccount(models.Model):
    """Marketplaces that Amazon denies an account, while it allows others.

    A call that names one of them is refused as a whole (issue 3378 of
    https://github.com/amzn/selling-partner-api-docs): they are left out until Amazon agrees.
    """

    _inherit = 'amazon.account'

    denied_marketplace_ids = fields.Many2many(
        comodel_name='amazon.marketplace',
        relation='amazon_account_denied_marketplace_rel',
        string="Denied Marketplaces",
        readonly=True,
        copy=False,
        help="Amazon refuses to give orders of these marketplaces; it is asked again every hour.",
    )
    denied_next_look = fields.Datetime(readonly=True, copy=False, groups='base.group_system')

    def _marketplaces_to_ask(self):
        """Return the marketplaces that Amazon is asked for the orders of."""
        return self.active_marketplace_ids - self.denied_marketplace_ids

    def _names_of_denied(self):
        return ", ".join(self.denied_marketplace_ids.mapped('name'))

    def _denied_to_look_at(self, is_asked):
        """Return the marketplaces that it is time to ask for again.

        :param bool is_asked: whether a person waits for it.
        """
        denied = self.denied_marketplace_ids & self.active_marketplace_ids
        next_look = self.sudo().denied_next_look
        is_time = is_asked or not next_look or next_look <= database_now(self.env)
        is_possible = denied and is_time and self._has_calls_to_spare()
        return denied if is_possible else denied.browse()

    def _note_denied(self, marketplaces):
        """Leave marketplaces out that Amazon denies, and tell the responsible.

        :param amazon.marketplace marketplaces: which Amazon refused just now.
        """
        news = marketplaces - self.denied_marketplace_ids
        self.sudo().denied_next_look = database_now(self.env) + PAUSE_BETWEEN_LOOKS
        if news:
            self._leave_marketplaces(news)
            self.denied_marketplace_ids |= news
            self.sudo().reading_ids._start_over()
            self.activity_schedule(DENIED, user_id=self._responsible().id, note=_(
                "Amazon gives no orders of %s, and those of the other marketplaces. See in Seller "
                "Central whether you may sell there, then authorise the application again. If you "
                "do not sell there, take it off the list of synchronized marketplaces.",
                ", ".join(news.mapped('name')),
            ))

    def _note_allowed(self, marketplaces):
        """Have marketplaces that Amazon allows again be read from where they were left."""
        self._forget_denied(marketplaces)
        self._go_back_for(marketplaces)
        self.sudo().reading_ids._start_over()
        rest = self._reading('open')
        if rest:
            rest._begin_anew(rest.began)

    def _forget_denied(self, marketplaces):
        self.denied_marketplace_ids -= marketplaces
        if not self.denied_marketplace_ids:
            self.activity_unlink([DENIED])
