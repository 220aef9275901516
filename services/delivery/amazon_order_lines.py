from odoo import models


class AmazonOrderLines(models.AbstractModel):
    """Has open deliveries follow what Amazon changes of an order."""

    _inherit = 'amazon.order.lines'

    def _bring_deliveries(self, planned):
        result = super()._bring_deliveries(planned)
        self.env['amazon.order.deliveries']._cut(planned)
        return result
