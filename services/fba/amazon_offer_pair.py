from odoo import models

from ...lib.fba_step import FbaStep


class AmazonOfferPair(models.AbstractModel):
    """Puts the stock at Amazon right where goods left as Amazon Sale, since nobody knew them."""

    _inherit = 'amazon.offer.pair'

    def _domain_of_what_may_change(self):
        """Override of the orders' room: what Amazon shipped may become something else.

        Not where an invoice has booked its cost already.
        """
        return [
            '|', *super()._domain_of_what_may_change(),
            '&', ('order_id.amazon_channel', '=', 'fba'),
            '|', ('qty_invoiced', '=', 0), ('company_id.anglo_saxon_accounting', '=', False),
        ]

    def _may_change(self, line):
        return line.order_id.amazon_channel == 'fba' or super()._may_change(line)

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
