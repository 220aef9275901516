from itertools import count

from odoo import models
from odoo.tools import float_compare

from ...lib.at_once import AtOnce
from ...lib.words import _
from ..delivery.amazon_order_reserve import is_simply_reserved, prepare_reservation
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

        Where Odoo would choose without ado, it is chosen for all moves of a product at once, and
        not reserved: it leaves in the same transaction.

        :param dict[stock.move, tuple[str]] reported: serial numbers by confirmed move.
        :return: the moves, with what is not reserved in their context.
        :rtype: stock.move
        """
        moves = self.env['stock.move'].concat(*reported)
        whereabouts = Whereabouts()
        taken = self.env['amazon.fba.serials']._take(reported, whereabouts)
        by_odoo = moves - self._simply_taken(moves)
        moves = moves.with_context(**{AtOnce.KEY: AtOnce(moves - by_odoo)})
        self._take_at_once(moves - by_odoo)
        by_odoo._action_assign()
        self._fill_up(moves, self._without_lot(moves.move_line_ids - taken, whereabouts))
        return moves

    def _simply_taken(self, moves):
        """Return what Odoo would choose lots for without ado, and no other move's goods."""
        rivals = moves.grouped(lambda move: (move.product_id, move.location_id)).values()
        return moves.browse().concat(*(
            moves for moves in rivals if all(map(is_simply_reserved, moves))
        ))

    def _take_at_once(self, moves):
        Quant = self.env['stock.quant']
        rivals = moves.grouped(lambda move: (move.product_id, move.location_id)).items()
        moves.move_line_ids.create([
            values
            for (product, location), moves in rivals
            for values in prepare_reservation(moves, Quant._get_reserve_quantity(
                product, location, sum(moves.mapped('product_qty'))
            ))
        ])

    def _without_lot(self, lines, whereabouts):
        """Return what Odoo has reserved without a lot, or with a serial number that cannot leave.

        There are goods without a lot from before their product was tracked.

        :rtype: stock.move.line
        """
        tracked = lines.filtered(lambda line: line.product_id.tracking != 'none')
        serials = tracked.filtered(lambda line: line.product_id.tracking == 'serial')
        whereabouts.look_up(serials.lot_id)
        return tracked.filtered(lambda line: not line.lot_id) + serials.filtered(
            lambda line: line.lot_id and not whereabouts.leave(line.move_id, line.lot_id.name)
        )

    def _fill_up(self, moves, without_lot):
        """Reserve what is missing, and give what is tracked a lot kept for that purpose.

        :param stock.move.line without_lot: what was reserved without.
        """
        # Odoo 19 reserves several pieces in one line where they have no serial numbers yet.
        without_lot.filtered(
            lambda line: line.product_id.tracking == 'serial' and line.quantity_product_uom > 1
        ).quantity = 1
        missing = [(move, quantity) for move in moves for quantity in self._missing(move)]
        lots = iter(self._kept_lots([
            *(line.move_id for line in without_lot), *(move for move, quantity in missing)
        ]))
        for line in without_lot:
            line.lot_id = next(lots)
        added = without_lot.create([
            {**move._prepare_move_line_vals(quantity=quantity), 'lot_id': next(lots).id}
            for move, quantity in missing
        ])
        self._note_kept_lots(without_lot + added.filtered('lot_id'))

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

    def _kept_lots(self, moves):
        """Return lots of which nothing is known but that Amazon shipped them.

        :param list[stock.move] moves: what needs one each; of serial numbers a piece.
        :return: a lot for each; an empty one for what is not tracked.
        :rtype: list[stock.lot]
        """
        keys = [
            (move.product_id, name)
            for move, name in zip(moves, self._kept_names(moves), strict=True)
        ]
        lots = self.env['stock.lot']._find_or_create_named(
            self.env.company, [(product, name) for product, name in keys if name]
        )
        return [lots.get(key, self.env['stock.lot']) for key in keys]

    def _kept_names(self, moves):
        invented = {}
        for move in moves:
            tracking, order = move.product_id.tracking, move._amazon_line().order_id
            if tracking == 'serial':
                yield next(invented.setdefault(order, self._invented_names(order)))
            else:
                yield STANDING_LOT if tracking == 'lot' else False

    def _invented_names(self, order):
        """Yield serial numbers that there are not yet."""
        prefix = f'{STANDING_LOT}-{order.amazon_order_ref}-'
        taken = set(self.env['stock.lot'].search([
            ('company_id', '=', order.company_id.id), ('name', '=like', f'{prefix}%'),
        ]).mapped('name'))
        for number in count(1):
            if (name := f'{prefix}{number}') not in taken:
                yield name

    def _note_kept_lots(self, lines):
        """Write on the sales orders which lots were recorded, and how to put that right."""
        orders = lines.grouped(lambda line: line.move_id._amazon_line().order_id)
        for order, order_lines in orders.items():
            order._note_amazon_stock(_(
                "Amazon does not say which lots or serial numbers it shipped, and Odoo knows of "
                "none that can have left %(location)s. So that nothing waits, these were "
                "recorded: %(lots)s. Their stock there can be below zero. When you know the true "
                "ones, count in Inventory > Operations > Physical Inventory: 0 of these, and of "
                "the true ones what is left.",
                location=order._amazon_location().display_name,
                lots="; ".join(
                    f"{product.display_name}: {', '.join(product_lines.lot_id.mapped('name'))}"
                    for product, product_lines in order_lines.grouped('product_id').items()
                ),
            ))
