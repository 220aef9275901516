from odoo import api, models
from odoo.tools.sql import escape_psql


class ResPartner(models.Model):
    _inherit = 'res.partner'

    @api.model
    def _own_customer_of_amazon(self, account, values):
        customer = super()._own_customer_of_amazon(account, values)
        if customer or not values['vat']:
            return customer
        return self.search([
            ('vat', '=ilike', escape_psql(values['vat'])),  # whatever a buyer wrote
            ('parent_id', '=', False),
            ('amazon_account_id', '=', False),  # who was a customer before Amazon brought him
            ('company_id', 'in', (False, account.company_id.id)),
        ], limit=1)
