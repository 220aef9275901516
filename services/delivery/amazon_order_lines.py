from odoo import _, models


class AmazonOrderLines(models.AbstractModel):
    """Has open deliveries follow what Amazon changes of an order, and says so on them."""

    _inherit = 'amazon.order.lines'

    def _to_tell(self, sale_order):
        open_pickings = sale_order.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
        )
        return [*super()._to_tell(sale_order), *open_pickings]

    def _tell(self, record, changes):
        is_printed = record._name == 'stock.picking' and record.printed
        again = _("It was printed before: print it again.") if is_printed else ''
        return super()._tell(record, changes + again)

    def _bring_deliveries(self, planned):
        result = super()._bring_deliveries(planned)
        self.env['amazon.order.deliveries']._cut(planned)
        return result
