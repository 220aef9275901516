from odoo import models

from ...lib.job import is_transaction_lost
from ...lib.mishap import log_mishap
from ...lib.words import _, as_money
from ...models.order.deciding.amazon_order_question import AMOUNTS
from .amazon_order_lines import INCOMPLETE

MOST_DECIMALS = 6


class AmazonOrderCompare(models.AbstractModel):
    """Compares a sales order with what Amazon last said of it.

    It reads nothing but Odoo's own records: what Amazon said of quantities and the total is kept
    there. So it can be asked at any time, not only while an order is read.
    """

    _name = 'amazon.order.compare'
    _description = "Amazon Order Comparison"

    def _is_other(self, sale_order):
        """Return whether a sales order would change if it took over what Amazon says of it."""
        goods = sale_order.order_line.filtered('amazon_item_ref')
        possible = {
            line: max(line.amazon_quantity, line._amazon_least_quantity()) for line in goods
        }
        return (
            sale_order.state != 'sale'
            or bool(sale_order._amazon_people_to_decide())
            or any(line.product_uom_qty != quantity for line, quantity in possible.items())
            or all(line.amazon_quantity == quantity for line, quantity in possible.items())
            and any(self._compare_total(sale_order))
        )

    def _disagreements(self, row, sale_order):
        """Return in what a sales order is not as Amazon says. It never fails.

        :param amazon.order row: the order's row in the inbox.
        :param sale.order sale_order: its sales order.
        :return: sentences for a person, by what they are about: words that stay the same as long as
            Amazon says the same.
        :rtype: dict[str, str]
        """
        try:
            return dict(self._compare(row, sale_order))
        except Exception as error:
            if is_transaction_lost(error):
                raise
            log_mishap(f"Amazon order {sale_order.amazon_order_ref} was not compared", error)
            return {'mishap': _(
                "Odoo cannot compare the sales order with Amazon's. %s",
                self.env['amazon.reason']._cause(error),
            )}

    def _compare(self, row, sale_order):
        decider = self.env['amazon.order.decide']
        decision = decider._decide(row, sale_order)
        if decision.action != 'follow':
            yield from decider._question(decision, row.amazon_status).items()
            return
        # Not `filtered`: so the lines of all orders are read at once.
        goods = [line for line in sale_order.order_line if line.amazon_item_ref]
        for line in goods:
            yield from self._compare_quantity(line)
        yield from self._compare_total(sale_order)
        yield from sale_order._amazon_people_to_decide().items()
        if sale_order.amazon_doubt:
            figures = (sale_order.amazon_figures or '').removeprefix(INCOMPLETE)
            yield f'{AMOUNTS}{figures}', sale_order.amazon_doubt
        for line in goods:
            if line.product_id.type != 'service':
                yield from self._compare_delivery(line, row.amazon_status)
        for line in sale_order.order_line:
            if line.amazon_charge_key:
                yield from self._compare_invoice(line)

    # === THE WHOLE ORDER === #

    def _compare_total(self, sale_order):
        currency = sale_order.currency_id
        due = sale_order._amazon_due()
        if currency.compare_amounts(sale_order.amount_total, due):
            # What was kept before is to be the same word: 0.57, not 0.5700000000000001.
            yield f'total:{round(due, MOST_DECIMALS)}', self._say_totals(sale_order, due)
            yield from self._compare_added_lines(sale_order)

    def _say_totals(self, sale_order, due):
        amounts = {
            'amazon': as_money(sale_order.currency_id, due),
            'odoo': as_money(sale_order.currency_id, sale_order.amount_total),
        }
        if sale_order.amazon_tax_collected:
            return _(
                "Total without the tax that Amazon collects: %(amazon)s on Amazon, %(odoo)s in "
                "Odoo.", **amounts,
            )
        return _("Total: %(amazon)s on Amazon, %(odoo)s in Odoo.", **amounts)

    def _compare_added_lines(self, sale_order):
        added = sale_order._lines_added_to_amazon()
        if not added:
            return
        names = ", ".join(added.mapped('name'))
        if added == added._amazon_removable():
            yield f'added:{added.ids}', _(
                "Amazon does not charge for this, it was added in Odoo: %s. Use Take Off Added "
                "Lines, or keep it as it is.", names,
            )
        else:
            yield f'added:{added.ids}', _(
                "Amazon does not charge for this, it was added in Odoo, and is delivered or "
                "invoiced already: %s. Correct the invoice, or keep it as it is.", names,
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
        """Compare what was shipped of a line; those who know of deliveries add what they see.

        :param sale.order.line line: goods of an order that is followed.
        :param str status: Amazon's status of the order.
        """
        yield from ()

    def _compare_invoice(self, line):
        if line.qty_invoiced > line.product_uom_qty:
            yield f'invoiced:{line.id}:{line.product_uom_qty}', _(
                "%(product)s: %(invoiced)g are invoiced, of %(odoo)g ordered. Correct the invoice.",
                product=line.product_id.display_name,
                invoiced=line.qty_invoiced,
                odoo=line.product_uom_qty,
            )
