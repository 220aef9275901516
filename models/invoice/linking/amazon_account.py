from datetime import timedelta

from odoo import _, api, models

from ....lib.clock import database_now
from ....lib.linking.permission import Permission
from ....lib.times import to_aware

SPAN = timedelta(hours=1)


class AmazonAccount(models.Model):
    """First steps with money: whether Amazon tells what it pays and keeps."""

    _inherit = 'amazon.account'

    @api.model
    def _permissions(self):
        return {**super()._permissions(), 'finances': Permission(
            name=_("Payments, fees"),
            role="Finance and Accounting",
            cost=_("What Amazon pays and keeps has to be looked up in Seller Central without it."),
        )}

    def _ask_permissions(self, amazon):
        since = to_aware(database_now(self.env)) - SPAN
        return {
            **super()._ask_permissions(amazon),
            'finances': self._is_allowed(lambda: amazon.check_finances(since)),
        }
