"""How everything has to end, whatever happened before.

It is found out without asking the connector: from Amazon's orders, and from Odoo's own records.
"""
from collections import Counter
from typing import Protocol

OPEN = ('UNSHIPPED', 'PARTIALLY_SHIPPED')
SOLD = (*OPEN, 'SHIPPED')
# Where an order has to be a sales order, whenever Odoo came to know it.
TO_BE_IMPORTED = {'MERCHANT': ('UNSHIPPED',), 'AMAZON': ('PARTIALLY_SHIPPED', 'SHIPPED')}
CONFLICT = 'amazon_connector.mail_activity_conflict'


class World(Protocol):
    """What the verdict is about.

    :param Environment env: Odoo.
    :param Shop shop: Amazon.
    :param stock.location location: where goods lie at Amazon.
    :param dict stock_before: pieces that lay there at the beginning, by SKU.
    :param set deleted_refs: orders of which somebody deleted the sales order.
    """

    def number(self, order_ref):
        """Return the number under which people know an order."""

    def rows(self, order):
        """Return what the inbox has of an order on Amazon."""

    def sale_orders(self, order):
        """Return the sales orders of an order on Amazon."""

    def stock_at_amazon(self):
        """Return how many pieces lie at Amazon now, by SKU."""


def findings(world):
    """Return what is not as it has to be, in sentences.

    :param World world: the world, at its end.
    :rtype: list[str]
    """
    return [
        *(
            f"Order {world.number(order.order_id)} ({order.channel}, {order.status}): {sentence}"
            for order in world.shop for sentence in OrderEnd(world, order).findings()
        ),
        *_stock_at_amazon(world),
        *_buyers_told_twice(world),
    ]


def _stock_at_amazon(world):
    shipped = Counter()
    for order in world.shop:
        for item in order.items if order.channel == 'AMAZON' else []:
            shipped[item.sku] += item.shipped
    stock = world.stock_at_amazon()
    for sku, before in world.stock_before.items():
        if stock[sku] != before - shipped[sku]:
            yield (
                f"{sku}: of {before:g} at Amazon, {shipped[sku]} were shipped, and "
                f"{stock[sku]:g} are left."
            )


def _buyers_told_twice(world):
    told = Counter((notice.order_id, notice.tracking) for notice in world.shop.notices)
    for (order_id, tracking), times in told.items():
        if times > 1:
            number = world.number(order_id)
            yield f"Order {number}: its buyer was told {times} times of parcel {tracking}."


