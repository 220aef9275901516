from odoo import _, models


class AmazonOrderFollow(models.AbstractModel):
    """Has parcels follow what becomes of their orders."""

    _inherit = 'amazon.order.follow'

    def _note_cancellation(self, sale_order):
        result = super()._note_cancellation(sale_order)
        sale_order.amazon_shipment_ids._end_without_telling(
            _("Amazon has canceled this order: it is not told of the parcel.")
        )
        return result
