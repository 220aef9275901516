from odoo import fields, models


class AmazonLinkAccountWizard(models.TransientModel):
    """Asks on the way which marketplaces are synchronized, and which orders of before."""

    _name = 'amazon.link.account.wizard'
    _inherit = ['amazon.link.account.wizard', 'amazon.import.orders.choice']

    step = fields.Selection(selection_add=[('orders', "Orders"), ('done',)])
    available_marketplace_ids = fields.Many2many(related='account_id.available_marketplace_ids')
    active_marketplace_ids = fields.Many2many(
        related='account_id.active_marketplace_ids', readonly=False
    )

    def _steps(self):
        """Override to ask which orders are imported."""
        return ['values', 'works', 'orders', 'done']

    def _leave_step(self):
        result = super()._leave_step()
        if self.step == 'orders':
            self.account_id._import_orders_since(self._moment(), self.choice)
        return result
