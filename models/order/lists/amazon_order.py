from odoo import api, fields, models
from odoo.tools import SQL

from ....lib.times import to_odoo


class AmazonOrder(models.Model):
    """What lists and cards show of an order: what was ordered when, until when it is to be shipped.

    It is kept as Amazon last said it, so that orders without a sales order show it, too.
    """

    _inherit = 'amazon.order'

    ordered_on = fields.Datetime(readonly=True, help="When the buyer placed the order.")
    ship_by = fields.Datetime(
        readonly=True, help="Until then, Amazon expects you to ship the order."
    )
    amazon_items = fields.Char(
        string="Items", readonly=True, help="What was ordered: how many pieces of which SKU."
    )
    currency_id = fields.Many2one(comodel_name='res.currency', compute='_compute_amazon_total')
    amazon_total = fields.Monetary(
        string="The Buyer Pays", compute='_compute_amazon_total',
        help="With the tax that Amazon collects, which is no part of the sales order's total.",
    )

    @api.depends('sale_order_id')  # Who changes a sales order, has nothing to look up here.
    def _compute_amazon_total(self):
        for row in self:
            row.currency_id = row.sale_order_id.currency_id
            row.amazon_total = row.sale_order_id.amazon_total

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Override: of old orders it is not known when they were placed. They come last."""
        if field_name == 'ordered_on':
            nulls = SQL('NULLS LAST')
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    @api.model
    def _values_of(self, header, marketplace_ids):
        """Override to keep what lists show; what Amazon leaves out later stays as it was."""
        shown = {
            'ordered_on': to_odoo(header.created),
            # Until when Amazon itself ships, is nobody's task.
            'ship_by': header.channel == 'fbm' and to_odoo(header.ship_by),
            'amazon_items': ", ".join(
                f"{item.quantity} × {item.code}" for item in header.items if item.quantity
            ),
        }
        return {
            **super()._values_of(header, marketplace_ids),
            **{name: value for name, value in shown.items() if value},
        }

    @api.model
    def _action_to_look_at(self):
        """Open all orders, or first those that somebody has to look at, if there are any."""
        return self._list_to_look_at('amazon_connector.action_amazon_order', [
            ('state', 'in', ('failed', 'conflict')),
        ])
