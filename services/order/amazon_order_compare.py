from odoo import _, models

from ...lib.job import is_transaction_lost
from ...lib.mishap import log_mishap
from ...spapi import SOLD_STATUSES


class AmazonOrderCompare(models.AbstractModel):
    """Compares a sales order with what Amazon last said of it.

    It reads nothing but Odoo's own records: what Amazon said of quantities and the total is kept
    there. So it can be asked at any time, not only while an order is read.
    """

    _name = 'amazon.order.compare'
    _description = "Amazon Order Comparison"

    def _holding(self, sale_order):
        """Return what Odoo holds of an order.

        :param sale.order sale_order: its sales order, if there is one.
        :return: one of the columns of the table that decides, see `amazon_order_table.HOLDINGS`.
        :rtype: str
        """
        if not sale_order:
            return 'nothing'
        if sale_order.state != 'sale':
            return 'cancelled' if sale_order.state == 'cancel' else 'draft'
        if self._is_invoiced(sale_order):
            return 'invoiced'
        goods = sale_order.order_line.filtered('amazon_item_ref')
        # Of a kit, a part may have left that is no whole piece yet.
        if not any(goods.mapped('amazon_quantity_moved')) and (
            not goods.move_ids._shipped_to_customers()
        ):
            return 'locked' if sale_order.locked else 'untouched'
        is_open = any(line._amazon_delivered() < line.product_uom_qty for line in goods)
        return 'partly' if is_open else 'delivered'

    def _is_invoiced(self, sale_order):
        posted = sale_order.order_line.invoice_lines.filtered(
            lambda line: line.parent_state == 'posted'
        )
        # What was credited in full is not invoiced any more.
        return not sale_order.currency_id.is_zero(sum(posted.mapped('amount_currency')))

    def _is_other(self, sale_order):
        """Return whether a sales order would change if it took over what Amazon says of it."""
        goods = sale_order.order_line.filtered('amazon_item_ref')
        possible = {
            line: max(line.amazon_quantity, line._amazon_least_quantity()) for line in goods
        }
        return (
            sale_order.state != 'sale'
            or any(line.product_uom_qty != quantity for line, quantity in possible.items())
            or any(line.amazon_quantity_moved > line.amazon_quantity_shipped for line in goods)
            or any(line._amazon_surplus_to_deliver() for line in goods)
            or all(line.amazon_quantity == quantity for line, quantity in possible.items())
            and any(self._compare_total(sale_order))
        )

    def _disagreements(self, sale_order, status):
        """Return in what a sales order is not as Amazon says. It never fails.

        :param sale.order sale_order: the order's sales order.
        :param str status: Amazon's status of the order.
        :return: sentences for a person, by what they are about: words that stay the same as long as
            Amazon says the same.
        :rtype: dict[str, str]
        """
        try:
            return dict(self._compare(sale_order, status))
        except Exception as error:
            if is_transaction_lost(error):
                raise
            log_mishap(f"Amazon order {sale_order.amazon_order_ref} was not compared", error)
            return {'mishap': _(
                "Odoo cannot compare the sales order with Amazon's (%s). The server log has the "
                "details.", type(error).__name__,
            )}

    def _compare(self, sale_order, status):
        if sale_order.state == 'cancel' or status == 'cancelled':
            yield from self._compare_cancellation(sale_order, status)
        elif status not in SOLD_STATUSES:
            yield from self._compare_release(sale_order, status)
        elif sale_order.state != 'sale':
            yield from self._compare_quotation(sale_order, status)
        else:
            # Not `filtered`: so the lines of all orders are read at once.
            goods = [line for line in sale_order.order_line if line.amazon_item_ref]
            for line in goods:
                yield from self._compare_quantity(line)
            yield from self._compare_total(sale_order)
            for line in goods:
                if line.product_id.type != 'service':
                    yield from self._compare_delivery(line, status)
            for line in sale_order.order_line:
                if line.amazon_charge_key:
                    yield from self._compare_invoice(line)

    # === THE WHOLE ORDER === #

    def _compare_cancellation(self, sale_order, status):
        if status == 'cancelled':
            if sale_order.state != 'cancel' or self._has_left(sale_order):
                yield 'cancelled', _(
                    "Amazon canceled the order after goods were delivered or invoiced in Odoo. "
                    "Decide what becomes of them."
                )
        elif status in ('partially_shipped', 'shipped'):
            yield f'canceled in Odoo:{status}', _(
                "The sales order is canceled in Odoo, but Amazon says that it was shipped."
            )
        elif status == 'unshipped' and sale_order.amazon_channel == 'fbm':
            yield 'canceled in Odoo', _(
                "The sales order is canceled in Odoo, but Amazon still expects you to ship it. "
                "Cancel it in Seller Central, too."
            )

    def _has_left(self, sale_order):
        """Return whether goods are away that nobody pays for."""
        return any(
            line.qty_delivered if sale_order.amazon_channel == 'fbm'
            else line.amazon_quantity_moved > line.amazon_quantity_shipped
            for line in sale_order.order_line if line.amazon_item_ref
        )

    def _compare_release(self, sale_order, status):
        if sale_order.state != 'sale':
            return
        if status in ('pending', 'pending_availability'):
            yield 'taken back', _(
                "Amazon has taken the order back: nothing of it is to be shipped for now."
            )
        elif status == 'unfulfillable':
            yield 'unfulfillable', _(
                "Amazon says that it cannot be fulfilled. Look at it in Seller Central."
            )

    def _compare_quotation(self, sale_order, status):
        if status != 'unshipped':
            yield f'quotation:{status}', _(
                "It is a quotation in Odoo, but Amazon says that it was shipped. Confirm it."
            )
        elif sale_order.amazon_channel == 'fbm':
            yield 'quotation', _(
                "It is a quotation in Odoo, but sold on Amazon. Confirm it, or cancel it in Seller "
                "Central."
            )

    def _compare_total(self, sale_order):
        currency = sale_order.currency_id
        if currency.compare_amounts(sale_order.amount_total, sale_order.amazon_total):
            yield f'total:{sale_order.amazon_total}', _(
                "Total: %(amazon)s on Amazon, %(odoo)s in Odoo.",
                amazon=currency.format(sale_order.amazon_total),
                odoo=currency.format(sale_order.amount_total),
            )

    # === A LINE === #

    def _compare_quantity(self, line):
        if line.product_uom_qty != line.amazon_quantity:
            yield f'ordered:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: %(amazon)s ordered on Amazon, %(odoo)g in Odoo.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
                odoo=line.product_uom_qty,
            )

    def _compare_delivery(self, line, status):
        """Compare what was shipped, and whether the rest will be.

        What Odoo has delivered and Amazon does not know is the business of the parcels.
        """
        if line.order_id.amazon_channel == 'fba':
            yield from self._compare_stock(line)
        elif line._amazon_delivered() < line.amazon_quantity_shipped:
            yield f'shipped:{line.id}:{line.amazon_quantity_shipped}', _(
                "%(product)s: Amazon was told that %(amazon)s are shipped, but %(odoo)s are "
                "delivered in Odoo. If these goods have left, validate the delivery.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity_shipped,
                odoo=line._amazon_delivered(),
            )
        elif line.qty_delivered > max(line.product_uom_qty, line.amazon_quantity):
            yield f'delivered:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: %(odoo)g are delivered in Odoo, %(amazon)s ordered on Amazon.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
                odoo=line.qty_delivered,
            )
        elif line._amazon_surplus_to_deliver():
            yield f'to deliver:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: Odoo is about to deliver more than the %(amazon)s that Amazon "
                "expects. If that is meant so, keep it as it is.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
            )
        elif status != 'shipped':
            yield from self._compare_rest(line)

    def _compare_stock(self, line):
        if line.amazon_quantity_moved != line.amazon_quantity_shipped:
            yield f'stock:{line.id}:{line.amazon_quantity_shipped}', _(
                "%(product)s: Amazon now says that it shipped %(amazon)s, after %(odoo)s had left "
                "its stock in Odoo.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity_shipped,
                odoo=line.amazon_quantity_moved,
            )

    def _compare_rest(self, line):
        # Where the quantities differ, that is said already.
        is_missing = line._amazon_delivered() < line.amazon_quantity == line.product_uom_qty
        if is_missing and line._has_nothing_left_to_deliver():
            yield f'rest:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: Amazon expects %(amazon)s, but Odoo delivers no more than %(odoo)s. "
                "Cancel the rest in Seller Central, or deliver it.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
                odoo=line._amazon_delivered(),
            )

    def _compare_invoice(self, line):
        if line.qty_invoiced > line.product_uom_qty:
            yield f'invoiced:{line.id}:{line.product_uom_qty}', _(
                "%(product)s: %(invoiced)g are invoiced, of %(odoo)g ordered. Correct the invoice.",
                product=line.product_id.display_name,
                invoiced=line.qty_invoiced,
                odoo=line.product_uom_qty,
            )
