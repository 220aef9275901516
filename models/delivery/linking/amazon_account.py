from odoo import api, models

from ....lib.linking.first_step import FirstStep
from ....lib.linking.permission import Permission
from ....lib.words import _


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

    def _first_steps(self):
        steps = super()._first_steps()
        ships_itself = self.env['amazon.order'].sudo().search_count(
            [('account_id', '=', self.id), ('channel', '=', 'fbm')], limit=1)
        return [*steps, FirstStep(
            name=_("Choose who carries your parcels"),
            is_done=bool(self.default_carrier_id or self.shipment_count),
            how=_(
                "Choose the Default Carrier on the tab Orders Follow-up, or a carrier on each "
                "delivery. What is to be shipped is under Amazon > To Ship."
            ),
        )] if ships_itself else steps

    def _ask_permissions(self, amazon):
        return {
            **super()._ask_permissions(amazon),
            'documents': self._is_allowed(amazon.check_feeds),
        }
