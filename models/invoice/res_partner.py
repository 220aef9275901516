from odoo import api, fields, models

from ...lib.words import _


class ResPartner(models.Model):
    """Who stands for all private buyers of a marketplace, on collective invoices."""

    _inherit = 'res.partner'

    amazon_customers_of_id = fields.Many2one(
        comodel_name='amazon.marketplace',
        readonly=True,
        copy=False,
        index='btree_not_null',
        help="Collective invoices for private buyers of this marketplace are addressed to it.",
    )

    @api.model
    def _amazon_customers(self, company, marketplace):
        """Return who stands for the private buyers of a marketplace; made where there is none.

        :param res.company company: which sells there.
        :param amazon.marketplace marketplace: where.
        :rtype: res.partner
        """
        return self.search([
            ('amazon_customers_of_id', '=', marketplace.id), ('company_id', '=', company.id),
        ], limit=1) or self.create({
            'name': _("Amazon Customers (%s)", marketplace.name),
            'company_id': company.id,
            'country_id': marketplace.country_id.id,
            'customer_rank': 1,
            'amazon_customers_of_id': marketplace.id,
        })
