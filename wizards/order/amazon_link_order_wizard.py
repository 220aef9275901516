from odoo import api, fields, models

from ...lib.series import check_access
from ...spapi import ItemSketch


class AmazonLinkOrderWizard(models.TransientModel):
    """Asks which sales order an Amazon order is, and which lines Amazon's items are."""

    _name = 'amazon.link.order.wizard'
    _description = "Link a Sales Order"

    order_id = fields.Many2one(comodel_name='amazon.order', required=True, readonly=True)
    company_id = fields.Many2one(related='order_id.company_id')
    marketplace_id = fields.Many2one(comodel_name='amazon.marketplace')
    known_items = fields.Json(readonly=True)
    sale_order_id = fields.Many2one(
        comodel_name='sale.order',
        domain="[('company_id', '=', company_id), ('amazon_order_ref', '=', False), "
        "('state', '!=', 'cancel')]",
        help="The sales order that you entered for it.",
    )
    line_ids = fields.One2many(
        comodel_name='amazon.link.order.wizard.line',
        inverse_name='wizard_id',
        compute='_compute_line_ids',
        store=True,
        readonly=False,
    )

    @api.depends('sale_order_id')
    def _compute_line_ids(self):
        for wizard in self:
            order = wizard.sale_order_id
            matched = order and order._match_amazon_items(
                wizard.order_id.account_id,
                tuple(ItemSketch(**item) for item in wizard.known_items or ()),
            )
            wizard.line_ids = [fields.Command.clear(), *(
                fields.Command.create({
                    'sale_line_id': line._origin.id or line.id,
                    'amazon_item_ref': matched[line].item_ref if line in matched else False,
                    'quantity': (line in matched and matched[line].quantity)
                    or int(line.product_uom_qty),
                })
                for line in order.order_line if line._is_deliverable_to_amazon_buyer()
            )]

    def action_link(self):
        """Have the sales order be that of the Amazon order: its deliveries are told to Amazon.

        :return: the action that opens the sales order.
        :rtype: dict
        :raise UserError: if it cannot be; says why.
        """
        self.ensure_one()
        check_access(self.order_id, 'read')
        check_access(self.sale_order_id, 'write')
        self.sale_order_id.sudo()._link_to_amazon(
            self.order_id.sudo(), self.marketplace_id,
            {
                line.sale_line_id.sudo(): (line.amazon_item_ref.strip(), line.quantity)
                for line in self.line_ids if (line.amazon_item_ref or '').strip()
            },
        )
        return self.order_id.action_view_sale_order()


class AmazonLinkOrderWizardLine(models.TransientModel):
    """Which item of Amazon's an order line is."""

    _name = 'amazon.link.order.wizard.line'
    _description = "Item of a Sales Order to Link"

    wizard_id = fields.Many2one(
        comodel_name='amazon.link.order.wizard', required=True, ondelete='cascade'
    )
    sale_line_id = fields.Many2one(
        comodel_name='sale.order.line', required=True, readonly=True, ondelete='cascade'
    )
    amazon_item_ref = fields.Char(
        string="Amazon Item",
        help="The order-item-id of Amazon's order reports, such as 12345678901234. Left empty, the "
        "line is none of Amazon's.",
    )
    quantity = fields.Integer(
        string="Ordered on Amazon", help="How many pieces Amazon's buyer expects."
    )
