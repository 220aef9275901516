from collections import Counter

from odoo import fields, models
from odoo.tools import float_compare, float_round

from ...lib.import_batch import ImportBatch
from ...lib.series import LINE_UOM, ORDER_GROUP, SINCE_19


class SaleOrderLine(models.Model):
    """How many pieces of an order line have left for the buyer, as Amazon counts them."""

    _inherit = 'sale.order.line'

    amazon_shipment_line_ids = fields.One2many(
        comodel_name='amazon.shipment.line',
        inverse_name='sale_line_id',
        string="Told to Amazon",
        groups='stock.group_stock_user,amazon_connector.group_amazon_user',
    )

    # === PLANNING === #

    def _action_launch_stock_rule(self, previous_product_uom_qty=False):
        """Override of `sale_stock` to plan no delivery of what Amazon ships."""
        to_deliver = self.filtered(lambda line: line.order_id.amazon_channel != 'fba')
        if ImportBatch.of(self):
            to_deliver._create_procurement_groups()
        return super(SaleOrderLine, to_deliver)._action_launch_stock_rule(
            previous_product_uom_qty=previous_product_uom_qty
        )

    def _prepare_procurement_values(self, *args, **kwargs):
        """Override of `sale_stock` to tell packers in Amazon's words what Odoo lacks."""
        values = super()._prepare_procurement_values(*args, **kwargs)
        if self._is_unknown_to_odoo():
            values['description_picking'] = self.name
        return values

    def _create_procurement_groups(self):
        """Create what `_action_launch_stock_rule` would create order by order."""
        first_lines = [
            lines[0]
            for order, lines in self.grouped('order_id').items()
            if order.state == 'sale' and not order[ORDER_GROUP]
            and any(line.product_id.type in ('consu', 'product') for line in lines)
        ]
        if SINCE_19:
            self.env['stock.reference'].create([
                line._prepare_reference_vals() for line in first_lines
            ])
            return
        groups = self.env['procurement.group'].create([
            line._prepare_procurement_group_vals() for line in first_lines
        ])
        for line, group in zip(first_lines, groups, strict=True):
            line.order_id[ORDER_GROUP] = group

    # === WHAT HAS LEFT === #

    def _amazon_delivered(self):
        """Return how many pieces have left for the buyer, those that came back included.

        :rtype: int
        """
        self.ensure_one()
        return self._amazon_complete_pieces(self.move_ids._shipped_to_customers())

    def _has_left(self):
        return bool(self.move_ids._shipped_to_customers())

    def _is_delivery_planned(self):
        return bool(self.move_ids._planned_to_customers())

    def _has_nothing_left_to_deliver(self):
        """Return whether deliveries were planned, and all of them are done or canceled."""
        self.ensure_one()
        planned = self.move_ids._planned_to_customers()
        return bool(planned) and all(move.state in ('done', 'cancel') for move in planned)

    def _amazon_open_moves(self):
        """Return what is still to be delivered to the buyer.

        :rtype: stock.move
        """
        return self.move_ids._planned_to_customers().filtered(
            lambda move: move.state not in ('done', 'cancel')
        )

    def _amazon_surplus_to_deliver(self, planned=None):
        """Return what open deliveries would bring beyond what Amazon expects.

        Components are counted against the quantity of the kit that they were planned for, for bills
        of materials change; where that is not known, they are no surplus.

        :param float planned: the quantity of the line when its deliveries were planned.
        :return: pairs of moves and quantities, in the unit of measure of the product.
        :rtype: list[tuple[stock.move, float]]
        """
        self.ensure_one()
        done = self.move_ids._shipped_to_customers().grouped(_content)
        surplus = []
        for content, moves in self._amazon_open_moves().grouped(_content).items():
            delivered = sum(map(_quantity, done.get(content, ())))
            to_deliver = sum(max(move.product_qty, _quantity(move)) for move in moves)
            wanted = self._amazon_wanted(moves.product_id, delivered, to_deliver, planned)
            rounding = moves.product_id.uom_id.rounding
            if float_compare(to_deliver, wanted, precision_rounding=rounding) > 0:
                surplus.append((moves, to_deliver - wanted))
        return surplus

    def _amazon_wanted(self, product, delivered, to_deliver, planned):
        """Return how much of a product is still to be delivered for the line."""
        uom = product.uom_id
        if not self.amazon_quantity:
            wanted = 0
        elif product == self.product_id:
            wanted = self[LINE_UOM]._compute_quantity(self.amazon_quantity, uom) - delivered
        elif planned:
            wanted = (delivered + to_deliver) * self.amazon_quantity / planned - delivered
        else:
            wanted = to_deliver
        return float_round(max(wanted, 0), precision_rounding=uom.rounding)

    def _amazon_contents(self, pieces):
        """Return what so many pieces of what was sold consist of: kits, of their components.

        :param int pieces: as Amazon counts them.
        :return: quantities by product, in its unit of measure.
        :rtype: dict[product.product, float]
        """
        self.ensure_one()
        components = self._amazon_components(pieces)
        if not components:
            return {self.product_id: self[LINE_UOM]._compute_quantity(
                pieces, self.product_id.uom_id, raise_if_failure=False
            )}
        contents = Counter()
        for bom_line, quantity in components:
            product = bom_line.product_id
            contents[product] += bom_line.product_uom_id._compute_quantity(
                quantity, product.uom_id
            )
        return contents

    def _amazon_components(self, pieces):
        """Return what so many pieces of a kit consist of.

        By the bill of materials that was used before: with two of them, Odoo cannot count what is
        delivered.

        :param int pieces: as Amazon counts them.
        :return: lines of bills of materials, and quantities in their units; [] if it is no kit.
        :rtype: list[tuple[mrp.bom.line, float]]
        """
        is_whole = self.product_id in self.move_ids._planned_to_customers().product_id
        bom = 'mrp.bom' in self.env and not is_whole and self._amazon_kit_boms()[:1]
        if not bom:
            return []
        kits = self[LINE_UOM]._compute_quantity(pieces, bom.product_uom_id)
        _boms, components = bom.explode(
            self.product_id, kits / bom.product_qty, picking_type=bom.picking_type_id
        )
        return [(bom_line, values['qty']) for bom_line, values in components]

    def _amazon_quantity_to_tell(self, moves):
        """Return how many pieces one delivery has completed that Amazon does not know of yet.

        :param stock.move moves: what the delivery shipped of the line.
        :return: a number of pieces as Amazon counts them.
        :rtype: int
        """
        self.ensure_one()
        shipped = self.move_ids._shipped_to_customers()
        told = sum(self.amazon_shipment_line_ids.mapped('quantity'))
        complete_before = self._amazon_complete_pieces(shipped - moves)
        return max(self._amazon_complete_pieces(shipped) - max(told, complete_before), 0)

    def _is_never_complete_for_amazon(self):
        """Return whether what was shipped stays less than the pieces that were sold."""
        self.ensure_one()
        is_open = any(move.state not in ('done', 'cancel') for move in self.move_ids)
        shipped = self.move_ids._shipped_to_customers()
        return not is_open and bool(shipped) and not self._amazon_complete_pieces(shipped)

    def _amazon_complete_pieces(self, moves):
        """Return how many pieces of what was sold are complete with what was shipped.

        More than was sold does not count: Amazon refuses it.

        :rtype: int
        """
        if self._is_amazon_kit(moves):
            quantity = self._amazon_complete_kits(moves)
        else:
            quantity = sum(
                move.product_uom._compute_quantity(
                    move.quantity, self[LINE_UOM], round=False, raise_if_failure=False
                )
                for move in moves
            )
        return int(min(quantity, self.product_uom_qty) + 1e-6)

    def _is_amazon_kit(self, moves):
        """Return whether what was shipped are components of what was sold (with `mrp`)."""
        return 'mrp.bom' in self.env and bool(moves.product_id - self.product_id)

    def _amazon_complete_kits(self, moves):
        """Return how many kits are complete with their components that were shipped.

        :return: a quantity in the unit of measure of the line.
        :rtype: float
        """
        if self._is_nothing_missing(moves):
            return self.product_uom_qty
        complete = 0.0
        for bom in self._amazon_kit_boms():
            ordered = self[LINE_UOM]._compute_quantity(self.product_uom_qty, bom.product_uom_id)
            kits = moves._compute_kit_quantities(self.product_id, ordered, bom, {
                'incoming_moves': lambda move: True,
                'outgoing_moves': lambda move: False,
            })
            complete += bom.product_uom_id._compute_quantity(kits, self[LINE_UOM])
        return complete

    def _is_nothing_missing(self, moves):
        """Return whether all that was planned to be shipped was, whatever the kit is by now."""
        return self.move_ids._planned_to_customers() <= moves and all(
            move.quantity >= move.product_uom_qty for move in moves
        )

    def _amazon_kit_boms(self):
        """Return the bills of materials that the deliveries were planned with.

        They may be others than today's. Where a kit consists of nothing but other kits, its moves
        know only these: then it is today's, if there is still one.

        :rtype: mrp.bom
        """
        boms = self.move_ids.bom_line_id.bom_id.filtered(
            lambda bom: bom.product_id == self.product_id
            or not bom.product_id and bom.product_tmpl_id == self.product_id.product_tmpl_id
        )
        return boms or self.env['mrp.bom']._bom_find(
            self.product_id, company_id=self.company_id.id, bom_type='phantom'
        )[self.product_id]


def _quantity(move):
    """Return what a move has taken, or is to take already, in the unit of its product."""
    return move.product_uom._compute_quantity(move.quantity, move.product_id.uom_id)


def _content(move):
    """Return what tells the parts of a kit apart: a product may be in it twice."""
    bom_line = 'bom_line_id' in move._fields and move.bom_line_id
    return move.product_id, bom_line
