from datetime import timedelta

from odoo import api, models

from ....lib.clock import database_now
from ....lib.linking.permission import Permission
from ....lib.times import to_aware
from ....lib.words import _

SPAN = timedelta(hours=1)


class AmazonAccount(models.Model):
    """First steps with the stock at Amazon: whether Amazon tells what lies there."""

    _inherit = 'amazon.account'

    @api.model
    def _permissions(self):
        return {**super()._permissions(), 'inventory': Permission(
            name=_("Stock at Amazon"),
            role="Amazon Fulfillment",
            cost=_("Odoo cannot compare its stock with Amazon's without it."),
        )}

    def _ask_permissions(self, amazon):
        place = self._marketplace_to_ask().marketplace_ref
        since = to_aware(database_now(self.env)) - SPAN
        return {
            **super()._ask_permissions(amazon),
            'inventory': self._is_allowed(lambda: amazon.check_inventory(place, since)),
        }
