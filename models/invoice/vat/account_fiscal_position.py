from odoo import api, models
from odoo.exceptions import UserError

from ....lib.words import _


class AccountFiscalPosition(models.Model):
    """A fiscal position that goes with a route of goods is not deleted by chance."""

    _inherit = 'account.fiscal.position'

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_routes(self):
        # With another chart of accounts, Odoo deletes all positions of before.
        routes = self.env['amazon.tax.route'].sudo().search([
            ('fiscal_position_id', 'in', self.ids),
        ], limit=1)
        if routes:
            raise UserError(_(
                "%(position)s is in the table Taxes by Route of the Amazon account %(account)s. "
                "Choose another fiscal position there before you delete it.",
                position=routes.fiscal_position_id.name, account=routes.account_id.name,
            ))
