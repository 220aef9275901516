from odoo import api, fields, models


class AmazonShipmentLine(models.Model):
    """What people call what is in a parcel, whoever told Amazon of it."""

    _inherit = 'amazon.shipment.line'

    product_id = fields.Many2one(
        comodel_name='product.product', compute='_compute_product_id', compute_sudo=True
    )

    @api.depends('sale_line_id', 'amazon_item_ref')
    def _compute_product_id(self):
        for line in self:
            sold = line.sale_line_id or line.shipment_id.sale_order_id.order_line.filtered(
                lambda sold, line=line: sold.amazon_item_ref == line.amazon_item_ref
            )
            line.product_id = sold.product_id[:1]
