from odoo import models

from ...lib.words import _


class BaseModuleUninstall(models.TransientModel):
    _inherit = 'base.module.uninstall'

    def _lost_with_amazon(self):
        sentences = super()._lost_with_amazon()
        orders = self._number_for_amazon('sale.order', [('amazon_order_ref', '!=', False)])
        if orders:
            sentences.append(_(
                "What Amazon said of %s sales orders: all that is named Amazon on them.", orders
            ))
        questions = self._number_for_amazon(
            'amazon.order', [('state', 'in', ('failed', 'conflict'))]
        )
        if questions:
            sentences.append(_(
                "Orders that failed or that are asked about: %s. See to them before, under Sales > "
                "Amazon > Amazon Orders.", questions
            ))
        pairs = self._number_of_amazon_pairs()
        if pairs:
            sentences.append(_(
                "SKUs that were paired with a product of another Internal Reference: %s. Pair them "
                "again if you install it again, before you link the account.", pairs
            ))
        return sentences

    def _number_of_amazon_pairs(self):
        """Return how many offers say what the product's internal reference does not say."""
        offers = self.env['amazon.offer'].sudo().search([('is_to_pair', '=', False)])
        return len(offers.filtered(lambda offer: offer.product_id.default_code != offer.sku))

    def _undone_without_amazon(self):
        sentences = super()._undone_without_amazon()
        if self._number_for_amazon('sale.order', [('amazon_order_ref', '!=', False)]):
            sentences.append(_(
                "Odoo may write e-mails to buyers again, of their sales orders and deliveries. "
                "Amazon forbids that."
            ))
        return sentences
