from odoo import models


class IrActionsReport(models.Model):
    _inherit = 'ir.actions.report'

    def _get_rendering_context(self, report, docids, data):
        """Override of `base` to note what of deliveries has been printed."""
        if report.model == 'stock.picking' and docids:
            self.env['stock.picking'].browse(docids)._note_amazon_print()
        return super()._get_rendering_context(report, docids, data)
