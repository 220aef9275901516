from odoo import models
from odoo.tools import plaintext2html


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _ship_from_amazon(self, sale_orders):
        """Record that Amazon shipped orders: done moves out of the Amazon location.

        :param sale.order sale_orders: confirmed FBA orders of one account.
        """
        lines = sale_orders.order_line.filtered(
            lambda line: line.amazon_item_ref and line.product_id.type in ('product', 'consu')
        )
        moves = self.create([self._prepare_amazon_move(line) for line in lines])
        moves = moves._action_confirm(merge=False)  # Explodes kits.
        for move in moves:
            move.quantity = move.product_uom_qty
        moves.picked = True
        moves._action_done()

    def _prepare_amazon_move(self, line):
        order = line.order_id
        return {
            'name': f"Amazon {order.amazon_order_ref}",
            'description_picking': line.name,
            'origin': order.name,
            'company_id': order.company_id.id,
            'partner_id': order.partner_shipping_id.id,
            'product_id': line.product_id.id,
            'product_uom': line.product_uom.id,
            'product_uom_qty': line.product_uom_qty,
            'location_id': order.amazon_account_id.location_id.id,
            'location_dest_id': order.partner_shipping_id.property_stock_customer.id,
            'sale_line_id': line.id,
        }

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
