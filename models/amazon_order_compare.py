from odoo import _, models

from ..spapi import SOLD_STATUSES
from .job import is_transaction_lost
from .mishap import log_mishap


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
            'done' not in goods.move_ids.mapped('state')
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
            or all(line.amazon_quantity == quantity for line, quantity in possible.items())
            and bool(self._disagreement_on_total(sale_order))
        )

    def _disagreement(self, sale_order, status):
        """Return in what a sales order is not as Amazon says. It never fails.

        :param sale.order sale_order: the order's sales order.
        :param str status: Amazon's status of the order.
        :return: sentences for a person; '' if it is as Amazon says.
        :rtype: str
        """
        try:
            return self._compare(sale_order, status)
        except Exception as error:
            if is_transaction_lost(error):
                raise
            log_mishap(f"Amazon order {sale_order.amazon_order_ref} was not compared", error)
            return _(
                "Odoo cannot compare the sales order with Amazon's (%s). The server log has the "
                "details.", type(error).__name__,
            )

    def _compare(self, sale_order, status):
        if sale_order.state == 'cancel' or status == 'cancelled':
            return self._disagreement_on_cancellation(sale_order, status)
        if status not in SOLD_STATUSES:
            return self._disagreement_on_release(sale_order, status)
        if sale_order.state != 'sale':
            return self._disagreement_on_quotation(sale_order, status)
        # A list, whose records are read with those of all orders.
        goods = [line for line in sale_order.order_line if line.amazon_item_ref]
        return "\n".join(filter(None, [
            *map(self._disagreement_on_quantity, goods),
            self._disagreement_on_total(sale_order),
            *(self._disagreement_on_delivery(line, status) for line in goods),
            *map(self._disagreement_on_invoice, goods),
        ]))

    def _disagreement_on_quotation(self, sale_order, status):
        if status == 'unshipped' and sale_order.amazon_channel == 'fba':
            return ''  # Odoo waits until Amazon has shipped something.
        if status == 'unshipped':
            return _(
                "It is a quotation in Odoo, but sold on Amazon. Confirm it, or cancel it in Seller "
                "Central."
            )
        return _("It is a quotation in Odoo, but Amazon says that it was shipped. Confirm it.")

    def _disagreement_on_cancellation(self, sale_order, status):
        if status == 'cancelled':
            return self._disagreement_on_what_was_done(sale_order)
        if status in ('partially_shipped', 'shipped'):
            return _("The sales order is canceled in Odoo, but Amazon says that it was shipped.")
        if status == 'unshipped' and sale_order.amazon_channel == 'fbm':
            return _(
                "The sales order is canceled in Odoo, but Amazon still expects you to ship it. "
                "Cancel it in Seller Central, too."
            )
        return ''

    def _disagreement_on_what_was_done(self, sale_order):
        """Return whether an order that Amazon canceled leaves something behind."""
        is_gone = any(
            line.qty_delivered if sale_order.amazon_channel == 'fbm'
            else line.amazon_quantity_moved > line.amazon_quantity_shipped
            for line in sale_order.order_line if line.amazon_item_ref
        )
        if sale_order.state != 'cancel' or is_gone:
            return _(
                "Amazon canceled the order after goods were delivered or invoiced in Odoo. "
                "Decide what becomes of them."
            )
        return ''

    def _disagreement_on_release(self, sale_order, status):
        if sale_order.state != 'sale':
            return ''
        if status in ('pending', 'pending_availability'):
            return _("Amazon has taken the order back: nothing of it is to be shipped for now.")
        if status == 'unfulfillable':
            return _("Amazon says that it cannot be fulfilled. Look at it in Seller Central.")
        return ''

    def _disagreement_on_quantity(self, line):
        if line.product_uom_qty == line.amazon_quantity:
            return ''
        return _(
            "%(product)s: %(amazon)s ordered on Amazon, %(odoo)g in Odoo.",
            product=line.product_id.display_name,
            amazon=line.amazon_quantity,
            odoo=line.product_uom_qty,
        )

    def _disagreement_on_total(self, sale_order):
        if not sale_order.currency_id.compare_amounts(
            sale_order.amount_total, sale_order.amazon_total
        ):
            return ''
        return _(
            "Total: %(amazon)s on Amazon, %(odoo)s in Odoo.",
            amazon=sale_order.currency_id.format(sale_order.amazon_total),
            odoo=sale_order.currency_id.format(sale_order.amount_total),
        )

    def _disagreement_on_delivery(self, line, status):
        """Compare what was shipped, and whether the rest will be.

        What Odoo has delivered and Amazon does not know is the business of the parcels.
        """
        if line.product_id.type == 'service':
            return ''
        delivered, shipped = line._amazon_delivered(), line.amazon_quantity_shipped
        if line.order_id.amazon_channel == 'fba':
            return delivered != shipped and _(
                "%(product)s: Amazon now says that it shipped %(amazon)s, after %(odoo)s had left "
                "its stock in Odoo.",
                product=line.product_id.display_name, amazon=shipped, odoo=delivered,
            )
        if delivered < shipped:
            return _(
                "%(product)s: Amazon was told that %(amazon)s are shipped, but %(odoo)s are "
                "delivered in Odoo. If these goods have left, validate the delivery.",
                product=line.product_id.display_name, amazon=shipped, odoo=delivered,
            )
        if line.qty_delivered > max(line.product_uom_qty, line.amazon_quantity):
            return _(
                "%(product)s: %(odoo)g are delivered in Odoo, %(amazon)s ordered on Amazon.",
                product=line.product_id.display_name, amazon=line.amazon_quantity,
                odoo=line.qty_delivered,
            )
        if line._amazon_surplus_to_deliver():
            return _(
                "%(product)s: Odoo is about to deliver more than the %(amazon)s that Amazon "
                "expects.",
                product=line.product_id.display_name, amazon=line.amazon_quantity,
            )
        is_expected = status != 'shipped' and delivered < line.amazon_quantity
        if is_expected and line._has_nothing_left_to_deliver():
            return _(
                "%(product)s: Amazon expects %(amazon)s, but Odoo delivers no more than %(odoo)s. "
                "Cancel the rest in Seller Central, or deliver it.",
                product=line.product_id.display_name, amazon=line.amazon_quantity, odoo=delivered,
            )
        return ''

    def _disagreement_on_invoice(self, line):
        if line.qty_invoiced <= line.product_uom_qty:
            return ''
        return _(
            "%(product)s: %(invoiced)g are invoiced, of %(odoo)g ordered. Correct the invoice.",
            product=line.product_id.display_name,
            invoiced=line.qty_invoiced,
            odoo=line.product_uom_qty,
        )
