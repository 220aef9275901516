import re

from odoo import _, models

from ...models.order.amazon_order_conflict import NO_SALE_ORDER
from ...spapi import Order

NUMBER = re.compile(r'[0-9]{3}-[0-9]{7}-[0-9]{7}')


class AmazonOrderAdopt(models.AbstractModel):
    """Finds orders that are in Odoo already.

    They are of an earlier installation, another connector or a file, or were entered by a person.
    They have Amazon's number somewhere, and are not made again.
    """

    _name = 'amazon.order.adopt'
    _description = "Amazon Order Adoption"

    def _adopt(self, rows):
        """Have sales orders that name Amazon's number be those of the inbox.

        :param amazon.order rows: rows without a sales order, which would get one.
        :return: the rows that are dealt with by that.
        :rtype: amazon.order
        """
        found = self._sale_orders_by_ref(rows)
        named = rows.filtered(lambda row: row.amazon_order_ref in found)
        for row in named:
            self._take_for(row, found[row.amazon_order_ref])
        return named

    def _take_for(self, row, sale_orders):
        names = ", ".join(sale_orders.mapped('name'))
        items = self._items_by_line(row, sale_orders)
        is_kept = NO_SALE_ORDER in row._kept()
        if items and row.channel == 'fba':
            row._close('ignored', _(
                "%s is this order, from before: it stays as it is, and so does the stock.", names,
            ))
        elif items:
            order = Order.from_payload(row.payload, must_have_money=False)
            sale_orders._link_to_amazon(row, row.marketplace_id, items, is_fresh=True)
            self.env['amazon.order.follow']._note_packing(sale_orders, order)
        elif row.channel == 'fba':
            row._close('ignored' if is_kept else 'conflict', _(
                "%s has Amazon's number, but it is not clear whether it is this order. If it is, "
                "keep it as it is. If not, take the number out of it, then use Ask Amazon Again.",
                names,
            ))
        else:
            row._close('ignored' if is_kept else 'conflict', _(
                "%s has Amazon's number, but it is not clear which lines are Amazon's items. Use "
                "Link Sales Order, so that Amazon is told of the delivery; or keep it as it is.",
                names,
            ))

    def _items_by_line(self, row, sale_orders):
        """Return Amazon's item and the number of pieces, by order line.

        :return: none, if it is not certain what is what.
        """
        if len(sale_orders) > 1 or self._numbers_in(sale_orders) != {row.amazon_order_ref}:
            return {}
        order = Order.from_payload(row.payload, must_have_money=False)
        row._resolve_marketplace(order.marketplace_ref, order.marketplace_name)
        items = [item for item in row._known_items() if item.quantity]
        lines = sale_orders._match_amazon_items(row.account_id, tuple(items), is_certain=True)
        is_same = len(lines) == len(items) and all(
            line.product_uom_qty == item.quantity for line, item in lines.items()
        )
        if not is_same and (row.channel == 'fba' or len(lines) < len(items)):
            return {}
        if row.channel == 'fba' and sale_orders.state != 'sale':
            return {}
        return {line: (item.item_ref, item.quantity) for line, item in lines.items()}

    def _numbers_in(self, sale_order):
        return {
            number for text in (sale_order.client_order_ref, sale_order.origin, sale_order.name)
            for number in NUMBER.findall(text or '')
        }

    def _sale_orders_by_ref(self, rows):
        """Return the sales orders that name an Amazon order, by its number.

        The statement has indexes of its own, see `models/order/sale_order_link.py`.
        """
        self.env['sale.order'].flush_model(['client_order_ref', 'origin', 'name'])
        self.env.cr.execute(
            """
            SELECT number, array_agg(DISTINCT id)
              FROM (
                SELECT id, substring(client_order_ref FROM '[0-9]{3}-[0-9]{7}-[0-9]{7}') AS number
                  FROM sale_order
                 WHERE amazon_order_ref IS NULL
                   AND substring(client_order_ref FROM '[0-9]{3}-[0-9]{7}-[0-9]{7}') = ANY(%(refs)s)
                 UNION ALL
                SELECT id, substring(origin FROM '[0-9]{3}-[0-9]{7}-[0-9]{7}')
                  FROM sale_order
                 WHERE amazon_order_ref IS NULL
                   AND substring(origin FROM '[0-9]{3}-[0-9]{7}-[0-9]{7}') = ANY(%(refs)s)
                 UNION ALL
                SELECT id, substring(name FROM '[0-9]{3}-[0-9]{7}-[0-9]{7}')
                  FROM sale_order
                 WHERE amazon_order_ref IS NULL
                   AND substring(name FROM '[0-9]{3}-[0-9]{7}-[0-9]{7}') = ANY(%(refs)s)
              ) AS named
             GROUP BY number
            """,
            {'refs': rows.mapped('amazon_order_ref')},
        )
        found = {
            number: self.env['sale.order'].browse(ids).filtered(
                lambda order: order.company_id == rows.company_id and order.state != 'cancel'
            )
            for number, ids in self.env.cr.fetchall()
        }
        return {number: sale_orders for number, sale_orders in found.items() if sale_orders}
