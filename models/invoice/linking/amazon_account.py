from datetime import timedelta

from odoo import api, models

from ....lib.clock import database_now
from ....lib.linking.first_step import FirstStep
from ....lib.linking.permission import Permission
from ....lib.times import to_aware
from ....lib.words import _
from ..amazon_account import BY_HAND

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

    def _first_steps(self):
        is_decided = self.invoice_when != BY_HAND or self.invoice_upload_mode
        return [*super()._first_steps(), FirstStep(
            name=_("Decide how invoices come"),
            is_done=bool(is_decided or self._has_invoices()),
            how=_(
                "On the tab Invoices & Taxes: by hand or by themselves when goods leave, and "
                "whether Amazon gets those of businesses."
            ),
        )]

    def _has_invoices(self):
        return self.env['account.move'].sudo().search_count(
            [('amazon_account_id', '=', self.id)], limit=1)

    def _ask_permissions(self, amazon):
        since = to_aware(database_now(self.env)) - SPAN
        return {
            **super()._ask_permissions(amazon),
            'finances': self._is_allowed(lambda: amazon.check_finances(since)),
        }
