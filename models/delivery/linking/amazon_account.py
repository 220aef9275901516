from odoo import _, api, models

from ....lib.linking.permission import Permission


class AmazonAccount(models.Model):
    """First steps with deliveries: whether Amazon takes documents."""

    _inherit = 'amazon.account'

    @api.model
    def _permissions(self):
        return {**super()._permissions(), 'documents': Permission(
            name=_("Documents: many parcels at once, invoices"),
            role="Inventory and Order Tracking",
            cost=_("Without it, parcels are told one by one, and no invoice goes to Amazon."),
        )}

    def _ask_permissions(self, amazon):
        return {
            **super()._ask_permissions(amazon),
            'documents': self._is_allowed(amazon.check_feeds),
        }
