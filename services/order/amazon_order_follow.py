from contextlib import suppress

from odoo import models

from ...lib.differences import write_differences
from ...lib.times import to_odoo
from ...spapi import OPEN_STATUSES, SOLD_STATUSES, MalformedOrder, Order, cancellation_of


class AmazonOrderFollow(models.AbstractModel):
    """Brings what Odoo holds of orders to what Amazon says by now.

    What is done, the table decides: `lib/decisions.py`.
    """

    _name = 'amazon.order.follow'
    _description = "Amazon Order Following"

    def _take_note(self, row, sale_order):
        """Keep what Amazon says, whatever is to be done with it, and whether or not it can be.

        :param amazon.order row: its row in the inbox.
        :param sale.order sale_order: its sales order.
        :raise MalformedOrder: if what Amazon sent cannot be read.
        """
        sale_order._note_own_amazon_fields(row._what_amazon_sent())
        order = self._order_of(row, sale_order)
        if not order:
            sale_order._note_cancel_request(None)
            if row.amazon_status == 'cancelled':
                self._note_cancellation(sale_order)
            return
        self._note_facts(sale_order, order)
        if sale_order.amazon_channel == 'fbm':
            is_open = order.status != 'shipped'
            sale_order._note_cancel_request(order.cancel_request if is_open else None)
        self._note_what_amazon_shipped(row, sale_order, order)

    def _note_cancellation(self, sale_order):
        sale_order.order_line.amazon_quantity = 0

    def _note_what_amazon_shipped(self, row, sale_order, order):
        """Record what Amazon has shipped of an order: a task of those who know its stock."""

    def _reopen(self, row, sale_order):
        """Confirm a sales order again, where a person wants it as on Amazon."""
        if row.is_to_take_over and row.amazon_status in SOLD_STATUSES:
            sale_order._reopen_for_amazon()

    def _carry_out(self, row, sale_order):
        """Do what the table says of an order that has a sales order.

        :param amazon.order row: its row in the inbox.
        :param sale.order sale_order: its sales order.
        :raise UserError: if Odoo cannot follow; says why.
        """
        action = self.env['amazon.order.decide']._decide(row, sale_order).action
        order = self._order_of(row, sale_order) if action == 'follow' else None
        if order:
            self.env['amazon.order.lines']._bring_to(row, sale_order, order)
            # Of lines that were added just now, too.
            self._note_what_amazon_shipped(row, sale_order, order)
        elif action == 'cancel':
            sale_order._cancel_for_amazon(cancellation_of(row.payload))
        elif action == 'stop':
            sale_order._stop_for_amazon(cancellation_of(row.payload))
            self.env['amazon.order.lines']._stop(sale_order)
        row._close_or_ask(sale_order)

    def _order_of(self, row, sale_order):
        """Return what Amazon says; None if it says nothing of what was sold.

        :raise MalformedOrder: if it does, and cannot be read; unless a person has entered the sales
            order for that reason.
        :rtype: Order | None
        """
        if row.amazon_status in SOLD_STATUSES:
            try:
                # Quantities are followed, whatever the amounts are.
                return row._read_payload(must_have_money=False)
            except MalformedOrder:
                if sale_order.amazon_figures:
                    raise
                return None
        if (row.channel, row.amazon_status) == ('fba', 'cancelled'):
            try:
                return row._read_payload()  # A part may have left before.
            except MalformedOrder:
                return None
        return None

    def _note_facts(self, sale_order, order):
        items = {item.item_ref: item for item in order.items}
        for line in sale_order.order_line.filtered('amazon_item_ref'):
            item = items.get(line.amazon_item_ref)
            write_differences(line, {
                'amazon_quantity': item.quantity if item else 0,
                'amazon_quantity_shipped': item.quantity_shipped if item else 0,
            })
        if order.status in SOLD_STATUSES:
            self._note_money(sale_order, order)
        programs = self.env['amazon.program']._of_codes(order.programs)
        if programs != sale_order.amazon_program_ids:
            sale_order.amazon_program_ids = programs
        ship_by = to_odoo(order.ship_by)
        if ship_by and ship_by != sale_order.amazon_ship_by:
            sale_order.write({'amazon_ship_by': ship_by, 'commitment_date': ship_by})
        self._note_packing(sale_order, order)

    def _note_packing_of(self, sale_order, payload):
        """Note what the packer has to know of an order that was not imported.

        :param sale.order sale_order: its sales order.
        :param str payload: what Amazon sent, if that is kept; unreadable, it tells nothing.
        """
        with suppress(MalformedOrder):
            order = Order.from_payload(payload, must_have_money=False)
            self._note_packing(sale_order, order)

    def _note_packing(self, sale_order, order):
        """Follow what the packer has to know, as long as there may be something to pack.

        :param sale.order sale_order: its sales order.
        :param Order order: what Amazon says.
        """
        if order.channel != 'fbm' or order.status not in OPEN_STATUSES:
            return
        write_differences(sale_order, sale_order._prepare_amazon_packing(order))
        items = {item.item_ref: item for item in order.items}
        for line in sale_order.order_line.filtered(lambda line: line.amazon_item_ref in items):
            line._follow_amazon_packing(items[line.amazon_item_ref])

    def _note_money(self, sale_order, order):
        remarks = self.env['amazon.order.remarks']
        news = {'amazon_missing': remarks._missing(order), 'amazon_doubt': remarks._doubt(order)}
        if order.is_money_known:
            news['amazon_total'] = float(order.total)
            news['amazon_tax_collected'] = float(order.tax_withheld)
        write_differences(sale_order, news)
