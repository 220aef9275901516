from odoo import fields, models

from ....lib.series import check_access


class ProductProduct(models.Model):
    """What of a variant is offered on Amazon."""

    _inherit = 'product.product'

    amazon_offer_count = fields.Integer(
        string="Amazon Offers",
        compute='_compute_amazon_offer_count',
        groups='sales_team.group_sale_salesman',
    )

    def _compute_amazon_offer_count(self):
        counts = {
            product.id: number for product, number in self.env['amazon.offer']._read_group(
                [('product_id', 'in', self.ids)], ['product_id'], ['__count']
            )
        }
        for product in self:
            product.amazon_offer_count = counts.get(product.id, 0)

    def action_view_amazon_offers(self):
        """Show where, and under which SKUs, the products are offered on Amazon.

        :rtype: dict
        """
        check_access(self.env['amazon.offer'], 'read')
        action = self.env['ir.actions.act_window']._for_xml_id(
            'amazon_connector.action_amazon_offer'
        )
        action['domain'] = [('product_id', 'in', self.ids)]
        action['context'] = {'default_product_id': self.id} if len(self) == 1 else {}
        return action
