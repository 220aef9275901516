from odoo import fields, models

from ...lib.deciding import Fact
from ...lib.series import check_access
from ...lib.words import Sentence, _, joined


class AmazonOrder(models.Model):
    """What leaves the stock at Amazon for another shop's order."""

    _inherit = 'amazon.order'

    item_ids = fields.One2many(
        comodel_name='amazon.order.item',
        inverse_name='order_id',
        string="Shipped for Another Shop",
        readonly=True,
    )
    stock_note = Sentence(readonly=True, help="What there is to know of what left the stock.")

    def action_view_moves(self):
        """Show what left the stock at Amazon for the order, whichever shop sold it.

        :rtype: dict
        """
        self.ensure_one()
        check_access(self, 'read')
        action = self.env['ir.actions.act_window']._for_xml_id('stock.stock_move_line_action')
        action['domain'] = [
            '|', ('move_id.amazon_order_item_id.order_id', '=', self.id),
            ('move_id.sale_line_id.order_id', 'in', self.sale_order_id.ids),
        ]
        action['context'] = {}
        return action

    def _amazon_location(self):
        """Return where the goods are that Amazon ships for the order.

        :rtype: stock.location
        """
        self.ensure_one()
        return self.account_id._location_of(self.marketplace_id)

    def _note_amazon_stock(self, body):
        self.stock_note = joined("\n", [self.stock_note, body])

    def _facts_of_line(self, line):
        facts = super()._facts_of_line(line)
        if line.amazon_item_ref and line.order_id.amazon_channel == 'fba':
            facts.append(Fact(
                _("Shipped by Amazon"), str(line.amazon_quantity_shipped),
                f'{line.amazon_quantity_moved:g}', (f'stock:{line.id}:',),
            ))
        return facts
