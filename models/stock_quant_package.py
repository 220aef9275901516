from odoo import fields, models


class StockQuantPackage(models.Model):
    _inherit = 'stock.quant.package'

    tracking_ref = fields.Char(
        string="Tracking Reference",
        copy=False,
        help="The tracking number of this parcel, where a delivery is sent in several parcels. "
        "Left empty, it is the delivery's.",
    )

    def write(self, vals):
        """Override of `stock` to tell Amazon of corrections."""
        result = super().write(vals)
        if 'tracking_ref' in vals:
            self.env['amazon.shipment'].sudo().search([
                ('package_id', 'in', self.ids),
            ])._follow_correction()
        return result
