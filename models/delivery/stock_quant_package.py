from odoo import fields, models

from ...lib.series import OUTERMOST_PACKAGE, PACKAGE
from ...lib.tracking_refs import clean_tracking_ref
from ...lib.words import _


class StockQuantPackage(models.Model):
    _inherit = PACKAGE

    tracking_ref = fields.Char(
        string="Tracking Reference",
        copy=False,
        help="The tracking number of this parcel, where a delivery is sent in several parcels. "
        "Left empty, it is the delivery's.",
    )
    amazon_shipment_ids = fields.One2many(
        comodel_name='amazon.shipment',
        inverse_name='package_id',
        string="Parcels for Amazon",
        groups='stock.group_stock_user,sales_team.group_sale_salesman',
    )

    def _tracking_ref_for(self, picking):
        """Return the tracking reference that the package has on a delivery.

        One that it had on an earlier journey is another buyer's.

        :param stock.picking picking: the delivery.
        :rtype: str
        """
        if OUTERMOST_PACKAGE and not self.tracking_ref and self[OUTERMOST_PACKAGE] != self:
            return self[OUTERMOST_PACKAGE]._tracking_ref_for(picking)
        tracking_ref = clean_tracking_ref(self.tracking_ref)
        earlier = self.sudo().amazon_shipment_ids.filtered(
            lambda shipment: shipment.picking_id != picking
        )
        is_used = any(shipment._is_tracked_by(tracking_ref) for shipment in earlier)
        return '' if is_used else tracking_ref

    def _last_journey(self):
        """Return the latest transfer that the package is on, or was.

        :rtype: stock.picking
        """
        self.ensure_one()
        return self.env['stock.move.line'].search([
            ('result_package_id', '=', self.id), ('picking_id', '!=', False),
        ], order='id desc', limit=1).picking_id

    def write(self, vals):
        """Override of `stock` to tell Amazon of corrections."""
        result = super().write(vals)
        if 'tracking_ref' in vals and not self.env.context.get('is_said_by_amazon'):
            for package in self.sudo():
                package._correct_last_journey()
        return result

    def _correct_last_journey(self):
        picking = self._last_journey()
        shipments = picking.amazon_shipment_ids
        if self in shipments.package_id:
            shipments._take_over_correction()
        elif shipments and self.tracking_ref:
            picking.message_post(body=_(
                "The tracking reference of %s came too late to be shown by Amazon: the package "
                "was sent as a part of the delivery's parcel.",
                self.name,
            ))
