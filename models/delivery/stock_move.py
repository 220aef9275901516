from odoo import models
from odoo.tools import float_compare, plaintext2html

from ...lib.at_once import AtOnce
from ...lib.import_batch import ImportBatch
from ...lib.series import MOVE_GROUP, ORDER_OF_MOVE_GROUP, SINCE_18


class StockMove(models.Model):
    _inherit = 'stock.move'

    # === MANY NEW ORDERS AT ONCE === #

    def _action_confirm(self, merge=True, merge_into=False, **kwargs):
        """Override of `stock` to make the deliveries of many new orders at once."""
        if self and ImportBatch.of(self):
            self._assign_new_pickings()
        return super()._action_confirm(merge=merge, merge_into=merge_into, **kwargs)

    def _assign_new_pickings(self):
        """Make the deliveries that `_assign_picking` would make one by one.

        What it would not simply make a delivery for is left to it.
        """
        moves = self.filtered(
            lambda move: move.state == 'draft'
            and move._should_be_assigned()
            and any(move.mapped(f'{ORDER_OF_MOVE_GROUP}.amazon_order_ref'))
            and float_compare(
                move.product_uom_qty, 0, precision_rounding=move.product_uom.rounding
            ) >= 0
        )
        groups_begun = self.env['stock.picking'].search([
            (MOVE_GROUP, 'in', moves[MOVE_GROUP].ids)
        ])[MOVE_GROUP]
        moves_by_picking = moves.filtered(lambda move: not move[MOVE_GROUP] & groups_begun).grouped(
            lambda move: move._key_assign_picking()
        ).values()
        pickings = self.env['stock.picking'].create([
            moves._get_new_picking_values() for moves in moves_by_picking
        ])
        with ImportBatch.of(self).collecting_origins() as origins:
            for picking, moves in zip(pickings, moves_by_picking, strict=True):
                moves.picking_id = picking
                moves._assign_picking_post_process(new=True)
        pickings._log_origins(origins)

    def _trigger_scheduler(self):
        """Override of `stock` to search for reordering rules only of products that have any."""
        if not ImportBatch.of(self):
            return super()._trigger_scheduler()
        products = self.env['stock.warehouse.orderpoint'].search([
            ('product_id', 'in', self.product_id.ids)
        ]).product_id
        moves = self.filtered(lambda move: move.product_id in products)
        alone = moves.with_context(**{ImportBatch.KEY: None})
        return super(StockMove, alone)._trigger_scheduler()

    def _action_assign(self, force_qty=False):
        """Override of `stock` to reserve the goods of many new orders at once, and later."""
        batch = ImportBatch.of(self)
        if not batch:
            return super()._action_assign(force_qty=force_qty)
        later = self.filtered(lambda move: move.picking_id.sale_id.amazon_order_ref)
        batch.move_ids_to_reserve.update(later.ids)
        now = (self - later).with_context(**{ImportBatch.KEY: None})
        return super(StockMove, now)._action_assign(force_qty=force_qty)

    def _should_bypass_reservation(self, forced_location=False):
        """Override of `stock` to have no line reserve what is taken from the stock at once."""
        return bool(AtOnce.of(self)) or super()._should_bypass_reservation(forced_location)

    # === DELIVERIES === #

    def _get_new_picking_values(self):
        """Override of `stock` to show the warehouse what Amazon's buyer wrote to a gift."""
        values = super()._get_new_picking_values()
        note = self._amazon_gift_note()
        if note:
            values['note'] = note
        return values

    def _amazon_gift_note(self):
        messages = self.sale_line_id.order_id.mapped('amazon_gift_message')
        return any(messages) and plaintext2html("\n".join(filter(None, messages)))

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

    def _planned_to_customers(self):
        """Return what goes, or was to go, to customers the first time, as far as it is planned.

        Since 18.0, a step of a delivery is planned when the one before it is done: until then, that
        one stands for it.
        """
        return self._to_customers() + self._before_the_next_step().filtered(
            lambda move: not move.origin_returned_move_id
        )

    def _before_the_next_step(self):
        """Return what is to go on to customers by a step that is not planned yet; since 18.0."""
        if not SINCE_18:
            return self.browse()
        return self.filtered(
            lambda move: move.location_dest_id.usage != 'customer'
            and move.location_final_id.usage == 'customer'
            and not move.move_dest_ids
        )

    def _shipped_to_customers(self):
        return self._to_customers().filtered(lambda move: move.state == 'done')
