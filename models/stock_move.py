from odoo import models
from odoo.tools import plaintext2html


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _assign_picking_post_process(self, new=False):
        """Override of `stock` to write no e-mails to Amazon's buyers: Amazon informs them.

        A new picking has its follower before it is known whose it is.
        """
        result = super()._assign_picking_post_process(new=new)
        buyers = self.sale_line_id.order_id._amazon_buyers()
        if new and buyers:
            self.picking_id.message_unsubscribe(buyers.ids)
        return result

    def _get_new_picking_values(self):
        """Override of `stock` to show the warehouse what Amazon's buyer wrote to a gift."""
        values = super()._get_new_picking_values()
        messages = self.sale_line_id.order_id.mapped('amazon_gift_message')
        if any(messages):
            values['note'] = plaintext2html("\n".join(filter(None, messages)))
        return values

    def _about_to_leave(self):
        """Return what a validation would take along: what is ticked as picked, or else all."""
        open_moves = self.filtered(lambda move: move.state not in ('done', 'cancel'))
        return (open_moves.filtered('picked') or open_moves).filtered('quantity')

    def _to_amazon_buyers(self):
        """Return what goes, or went, to buyers of Amazon's whom the merchant has to deliver to."""
        # Not everybody in the warehouse may read all sales orders.
        return self._to_customers().filtered(
            lambda move: move.sudo().sale_line_id.amazon_item_ref
            and move.sudo().sale_line_id.order_id.amazon_channel == 'fbm'
        )

    def _to_customers(self):
        """Return what leaves, left or was to leave for customers the first time.

        What was returned and goes out once more is no news to them.
        """
        return self.filtered(
            lambda move: move.location_dest_id.usage == 'customer'
            and not move.origin_returned_move_id
        )

    def _shipped_to_customers(self):
        return self._to_customers().filtered(lambda move: move.state == 'done')

    # === FBA === #

    def _shipped_by_amazon(self):
        """Return what Amazon shipped, which has no picking."""
        # Not everybody in the warehouse or in accounting may read all sales orders.
        return self.filtered(
            lambda move: not move.picking_id
            and move.sudo().sale_line_id.order_id.amazon_channel == 'fba'
        )

    def action_open_reference(self):
        """Override of `stock` to open the sales order of what Amazon shipped."""
        order = self._shipped_by_amazon().sudo().sale_line_id.order_id
        if order and self.env['sale.order'].check_access_rights('read', raise_exception=False):
            return {
                'type': 'ir.actions.act_window',
                'res_model': 'sale.order',
                'res_id': order.id,
                'views': [(False, 'form')],
            }
        return super().action_open_reference()

    def _get_partner_id_for_valuation_lines(self):
        """Override of `stock_account` to name the buyer, whom no picking names."""
        if self._shipped_by_amazon():
            return self.env['res.partner']._find_accounting_partner(self.partner_id).id
        return super()._get_partner_id_for_valuation_lines()

    def _get_related_invoices(self):
        """Override of `stock_account` to find the invoices of orders that have no picking."""
        orders = self._shipped_by_amazon().sale_line_id.order_id
        return super()._get_related_invoices() + orders.invoice_ids.filtered(
            lambda invoice: invoice.state == 'posted'
        )
