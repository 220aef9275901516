from collections import Counter

from odoo import fields, models

from ...lib.fba_step import FbaStep
from ...lib.series import Constraint


class AmazonOrderItem(models.Model):
    """What Amazon ships of an order that another shop sold, and what of it Odoo has recorded.

    There is no sales order of it, so it stands in for an order line; what its name and fields have
    in common with one, `amazon.fba.shipping` knows both by.
    """

    _name = 'amazon.order.item'
    _description = "Amazon Order Item"
    _order = 'id'

    order_id = fields.Many2one(
        comodel_name='amazon.order', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='order_id.company_id')
    amazon_item_ref = fields.Char(string="Amazon Item", required=True, readonly=True)
    name = fields.Char(readonly=True)
    product_id = fields.Many2one(comodel_name='product.product', required=True, readonly=True)
    amazon_quantity_shipped = fields.Integer(
        string="Shipped on Amazon", readonly=True, help="Pieces shipped, as Amazon last said."
    )
    amazon_quantity_moved = fields.Integer(
        string="Moved",
        readonly=True,
        help="Pieces of which it is recorded that they left the Amazon location.",
    )
    stock_move_ids = fields.One2many(
        comodel_name='stock.move',
        inverse_name='amazon_order_item_id',
        groups='stock.group_stock_user,amazon_connector.group_amazon_user',
    )

    _unique_item = Constraint(
        'unique(order_id, amazon_item_ref)',
        "An item of an Amazon order is recorded once.",
    )

    def _amazon_moves(self):
        return self.stock_move_ids

    def _amazon_uom(self):
        return self.product_id.uom_id

    def _prepare_amazon_move(self):
        """Return what tells a move of this from others, see `sale.order.line`.

        :rtype: dict
        """
        order = self.order_id
        customers, _suppliers = self.env['stock.warehouse']._get_partner_locations()
        return {
            'origin': f"{order.amazon_order_ref} (Multi-Channel Fulfillment)",
            'location_id': order._amazon_location().id,
            'location_dest_id': customers.id,
            'amazon_order_item_id': self.id,
        }

    def _amazon_steps(self, order, date):
        """Return what Amazon has shipped since that was last recorded.

        :param Order order: what Amazon says.
        :param datetime date: when Amazon shipped it (naive UTC).
        :rtype: list[FbaStep]
        """
        serial_numbers = {item.item_ref: item.serial_numbers for item in order.items}
        return [
            FbaStep(
                item, item.amazon_quantity_shipped - item.amazon_quantity_moved, date,
                serial_numbers.get(item.amazon_item_ref, ()),
            )
            for item in self
            if item.amazon_quantity_shipped > item.amazon_quantity_moved
        ]

    def _amazon_components(self, pieces):
        """Return what so many pieces consist of, if they are kits, see `sale.order.line`."""
        if 'mrp.bom' not in self.env:
            return []
        bom = self.stock_move_ids.bom_line_id.bom_id[:1]
        if not bom and not self.stock_move_ids:
            bom = self.env['mrp.bom']._bom_find(
                self.product_id, company_id=self.company_id.id, bom_type='phantom'
            )[self.product_id]
        if not bom:
            return []
        kits = self._amazon_uom()._compute_quantity(pieces, bom.product_uom_id)
        _boms, components = bom.explode(
            self.product_id, kits / bom.product_qty, picking_type=bom.picking_type_id
        )
        return [(bom_line, values['qty']) for bom_line, values in components]

    def _amazon_contents(self, pieces):
        """Return what so many pieces consist of, see `sale.order.line`."""
        components = self._amazon_components(pieces)
        if not components:
            return {self.product_id: pieces}
        contents = Counter()
        for bom_line, quantity in components:
            product = bom_line.product_id
            contents[product] += bom_line.product_uom_id._compute_quantity(
                quantity, product.uom_id
            )
        return contents
