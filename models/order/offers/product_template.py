from odoo import fields, models


class ProductTemplate(models.Model):
    """What of a product is offered on Amazon."""

    _inherit = 'product.template'

    amazon_offer_count = fields.Integer(
        string="Amazon Offers",
        compute='_compute_amazon_offer_count',
        groups='sales_team.group_sale_salesman',
    )

    def _compute_amazon_offer_count(self):
        for template in self:
            template.amazon_offer_count = sum(
                template.product_variant_ids.mapped('amazon_offer_count')
            )

    def action_view_amazon_offers(self):
        """Show where, and under which SKUs, the product is offered on Amazon.

        :rtype: dict
        """
        return self.product_variant_ids.action_view_amazon_offers()
