from odoo import fields, models


class AmazonShipmentLine(models.Model):
    """How many pieces of an item that was sold are in a parcel."""

    _name = 'amazon.shipment.line'
    _description = "Amazon Shipment Line"
    _order = 'id'

    shipment_id = fields.Many2one(
        comodel_name='amazon.shipment',
        required=True,
        readonly=True,
        ondelete='cascade',
        index=True,
    )
    sale_line_id = fields.Many2one(
        comodel_name='sale.order.line',
        string="Order Line",
        readonly=True,
        ondelete='restrict',
        index='btree_not_null',
    )
    amazon_item_ref = fields.Char(string="Amazon Item", required=True, readonly=True)
    quantity = fields.Integer(required=True, readonly=True)
