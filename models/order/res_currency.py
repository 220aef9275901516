from odoo import models


class ResCurrency(models.Model):
    _inherit = 'res.currency'

    def _has_amazon_rate(self, company):
        """Return whether amounts in a currency can be converted into that of a company.

        Without a rate, a currency counts as the one that the others' rates are about. So it may be,
        but not if it comes to 1 for 1.

        :param res.company company: whose.
        :rtype: bool
        """
        if not self or self == company.currency_id:
            return True
        rates = self.env['res.currency.rate'].sudo().search([
            ('currency_id', 'in', (self + company.currency_id).ids),
            ('company_id', 'in', (False, company.id, company.root_id.id)),
        ])
        return any(rate.currency_id == self or rate.rate != 1 for rate in rates)
