from collections import Counter, defaultdict
from itertools import islice

from odoo import models

from ...lib.words import _


class Whereabouts:
    """Where serial numbers are.

    Odoo refuses that one leaves a place, or comes to one, twice without coming back.
    """

    def __init__(self):
        self._places = defaultdict(Counter)

    def look_up(self, lots):
        """Learn where serial numbers are that were not looked up before.

        :param stock.lot lots: serial numbers.
        """
        new = lots.filtered(lambda lot: (lot.product_id, lot.name) not in self._places)
        quantities = lots.env['stock.quant'].sudo()._read_group(
            [('lot_id', 'in', new.ids)], ['lot_id', 'location_id'], ['quantity:sum']
        )
        for lot, location, quantity in quantities:
            self._places[lot.product_id, lot.name][location] = round(quantity)

    def leave(self, move, name):
        """Have a serial number leave with a move, if it can.

        :param stock.move move: how it leaves.
        :param str name: a serial number of the move's product.
        :return: whether it can.
        :rtype: bool
        """
        places = self._places[move.product_id, name]
        if places[move.location_id] < 0 or places[move.location_dest_id] > 0:
            return False
        places[move.location_id] -= 1
        places[move.location_dest_id] += 1
        return True


class AmazonFbaSerials(models.AbstractModel):
    """Takes the serial numbers that Amazon reports out of the Amazon location."""

    _name = 'amazon.fba.serials'
    _description = "Amazon FBA Serial Numbers"

    def _take(self, reported, whereabouts):
        """Reserve the serial numbers that Amazon reports, wherever they are, as far as they can.

        :param dict[stock.move, tuple[str]] reported: all of the order line, by confirmed move.
        :param Whereabouts whereabouts: of serial numbers; of these from now on.
        :return: what was reserved: one line a piece, and no more than left.
        :rtype: stock.move.line
        """
        reported = {
            move: names for move, names in reported.items() if move.product_id.tracking == 'serial'
        }
        known = self.env['stock.lot']._find_named(self.env.company, [
            (move.product_id, name) for move, names in reported.items() for name in names
        ])
        whereabouts.look_up(self.env['stock.lot'].concat(*known.values()))
        taken = {
            move: self._choose(move, names, known, whereabouts)
            for move, names in reported.items()
        }
        for move, names in reported.items():
            self._note_what_cannot_be(move, names, taken[move])
        return self._reserve([(move, name) for move, names in taken.items() for name in names])

    def _choose(self, move, names, known, whereabouts):
        """Return which of the serial numbers that Amazon reports of a line left with a move.

        They can have left before: of what is shipped in several steps Amazon reports all each
        time. What is no serial number of a kit's component is the kit's own.

        :param known: product and name of the serial numbers that Odoo has already.
        :rtype: list[str]
        """
        is_component = move.product_id != move._amazon_line().product_id
        possible = (
            name
            for name in names
            if not is_component or (move.product_id, name) in known
            if whereabouts.leave(move, name)
        )
        return list(islice(possible, int(move.product_qty)))

    def _reserve(self, pieces):
        lots = self.env['stock.lot']._find_or_create_named(
            self.env.company, [(move.product_id, name) for move, name in pieces]
        )
        return self.env['stock.move.line'].create([
            self._prepare_line(move, lots[move.product_id, name]) for move, name in pieces
        ])

    def _prepare_line(self, move, lot):
        quants = self.env['stock.quant'].sudo()._gather(move.product_id, move.location_id, lot)
        quant = quants.filtered(lambda quant: quant.lot_id == lot and quant.quantity > 0)[:1]
        return {
            **move._prepare_move_line_vals(quantity=1, reserved_quant=quant),
            'lot_id': lot.id,
        }

    def _note_what_cannot_be(self, move, names, taken):
        """Write on the sales order which serial numbers left without it, as Odoo knows them."""
        line = move._amazon_line()
        rest = set(names) - set(taken) - set(line._amazon_moves().lot_ids.mapped('name'))
        if rest and len(taken) < move.product_qty and move.product_id == line.product_id:
            line.order_id._note_amazon_stock(_(
                "Amazon reports serial numbers of %(product)s that Odoo knows to be delivered "
                "already: %(names)s. Others were recorded instead. Check the earlier deliveries.",
                product=move.product_id.display_name, names=", ".join(sorted(rest)),
            ))
