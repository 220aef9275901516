from odoo import fields, models


class AmazonAccount(models.Model):
    """What an account sells, and what of it Odoo does not know."""

    _inherit = 'amazon.account'

    offer_count = fields.Integer(compute='_compute_offer_counts', string="Offers")
    skus_to_pair_count = fields.Integer(compute='_compute_offer_counts', string="SKUs to Pair")

    def _compute_offer_counts(self):
        offers = self._count('amazon.offer')
        to_pair = dict(self.env['amazon.offer'].sudo()._read_group(
            [('account_id', 'in', self.ids), ('is_to_do', '=', True)],
            ['account_id'], ['sku:count_distinct'],
        ))
        for account in self:
            account.offer_count = offers.get(account.id, 0)
            account.skus_to_pair_count = to_pair.get(account, 0)

    # === ACTION METHODS === #

    def action_view_offers(self):
        return self._view_of_account('amazon_connector.action_amazon_offer')

    def action_view_skus_to_pair(self):
        return self._view_of_account('amazon_connector.action_amazon_offer_to_pair')
