import re

from odoo import models

from ...lib.words import _
from ...models.order.deciding.amazon_order_question import NO_SALE_ORDER

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
            sale_orders._link_to_amazon(row, row.marketplace_id, items, is_fresh=True)
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
        order = row._read_payload(must_have_money=False)
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

        The statement has an index of its own, see `models/order/sale_order_link.py`.
        """
        sale_orders = self.env['sale.order']
        sale_orders.flush_model(['amazon_order_ref', 'client_order_ref', 'origin', 'name'])
        refs = rows.mapped('amazon_order_ref')
        self.env.cr.execute(
            r"""
            SELECT id
              FROM sale_order
             WHERE amazon_order_ref IS NULL
               AND coalesce(client_order_ref, '') || ' ' || coalesce(origin, '') || ' ' || name
                   ~ '[0-9]{3}-[0-9]{7}-[0-9]{7}'
               AND string_to_array(regexp_replace(
                    coalesce(client_order_ref, '') || ' ' || coalesce(origin, '') || ' ' || name,
                    '([0-9]{3}-[0-9]{7}-[0-9]{7})|.', '\1 ', 'g'), ' ') && %s
            """,
            [refs],
        )
        found = sale_orders.browse(id_ for id_, in self.env.cr.fetchall()).filtered(
            lambda order: order.company_id == rows.company_id and order.state != 'cancel'
        )
        numbers = {order: self._numbers_in(order) for order in found}
        by_ref = {
            ref: found.filtered(lambda order, ref=ref: ref in numbers[order]) for ref in refs
        }
        return {ref: orders for ref, orders in by_ref.items() if orders}
