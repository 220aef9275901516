from odoo import models

from ...lib.at_once import AtOnce


class StockMoveLine(models.Model):
    """What of a move comes from where: the stock moves with it."""

    _inherit = 'stock.move.line'

    def _synchronize_quant(
        self, quantity, location, action='available', in_date=False, **quants_value
    ):
        """Override of `stock` to move what lines have in common at once, not line by line."""
        move = super()._synchronize_quant
        at_once = action == 'available' and AtOnce.of(self.move_id)
        if not at_once:
            return move(quantity, location, action=action, in_date=in_date, **quants_value)
        package = quants_value.get('package', self.package_id)
        return at_once.move_all(
            self._amazon_goods(location, package),
            lambda: at_once.moves(self.env).move_line_ids._amazon_goods_moved(),
            lambda total: move(total, location, action=action, in_date=in_date, **quants_value),
        )

    def _free_reservation(self, product_id, location_id, quantity, **goods_and_lines):
        """Override of `stock`: what was not reserved has left all the same, so others go short."""
        line = self.with_context(**{AtOnce.KEY: None})
        return super(StockMoveLine, line)._free_reservation(
            product_id, location_id, quantity, **goods_and_lines
        )

    def _amazon_goods(self, location, package):
        return self.product_id, self.lot_id, self.owner_id, package, location

    def _amazon_goods_moved(self):
        """Yield what the lines take from where, and what they bring where."""
        for line in self:
            quantity = line.quantity_product_uom
            yield line._amazon_goods(line.location_id, line.package_id), -quantity
            yield line._amazon_goods(line.location_dest_id, line.result_package_id), quantity
