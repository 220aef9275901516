import logging
from collections import Counter
from itertools import takewhile

from odoo import fields, models
from odoo.tools import float_compare

from ...lib.at_once import AtOnce
from ...lib.halving import do_or_halve
from ...lib.mishap import log_mishap
from ...lib.series import MOVE_PACKING
from ...lib.work import Work
from ..order.amazon_order_import import BATCH_SIZE

_logger = logging.getLogger(__name__)


class AmazonOrderReserve(models.AbstractModel):
    """Reserves the goods of orders that were just imported."""

    _name = 'amazon.order.reserve'
    _description = "Amazon Order Reservation"

    def _work(self, account):
        """Return the work that the last batches left: goods to reserve.

        :param amazon.account account: whose orders.
        :rtype: Work
        """
        def due(ids=None):
            domain = [('account_id', '=', account.id), ('is_to_reserve', '=', True)]
            if ids:
                domain.append(('id', 'in', ids))
            return self.env['amazon.order'].search(domain, order='id', limit=2 * BATCH_SIZE)

        return Work(account, 'reserve', due, _weigh, self._reserve_due, self._give_up)

    def _reserve_due(self, rows):
        do_or_halve(rows.filtered('is_to_reserve'), self._reserve_for, self._leave_to_odoo)
        rows.is_to_reserve = False

    def _give_up(self, row):
        _logger.warning(
            "Odoo's worker was ended again and again while it reserved the goods of Amazon order "
            "%s: they are left to Odoo.", row.amazon_order_ref
        )
        row.is_to_reserve = False

    def _reserve_for(self, rows):
        # That the goods of a new delivery are there is no news of it.
        rows = rows.with_context(mail_notrack=True)
        sale_orders = rows.sale_order_id
        unchanged = sale_orders.filtered(lambda order: not order.is_amazon_to_compare)
        # Who ordered first is served first.
        moves = sale_orders.picking_ids.move_ids.sudo().sorted('id')
        self._reserve(moves.filtered(_is_to_reserve))
        rows.env.flush_all()
        unchanged.is_amazon_to_compare = False

    def _reserve(self, moves):
        """Reserve at once what Odoo's `_action_assign` reserves move by move.

        What cannot simply be had in full is left to it.
        """
        lines = moves.move_line_ids.browse()
        # One location may lie within another: what is taken from the one is gone from the other.
        for location, moves_from_there in moves.grouped('location_id').items():
            lines += self._reserve_from(location, moves_from_there)
        lines.move_id._recompute_state()
        moves._action_assign()
        lines._apply_putaway_strategy()

    def _reserve_from(self, location, moves):
        vals_list = []
        for product, rivals in moves.grouped('product_id').items():
            demand = moves.browse().concat(*takewhile(is_simply_reserved, rivals))
            supply = moves.env['stock.quant']._get_reserve_quantity(
                product, location, sum(demand.mapped('product_qty'))
            )
            vals_list += prepare_reservation(demand, supply, self._reserve_quant)
        # Each line would reserve for itself.
        at_once = AtOnce(moves)
        lines = moves.env['stock.move.line'].with_context(**{AtOnce.KEY: at_once}).create(vals_list)
        return lines.with_env(moves.env)

    def _reserve_quant(self, quant, quantity):
        quant._update_reserved_quantity(
            quant.product_id, quant.location_id, quantity, lot_id=quant.lot_id,
            package_id=quant.package_id, owner_id=quant.owner_id,
        )

    def _leave_to_odoo(self, row, error):
        """Take note that the goods of one order cannot be reserved now.

        Odoo tries it again every night, and tells whoever checks the delivery's availability.
        """
        log_mishap(f"The goods of Amazon order {row.amazon_order_ref} were not reserved", error)


def _weigh(rows):
    return [1 + len(row.sale_order_id.picking_ids.move_ids) for row in rows]


def _is_to_reserve(move):
    """Return whether Odoo reserves the goods of a move as soon as it is confirmed.

    :rtype: bool
    """
    return move.state in ('confirmed', 'partially_available') and (
        move._should_bypass_reservation()
        or move.picking_type_id.reservation_method == 'at_confirm'
        or (move.reservation_date and move.reservation_date <= fields.Date.today())
    )


def is_simply_reserved(move):
    """Return whether the goods of a move can be taken from the stock together with others'.

    :rtype: bool
    """
    return (
        move.state == 'confirmed'
        and move.procure_method == 'make_to_stock'
        and move.product_id.tracking != 'serial'
        and not _can_expire(move.product_id)
        and move.product_uom == move.product_id.uom_id
        and not move._should_bypass_reservation()
        and not (
            move.picked or move.move_line_ids or move.move_orig_ids
            or any(move[field] for field in MOVE_PACKING)
        )
    )


def _can_expire(product):
    """Return whether it depends on the date of a move what it may take (with `product_expiry`)."""
    return 'use_expiration_date' in product._fields and product.use_expiration_date


def prepare_reservation(moves, supply, reserve=None):
    """Return the values of the lines of moves of one product.

    Who comes first is served first. It ends with the first move that too little is left for; where
    nothing is reserved, that one gets the rest.

    :param stock.move moves: the moves, in the order in which they are served.
    :param list supply: quants and how much of each can be had, in the order of removal.
    :param callable reserve: gets each quant and how much is taken of it.
    :rtype: list[dict]
    """
    rounding = moves.product_id.uom_id.rounding
    supply = [[quant, quantity] for quant, quantity in supply]
    taken_of = Counter()
    vals_list = []
    for move in moves:
        need = move.product_qty
        if reserve and float_compare(
            sum(quantity for _quant, quantity in supply), need, precision_rounding=rounding
        ) < 0:
            break
        while supply and float_compare(need, 0, precision_rounding=rounding) > 0:
            quant, left = supply[0]
            taken = min(need, left)
            vals_list.append(move._prepare_move_line_vals(taken, quant))
            taken_of[quant] += taken
            need -= taken
            supply[0][1] -= taken
            if float_compare(supply[0][1], 0, precision_rounding=rounding) <= 0:
                supply.pop(0)
    if reserve:
        for quant, quantity in taken_of.items():
            reserve(quant, quantity)
    return vals_list
