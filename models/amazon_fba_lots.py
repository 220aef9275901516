from itertools import count

from odoo import _, models
from odoo.tools import float_compare

from .amazon_fba_serials import Whereabouts

# The lot of what Amazon shipped while Odoo knew of none in the Amazon location.
STANDING_LOT = 'AMAZON'


class AmazonFbaLots(models.AbstractModel):
    """Decides which lots and serial numbers Amazon shipped, for it mostly does not say."""

    _name = 'amazon.fba.lots'
    _description = "Amazon FBA Lots"

    def _reserve(self, reported):
        """Reserve what Amazon shipped, to the last piece, whatever lies in the Amazon location.

        Serial numbers that Amazon reports come first, then what Odoo's removal strategy chooses.
        What is tracked and still missing gets lots kept for that purpose; the sales order says so.

        :param dict[stock.move, tuple[str]] reported: serial numbers by confirmed move.
        """
        moves = self.env['stock.move'].concat(*reported)
        whereabouts = Whereabouts()
        taken = self.env['amazon.fba.serials']._take(reported, whereabouts)
        moves._action_assign()
        self._fill_up(moves)
        tracked = (moves.move_line_ids - taken).filtered(
            lambda line: line.product_id.tracking != 'none'
        )
        whereabouts.look_up(tracked.lot_id)
        self._use_kept_lots(tracked.filtered(
            lambda line: not line.lot_id or line.product_id.tracking == 'serial'
            and not whereabouts.leave(line.move_id, line.lot_id.name)
        ))

    def _fill_up(self, moves):
        self.env['stock.move.line'].create([
            move._prepare_move_line_vals(quantity=quantity)
            for move in moves
            for quantity in self._missing(move)
        ])

    def _missing(self, move):
        """Return what is not reserved, in the product's unit of measure; serial numbers piecewise.

        :rtype: list[float]
        """
        product = move.product_id
        missing = move.product_qty - sum(move.move_line_ids.mapped('quantity_product_uom'))
        if float_compare(missing, 0, precision_rounding=product.uom_id.rounding) <= 0:
            return []
        return [1] * round(missing) if product.tracking == 'serial' else [missing]

    # === KEPT LOTS === #

    def _use_kept_lots(self, lines):
        """Record lots of which nothing is known but that Amazon shipped them.

        :param stock.move.line lines: what lacks a lot that can have left.
        """
        orders = lines.grouped(lambda line: line.move_id.sale_line_id.order_id)
        for order, order_lines in orders.items():
            invented = self._invented_names(order)
            names = {
                line: next(invented) if line.product_id.tracking == 'serial' else STANDING_LOT
                for line in order_lines
            }
            lots = self.env['stock.lot']._find_or_create_named(
                order.company_id, [(line.product_id, name) for line, name in names.items()]
            )
            for line, name in names.items():
                line.lot_id = lots[line.product_id, name]
            self._note_kept_lots(order, order_lines)

    def _invented_names(self, order):
        """Yield serial numbers that there are not yet."""
        prefix = f'{STANDING_LOT}-{order.amazon_order_ref}-'
        lots = self.env['stock.lot'].search([
            ('company_id', '=', order.company_id.id), ('name', '=like', f'{prefix}%'),
        ])
        taken = set(lots.mapped('name'))
        for number in count(1):
            name = f'{prefix}{number}'
            if name not in taken:
                yield name

    def _note_kept_lots(self, order, lines):
        order.message_post(body=_(
            "Amazon does not say which lots or serial numbers it shipped, and Odoo knows of none "
            "that can have left %(location)s. So that nothing waits, these were recorded: "
            "%(lots)s. Their stock there is below zero. Once you know the true ones, correct it in "
            "Inventory > Operations > Physical Inventory: count 0 of these, and of the true ones "
            "what is left.",
            location=order._amazon_location().display_name,
            lots="; ".join(
                f"{product.display_name}: {', '.join(product_lines.lot_id.mapped('name'))}"
                for product, product_lines in lines.grouped('product_id').items()
            ),
        ))
