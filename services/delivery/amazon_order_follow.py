from odoo import models

from ...lib.words import _


class AmazonOrderFollow(models.AbstractModel):
    """Has parcels follow what becomes of their orders."""

    _inherit = 'amazon.order.follow'

    def _note_cancellation(self, sale_order):
        result = super()._note_cancellation(sale_order)
        sale_order.amazon_shipment_ids._end_without_telling(
            _("Amazon has canceled this order: it is not told of the parcel.")
        )
        return result

    def _note_packing(self, sale_order, order):
        """Override of the orders' room to have open deliveries show it, also those on paper."""
        to_pack = sale_order.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
            and picking.picking_type_code != 'incoming'
        )
        message = sale_order.amazon_gift_message
        on_paper = {
            picking: picking._amazon_packing_to_print()
            for picking in to_pack if picking._is_printed()
        }
        result = super()._note_packing(sale_order, order)
        if sale_order.amazon_gift_message != message:
            to_pack._replace_gift_note(message)
        for picking, blocks in on_paper.items():
            picking._tell_packer(blocks)
        return result