class OrderEnd:
    """What became of one order.

    :param World world: the world, at its end.
    :param Order order: the order on Amazon.
    """

    def __init__(self, world, order):
        self._world = world
        self._order = order
        self._row = world.rows(order)
        self._sale_order = world.sale_orders(order)

    def findings(self):
        """Yield what is wrong: mistakes, and disagreements that nobody is asked about."""
        row, sale_order = self._row, self._sale_order
        if len(row) != 1 or len(sale_order) > 1:
            yield f"it has {len(row)} rows, {len(sale_order)} sales orders."
        elif row.state not in ('imported', 'ignored', 'conflict') or row.next_attempt:
            yield f"its row is {row.state}: {row.reason}"
        elif self._order.sales_channel == 'NON_AMAZON':
            yield from self._findings_of_other_shops()
        elif not sale_order:
            yield from self._findings_of_absence()
        else:
            yield from self._lost_at_amazon()
            yield from self._findings_of_questions()
            yield from self._unnoticed_wishes()
            yield from self._wrong_address()

    def _wrong_address(self):
        """Yield what goes to where Amazon does not say any more, and nobody is asked about it."""
        recipient = self._order.recipient
        is_asked = self._row.state == 'conflict' or 'address:' in (self._row.kept or '')
        if (
            self._order.channel == 'MERCHANT' and self._order.status in OPEN and not is_asked
            and self._sale_order.state == 'sale' and recipient and recipient.line1
        ):
            open_deliveries = self._sale_order.picking_ids.filtered(
                lambda picking: picking.state not in ('done', 'cancel')
                and picking.picking_type_code == 'outgoing'
            )
            for address in self._sale_order.partner_shipping_id | open_deliveries.partner_id:
                if address.street != recipient.line1:
                    yield f"it goes to {address.street}, not to {recipient.line1}."

    def _findings_of_absence(self):
        is_deleted = self._order.order_id in self._world.deleted_refs
        if self._order.status in TO_BE_IMPORTED[self._order.channel] and not is_deleted:
            yield f"there is no sales order; its row is {self._row.state}: {self._row.reason}"
        elif self._row.state == 'imported' and not is_deleted:
            yield "it was imported, but there is no sales order."
        elif not self._row.reason and not is_deleted:
            yield f"there is no sales order, and nothing says why; its row is {self._row.state}."

    def _findings_of_other_shops(self):
        """Yield what is wrong with an order that another shop sold: its stock is seen elsewhere."""
        if self._sale_order:
            yield "another shop sold it, but there is a sales order."
        if self._row.state != 'ignored' or not self._row.reason:
            yield f"another shop sold it, and its row is {self._row.state}."

    def _findings_of_questions(self):
        """Yield what nobody is asked about, and what is asked without a reason."""
        differences = list(self._differences())
        questions = self._sale_order.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self._world.env.ref(CONFLICT)
        )
        if self._row.state == 'conflict':
            has_reason = differences or self._is_somebody_else_billed() or self._went_elsewhere()
            if not has_reason and not self._order.are_amounts_contradictory:
                yield f"a person is asked without a reason: {self._row.reason}"
            if len(questions) != 1:
                yield f"the sales order has {len(questions)} activities about a conflict."
            return
        if questions:
            yield f"the activity stays, but the row is {self._row.state}."
        if self._row.sale_order_id != self._sale_order:
            yield "its row does not know its sales order."
        if not self._row.kept:
            yield from differences
        elif self._asked_by_the_connector() - self._row._kept():
            yield f"nobody is asked about what came after a person kept {self._row.kept}."

    def _is_somebody_else_billed(self):
        """Return whether an invoice shows another customer than Amazon says by now."""
        buyer, customer = self._order.buyer, self._sale_order.partner_id.commercial_partner_id
        bills = self._sale_order.invoice_ids.filtered(lambda invoice: invoice.state != 'cancel')
        return bool(bills and buyer) and (
            (buyer.company or buyer.name, buyer.vat_number or False)
            != (customer.name, customer.vat)
        )

    def _went_elsewhere(self):
        """Return whether goods have left for another place than Amazon says by now."""
        recipient = self._order.recipient
        return bool(recipient and self._sale_order.picking_ids.filtered(
            lambda picking: picking.state == 'done' and picking.picking_type_code == 'outgoing'
            and picking.partner_id.street != recipient.line1
        ))

    def _asked_by_the_connector(self):
        compare = self._world.env['amazon.order.compare']
        return compare._disagreements(self._row, self._sale_order).keys()

    def _lost_at_amazon(self):
        """Yield where what left the Amazon location is not what Amazon shipped."""
        for item in self._order.items if self._order.channel == 'AMAZON' else []:
            moved = sum(
                move.quantity for move in self._line(item).move_ids
                if move.state == 'done' and move.location_id == self._world.location
            )
            if moved != item.shipped and self._are_goods(item):
                yield f"{item.sku}: Amazon shipped {item.shipped}, {moved:g} left its location."

    def _unnoticed_wishes(self):
        """Yield what the warehouse does not get to know of an order that it is to ship."""
        if self._order.channel != 'MERCHANT' or self._order.status not in OPEN:
            return
        if self._sale_order.state == 'cancel':
            return  # It is asked about the whole order.
        wishes = [item.cancel_request for item in self._order.items if item.cancel_request]
        if bool(wishes) != bool(self._sale_order.amazon_cancel_request):
            yield f"the buyer asks: {wishes}, Odoo: {self._sale_order.amazon_cancel_request}."
        ship_by = self._order.ship_by.replace(tzinfo=None, microsecond=0)
        if ship_by != self._sale_order.amazon_ship_by:
            yield f"to be shipped by {ship_by}, in Odoo by {self._sale_order.amazon_ship_by}."

    # === IN WHAT ODOO IS NOT AS AMAZON === #

    def _differences(self):
        state, status = self._sale_order.state, self._order.status
        if status == 'CANCELLED':
            yield from self._differences_to_canceled()
        elif status not in SOLD:
            if state == 'sale':
                yield "it is confirmed in Odoo."
        elif state != 'sale':
            if (self._order.channel, status) != ('AMAZON', 'UNSHIPPED'):
                yield f"its sales order is {state}."
        else:
            yield from self._differences_to_sold()

    def _differences_to_canceled(self):
        if self._sale_order.state != 'cancel':
            yield f"its sales order is {self._sale_order.state}."
        if self._to_deliver(self._sale_order.order_line):
            yield "goods are to be delivered."
        sold = self._sale_order.order_line.filtered('amazon_item_ref')
        delivered = sum(sold.mapped('qty_delivered'))
        if delivered and self._order.channel == 'MERCHANT':
            yield f"{delivered:g} pieces are delivered."

    def _differences_of_services(self):
        for line in self._sale_order.order_line.filtered('amazon_charge_key'):
            if not line.amazon_item_ref and line.qty_invoiced > line.product_uom_qty:
                yield f"{line.name}: {line.product_uom_qty:g} sold, {line.qty_invoiced:g} invoiced."

    def _differences_to_sold(self):
        ordered = {item.order_item_id: item.quantity for item in self._order.items}
        for line in self._sale_order.order_line.filtered('amazon_item_ref'):
            quantity = ordered.get(line.amazon_item_ref, 0)
            if line.product_uom_qty != quantity:
                yield f"{line.name}: {quantity} ordered, {line.product_uom_qty:g} in Odoo."
            if line.qty_invoiced > quantity:
                yield f"{line.name}: {quantity} ordered, {line.qty_invoiced:g} invoiced."
            if line.qty_delivered > quantity:
                yield f"{line.name}: {quantity} ordered, {line.qty_delivered:g} delivered."
        yield from self._differences_of_services()
        for item in self._order.items:
            if item.quantity and not self._line(item):
                yield f"{item.sku}: {item.quantity} ordered, no line in Odoo."
        yield from self._differences_of_amounts()
        if self._order.channel == 'MERCHANT':
            for item in filter(self._are_goods, self._order.items):
                yield from self._differences_of_deliveries(item, self._line(item))

    def _differences_of_amounts(self):
        # Where prices or totals are left out, the rest alone need not contradict itself.
        is_money_shown = set(self._order.left_out) <= {'buyer'}
        if self._order.are_amounts_contradictory and is_money_shown:
            yield (
                f"Amazon's amounts contradict each other: {self._order.total} in all, "
                f"{self._order.total_of_items} by items; it leaves out {self._order.left_out}."
            )
        total = self._sale_order.amount_total + self._sale_order.amazon_tax_collected
        if self._sale_order.currency_id.compare_amounts(total, float(self._order.paid)):
            yield f"total: {self._order.paid}, {total} in Odoo."

    def _differences_of_deliveries(self, item, line):
        delivered = min(item.quantity, sum(
            move.quantity for move in line.move_ids
            if move.state == 'done' and self._is_new_to_the_buyer(move)
        ))
        known = item.shipped + self._order.labelled(item.order_item_id)
        if delivered < item.shipped or (delivered > known and not self._is_told_why()):
            yield f"{item.sku}: {item.shipped} shipped, {delivered:g} delivered in Odoo."
        to_deliver = self._to_deliver(line)
        to_ship = item.quantity - delivered if item.unshipped else 0
        if to_deliver != to_ship:
            yield f"{item.sku}: {to_ship:g} to be shipped, {to_deliver:g} planned in Odoo."

    def _is_told_why(self):
        """Return whether Odoo shows what became of parcels that Amazon does not know."""
        return any(
            parcel.state in ('failed', 'given_up', 'expected') and parcel.reason
            for parcel in self._sale_order.amazon_shipment_ids
        )

    def _to_deliver(self, lines):
        return sum(
            move.product_uom_qty for move in lines.move_ids
            if move.state not in ('done', 'cancel') and self._is_new_to_the_buyer(move)
        )

    def _is_new_to_the_buyer(self, move):
        return move.location_dest_id.usage == 'customer' and not move.origin_returned_move_id

    def _line(self, item):
        return self._sale_order.order_line.filtered(
            lambda line: line.amazon_item_ref == item.order_item_id
        )

    def _are_goods(self, item):
        return self._line(item).product_id.type != 'service'
