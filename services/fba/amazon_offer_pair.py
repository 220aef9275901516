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
            '|', ('invoice_lines', '=', False), ('company_id.anglo_saxon_accounting', '=', False),
        ]

    def _change(self, line, product):
        """Override of the orders' room: what has left and is not back, left as the product."""
        if line.order_id.amazon_channel != 'fba':
            return super()._change(line, product)
        shipping = self.env['amazon.fba.shipping']
        moves = line._amazon_moves()._shipped_to_customers().sorted('date')
        steps = [
            FbaStep(line, int(away), move.date, ())
            for move in moves if (away := shipping._still_away(move).total())
        ]
        shipping._reverse_all(moves)
        result = super()._change(line, product)
        line.amazon_quantity_moved -= sum(step.quantity for step in steps)
        shipping._record(steps)
        return result
