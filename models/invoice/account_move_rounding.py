from odoo import Command, models

from ...lib.words import _


class AccountMove(models.Model):
    """Invoices of orders make together what the orders say, to the cent."""

    _inherit = 'account.move'

    def _make_orders_whole(self):
        """Have the last invoices of orders make up for what others have lost by rounding.

        The tax on an order is not always the sum of the taxes on its parts, to the cent.
        """
        for order in self._amazon_orders():
            every = order.invoice_ids.filtered(lambda move: move.state != 'cancel')
            last = (every & self).filtered(lambda move: move.move_type == 'out_invoice')
            if len(every) > 1 and len(last) == 1 and order.invoice_status == 'invoiced':
                invoiced = sum(move.direction_sign * -move.amount_total for move in every)
                last._add_rounding(order.amount_total - invoiced, len(every.invoice_line_ids))

    def _add_rounding(self, difference, lines):
        """Add what an invoice misses by rounding.

        :param float difference: what is missing.
        :param int lines: how many may each miss a cent.
        """
        self.ensure_one()
        currency = self.currency_id
        # More than that is no rounding: then it is seen that something is wrong.
        if not currency.is_zero(difference) and abs(difference) <= lines * currency.rounding:
            self.invoice_line_ids = [Command.create({
                'product_id': self.env['product.product']._amazon_default('charge').id,
                'name': _("Rounding to the totals of the orders"),
                'price_unit': currency.round(difference),
                'tax_ids': [Command.clear()],
                'sequence': 9999,
            })]
