from odoo import models

from ...lib.fba_step import FbaStep


class AmazonOfferPair(models.AbstractModel):
    """Puts the stock at Amazon right where goods left as Amazon Sale, since nobody knew them."""

    _inherit = 'amazon.offer.pair'

    def _may_change(self, line):
        """Override of the orders' room: what Amazon shipped may become something else.

        Not where an invoice has booked its cost already.
        """
        if line.order_id.amazon_channel != 'fba':
            return super()._may_change(line)
        product = line.amazon_offer_id.product_id.with_company(line.company_id)
        return not line.invoice_lines or product.valuation != 'real_time'

    def _change(self, line, product):
        if line.order_id.amazon_channel != 'fba':
            return super()._change(line, product)
        moves = line._amazon_moves()._shipped_to_customers().sorted('date')
        dates = moves.mapped('date')
        pieces = line.amazon_quantity_moved
        shipping = self.env['amazon.fba.shipping']
        shipping._reverse_all(moves)
        result = super()._change(line, product)
        line.amazon_quantity_moved = 0
        if pieces:
            date = dates[0] if dates else line.order_id.date_order
            shipping._record([FbaStep(line, pieces, date, ())])
        return result
