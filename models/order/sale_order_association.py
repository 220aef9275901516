from odoo import api, fields, models

# Amazon's words for what an order is to the one that it stands in for.
ASSOCIATIONS = {
    'replacement_original_id': 'replacement',
    'exchange_original_id': 'exchange',
}


class SaleOrder(models.Model):
    """Which Amazon order a sales order stands in for, and which ones stand in for it.

    The reference of the original is all that is sure: it may be imported later, or never.
    """

    _inherit = 'sale.order'

    amazon_association = fields.Selection(
        selection=[('replacement', "Replacement"), ('exchange', "Exchange")],
        string="Sent As",
        readonly=True,
        copy=False,
        help="Why the buyer pays nothing: it stands in for another order.",
    )
    amazon_original_ref = fields.Char(
        string="Reference of Original",
        readonly=True,
        copy=False,
        index='btree_not_null',
        help="Amazon's reference of the order that this one stands in for.",
    )
    amazon_original_id = fields.Many2one(
        comodel_name='sale.order',
        string="Original Order",
        compute='_compute_amazon_original_id',
        compute_sudo=True,
    )
    amazon_replacement_count = fields.Integer(
        string="Replacements", compute='_compute_amazon_replacement_count', compute_sudo=True
    )

    @api.depends('amazon_original_ref')
    def _compute_amazon_original_id(self):
        self.amazon_original_id = False
        replacements = self.filtered('amazon_original_ref')
        found = replacements and self.search([
            ('amazon_order_ref', 'in', replacements.mapped('amazon_original_ref')),
            ('company_id', 'in', replacements.company_id.ids),
        ])
        for order in replacements:
            originals = found.filtered(
                lambda original, order=order: original.company_id == order.company_id
                and original.amazon_order_ref == order.amazon_original_ref
            )
            order.amazon_original_id = originals.sorted(
                lambda original, order=order: original.amazon_account_id != order.amazon_account_id
            )[:1]

    @api.depends('amazon_order_ref')
    def _compute_amazon_replacement_count(self):
        self.amazon_replacement_count = 0
        for order in self.filtered('amazon_order_ref'):
            order.amazon_replacement_count = self.search_count(order._amazon_replacements_domain())

    def _amazon_replacements_domain(self):
        return [
            ('amazon_original_ref', '=', self.amazon_order_ref),
            ('company_id', '=', self.company_id.id),
        ]

    @api.model
    def _prepare_amazon_association(self, order):
        """Return what is noted of the order that an Amazon order stands in for.

        :param Order order: what Amazon says.
        :rtype: dict
        """
        for other in order.associated_orders:
            if other.kind in ASSOCIATIONS:
                return {
                    'amazon_association': ASSOCIATIONS[other.kind],
                    'amazon_original_ref': other.order_ref,
                }
        return {}

    def action_view_amazon_replacements(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sale.action_orders')
        action['domain'] = self._amazon_replacements_domain()
        action['context'] = {}
        return action
