from odoo import models

from ...lib.words import _


class BaseModuleUninstall(models.TransientModel):
    _inherit = 'base.module.uninstall'

    def _undone_without_amazon(self):
        sentences = super()._undone_without_amazon()
        parcels = self._number_for_amazon(
            'amazon.shipment', [('state', 'in', ('waiting', 'sent', 'failed'))]
        )
        if parcels:
            sentences.append(_(
                "Amazon is not told any more of parcels that wait or failed: %s. Have them told "
                "before, or confirm them in Seller Central.", parcels
            ))
        deliveries = self._number_for_amazon('stock.picking', [
            ('sale_id.amazon_channel', '=', 'fbm'),
            ('picking_type_code', '=', 'outgoing'),
            ('state', 'not in', ('done', 'cancel')),
        ])
        if deliveries:
            sentences.append(_(
                "Amazon is not told of deliveries that are still to be shipped: %s. Confirm them "
                "in Seller Central.", deliveries
            ))
        return sentences
