from odoo import fields, models


class StockQuantPackage(models.Model):
    _inherit = 'stock.quant.package'

    tracking_ref = fields.Char(
        string="Tracking Reference",
        copy=False,
        help="The tracking number of this parcel, where a delivery is sent in several parcels. "
        "Left empty, it is the delivery's.",
    )
