from contextlib import contextmanager

from markupsafe import Markup

from odoo import models

from ...lib.differences import write_differences
from ...lib.words import _

# Before Amazon's figures, if they were taken over no further than was possible.
INCOMPLETE = 'incomplete:'


class AmazonOrderLines(models.AbstractModel):
    """Brings the lines of a sales order to what Amazon charges by now.

    The deliveries follow, as they do when a person changes an ordered quantity.
    """

    _name = 'amazon.order.lines'
    _description = "Amazon Order Lines"

    def _bring_to(self, row, sale_order, order):
        """Bring a sales order to Amazon's figures, if these have changed.

        :param amazon.order row: the order's row in the inbox.
        :param sale.order sale_order: its confirmed sales order.
        :param Order order: what Amazon says.
        :raise UserError: if Odoo cannot follow; says why.
        """
        if not self._is_due(row, sale_order, order):
            self._catch_up(sale_order)
            return
        readers = self.env['amazon.order.news']._readers(sale_order)
        before = self._summary(sale_order)
        planned = {
            line: line.product_uom_qty
            for line in sale_order.order_line.filtered('amazon_item_ref')
        }
        # Quantities are certain. Amounts that contradict them, or each other, are for a person.
        is_sure = order.is_money_sure or row.is_to_take_over and order.is_money_known
        with self._unlocked(sale_order):
            if is_sure:
                is_complete = self._update(row, sale_order, order)
                sale_order._round_to_amazon(order.due, order)
            else:
                is_complete = self._update_quantities(row, sale_order, order)
        self._bring_deliveries(planned)
        sale_order.amazon_figures = f"{'' if is_complete else INCOMPLETE}{order.figures}"
        self._note_changes(sale_order, readers, before)

    def _catch_up(self, sale_order):
        """Lower what could not be lowered before, and can be by now: after a return, for instance.

        :param sale.order sale_order: a sales order of Amazon's.
        """
        figures = sale_order.amazon_figures or ''
        if not figures.startswith(INCOMPLETE) or sale_order.state != 'sale':
            return
        goods = sale_order.order_line.filtered('amazon_item_ref')
        before = self._summary(sale_order)
        with self._unlocked(sale_order):
            goods._take_over_amazon_quantity()
            sale_order._round_to_amazon(sale_order._amazon_due())
        if all(line.product_uom_qty <= line.amazon_quantity for line in goods):
            sale_order.amazon_figures = figures.removeprefix(INCOMPLETE)
        self._note_changes(sale_order, [], before)

    def _stop(self, sale_order):
        """Lower what Amazon does not want any more to what was delivered or invoiced.

        :param sale.order sale_order: a confirmed sales order that Amazon canceled.
        """
        with self._unlocked(sale_order):
            sale_order.order_line.filtered('amazon_item_ref')._take_over_amazon_quantity()

    @contextmanager
    def _unlocked(self, sale_order):
        is_locked = sale_order.locked
        if is_locked:
            sale_order.action_unlock()
        yield
        if is_locked:
            sale_order.action_lock()

    def _is_due(self, row, sale_order, order):
        """Return whether Amazon changed something, or a person wants its figures.

        What a person has changed in Odoo stays as long as Amazon does not change anything. Orders
        that were imported before figures were kept are for a person, too: of their lines, it is
        not known which of Amazon's charges they are.
        """
        known = sale_order.amazon_figures
        return bool(known) and (
            row.is_to_take_over or known.removeprefix(INCOMPLETE) != order.figures
        )

    def _update(self, row, sale_order, order):
        """Write what has changed.

        :return: whether all quantities are Amazon's: no line goes below what was delivered.
        :rtype: bool
        """
        rounding = sale_order.order_line._amazon_rounding()
        lines = {
            line.amazon_charge_key: line
            for line in (sale_order.order_line - rounding).filtered('amazon_charge_key')
        }
        charges = {
            key: (item, charge) for key, item, charge in rounding._amazon_charges(order)
        }
        self._note_taxation(sale_order, order, lines, charges)
        is_complete = True
        for key, line in lines.items():
            item, charge = charges.get(key, (None, None))
            quantity = line._amazon_quantity_of(item, charge)
            if not row.is_to_take_over and line._is_amazon_charge_doubtful(charge, quantity):
                is_complete &= line._take_over_amazon_quantity()
            else:
                is_complete &= line._take_over_amazon_charge(item, charge, quantity)
        self._add(row, sale_order, order, charges.keys() - lines.keys())
        return is_complete

    def _note_taxation(self, sale_order, order, lines, charges):
        """Note whose tax it is by now, and have the taxes of lines follow that."""
        taxes, marketplace = self.env['amazon.order.taxes'], sale_order.amazon_marketplace_id
        values = sale_order._prepare_amazon_taxation(order, marketplace)
        schemes = {
            line: line._amazon_scheme(*charges[key], marketplace, values['amazon_tax_scheme'])
            for key, line in lines.items() if key in charges
        }
        changed = [
            line for line, scheme in schemes.items() if scheme != line._scheme_of_amazon()
        ]
        with taxes._following(sale_order):
            write_differences(sale_order, values)
            for line in changed:
                line.write({
                    'is_amazon_tax_withheld': bool(schemes[line]),
                    'amazon_tax_scheme': schemes[line] or False,
                })
        late = [line for line in schemes if line not in changed and taxes._is_taxed_otherwise(line)]
        for line in changed + late:
            if not line._amazon_invoiced():
                taxes._tax_anew(line)
        if late and not any(line._amazon_invoiced() for line in schemes):
            sale_order.fiscal_position_id = taxes._position_of(sale_order)

    def _update_quantities(self, row, sale_order, order):
        """Write what has changed of quantities, and leave prices as they are.

        :return: whether all quantities are Amazon's.
        :rtype: bool
        """
        items = {item.item_ref: item for item in order.items}
        goods = sale_order.order_line.filtered('amazon_item_ref')
        for line in goods:
            item = items.get(line.amazon_item_ref)
            line._write_amazon_amounts({'product_uom_qty': max(
                item.quantity if item else 0, line._amazon_least_quantity()
            )})
        known = set(goods.mapped('amazon_charge_key'))
        self._add(row, sale_order, order, {
            key for key, _item, charge in goods._amazon_charges(order) if charge.kind == 'item'
        } - known)
        return all(line.product_uom_qty <= line.amazon_quantity for line in goods)

    def _add(self, row, sale_order, order, keys):
        """Add what the order did not have before."""
        if not keys:
            return
        offers = self.env['amazon.offer']._offers_of_amazon_orders(
            row.account_id, row, {row: order}
        )
        values = sale_order.order_line._prepare_amazon_lines(
            row, order, offers, self.env['amazon.order.taxes']._positions_of(sale_order)
        )
        sale_order.order_line.create([
            {**line, 'order_id': sale_order.id}
            for line in values if line.get('amazon_charge_key') in keys
        ])

    # === WHAT HAS CHANGED === #

    def _summary(self, sale_order):
        """Return what a person compares: quantities by line, and the total.

        :rtype: dict[str, str]
        """
        goods = sale_order.order_line.filtered('amazon_item_ref')
        return {
            **{line.name: f"{line.product_uom_qty:g}" for line in goods},
            _("Total"): sale_order.currency_id.format(sale_order.amount_total),
        }

    def _bring_deliveries(self, planned):
        """Have no more delivered than Amazon expects.

        :param dict[sale.order.line, float] planned: the quantities of lines when their deliveries
            were planned.
        """

    def _note_changes(self, sale_order, readers, before):
        after = self._summary(sale_order)
        changes = [
            f"{name}: {before.get(name, '0')} → {value}"
            for name, value in after.items() if before.get(name) != value
        ]
        if not changes:
            return
        body = _("Amazon changed the order:") + Markup("<ul>%s</ul>") % Markup().join(
            Markup("<li>%s</li>") % change for change in changes
        )
        self.env['amazon.order.news']._tell(sale_order, readers, body)
