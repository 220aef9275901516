from odoo import models

from ..spapi import SOLD_STATUSES, Order, cancellation_of
from .amazon_order_table import decide
from .differences import write_differences
from .times import to_odoo


class AmazonOrderFollow(models.AbstractModel):
    """Brings what Odoo holds of orders to what Amazon says by now.

    What is done, the table decides: :mod:`amazon_order_table`.
    """

    _name = 'amazon.order.follow'
    _description = "Amazon Order Following"

    def _decide(self, row, sale_order):
        """Return the action that the table has for a row of the inbox.

        :param amazon.order row: the row.
        :param sale.order sale_order: its sales order, if there is one.
        :rtype: str
        """
        holding = self.env['amazon.order.compare']._holding(sale_order)
        return decide(row.channel, row.amazon_status, holding)

    def _follow(self, row, sale_order):
        """Do what the table says of an order that has a sales order.

        :param amazon.order row: its row in the inbox.
        :param sale.order sale_order: its sales order.
        :raise MalformedOrder: if what Amazon sent cannot be read.
        :raise UserError: if Odoo cannot follow; says why.
        """
        if row.is_to_take_over:
            sale_order._reopen_for_amazon()
        action = self._decide(row, sale_order)
        if row.amazon_status in SOLD_STATUSES:
            self._follow_sold(row, sale_order, action)
        elif action == 'cancel':
            sale_order._cancel_for_amazon(cancellation_of(row.payload))
        elif action == 'stop':
            sale_order._stop_for_amazon(cancellation_of(row.payload))
        if row.amazon_status not in ('unshipped', 'partially_shipped'):
            sale_order._note_cancel_request(None)
        row._settle_with(sale_order)

    def _follow_sold(self, row, sale_order, action):
        order = Order.from_payload(row.payload)
        self._note_facts(sale_order, order)
        if action == 'follow':
            self.env['amazon.order.lines']._follow(row, sale_order, order)
        if sale_order.amazon_channel == 'fba':
            # What has left Amazon has left, whatever is to become of the sales order.
            self.env['amazon.fba.shipping']._record(
                sale_order.order_line._amazon_steps(order, row.amazon_update)
            )
        else:
            sale_order._note_cancel_request(order.cancel_request)

    def _note_facts(self, sale_order, order):
        """Keep what Amazon says of quantities, total and time, whatever is done with it."""
        items = {item.item_ref: item for item in order.items}
        for line in sale_order.order_line.filtered('amazon_item_ref'):
            item = items.get(line.amazon_item_ref)
            write_differences(line, {
                'amazon_quantity': item.quantity if item else 0,
                'amazon_quantity_shipped': item.quantity_shipped if item else 0,
            })
        write_differences(sale_order, {'amazon_total': float(order.total)})
        programs = self.env['amazon.program']._of_codes(order.programs)
        if programs != sale_order.amazon_program_ids:
            sale_order.amazon_program_ids = programs
        ship_by = to_odoo(order.ship_by)
        if ship_by and ship_by != sale_order.amazon_ship_by:
            sale_order.write({'amazon_ship_by': ship_by, 'commitment_date': ship_by})
