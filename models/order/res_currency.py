from odoo import models


class ResCurrency(models.Model):
    _inherit = 'res.currency'

    def _has_amazon_rate(self, company):
        """Return whether amounts in a currency can be converted into that of a company.

        :param res.company company: whose.
        :rtype: bool
        """
        if not self or self == company.currency_id:
            return True
        return bool(self.env['res.currency.rate'].sudo().search([
            ('currency_id', '=', self.id),
            ('company_id', 'in', (False, company.id, company.root_id.id)),
        ], limit=1))
