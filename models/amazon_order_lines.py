from markupsafe import Markup

from odoo import _, models
from odoo.exceptions import UserError


class AmazonOrderLines(models.AbstractModel):
    """Brings the lines of a sales order to what Amazon charges by now.

    The deliveries follow, as they do when a person changes an ordered quantity.
    """

    _name = 'amazon.order.lines'
    _description = "Amazon Order Lines"

    def _follow(self, row, sale_order, order):
        """Bring a sales order to Amazon's figures, if these have changed.

        :param amazon.order row: the order's row in the inbox.
        :param sale.order sale_order: its confirmed sales order.
        :param Order order: what Amazon says.
        :raise UserError: if Odoo cannot follow; says why.
        """
        if not self._is_due(row, sale_order, order):
            return
        is_locked = sale_order.locked
        if is_locked:
            sale_order.action_unlock()
        open_pickings = sale_order.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
        )
        moves = sale_order.order_line.move_ids
        before = self._summary(sale_order)
        is_complete = self._update(row, sale_order, order)
        self._check_deliveries(sale_order.order_line.move_ids - moves)
        if is_complete:
            sale_order._match_amazon_totals([order.total])
        sale_order.amazon_figures = order.figures
        if is_locked:
            sale_order.action_lock()
        self._note_changes(sale_order, open_pickings, before)

    def _is_due(self, row, sale_order, order):
        """Return whether Amazon changed something, or a person wants its figures.

        What a person has changed in Odoo stays as long as Amazon does not change anything. Orders
        that were imported before figures were kept are for a person, too: of their lines, it is
        not known which of Amazon's charges they are.
        """
        is_changed = sale_order.amazon_figures not in (False, order.figures)
        return is_changed or (row.is_to_take_over and bool(sale_order.amazon_figures))

    def _update(self, row, sale_order, order):
        """Write what has changed.

        :return: whether all quantities are Amazon's: no line goes below what was delivered.
        :rtype: bool
        """
        rounding = sale_order.order_line._amazon_rounding()
        rounding.price_unit = 0
        lines = {
            line.amazon_charge_key: line
            for line in (sale_order.order_line - rounding).filtered('amazon_charge_key')
        }
        charges = {
            key: (item, charge) for key, item, charge in rounding._amazon_charges(order)
        }
        is_complete = True
        for key, line in lines.items():
            item, charge = charges.get(key, (None, None))
            quantity = line._amazon_quantity_of(item, charge)
            is_complete &= line._take_over_amazon_charge(charge, quantity)
        self._add(row, sale_order, order, charges.keys() - lines.keys())
        return is_complete

    def _add(self, row, sale_order, order, keys):
        """Add what the order did not have before."""
        if not keys:
            return
        offers = self.env['amazon.offer']._offers_of_amazon_orders(
            row.account_id, row, {row: order}
        )
        values = sale_order.order_line._prepare_amazon_lines(
            row, order, offers, sale_order.fiscal_position_id
        )
        sale_order.order_line.create([
            {**line, 'order_id': sale_order.id}
            for line in values if line.get('amazon_charge_key') in keys
        ])

    def _check_deliveries(self, new_moves):
        """Check that less to deliver was taken off deliveries, and nothing is to be fetched back.

        :param stock.move new_moves: what Odoo has planned.
        :raise UserError: if it was not.
        """
        if any(move.location_id.usage == 'customer' for move in new_moves):
            raise UserError(_(
                "Amazon reduced the order, but its deliveries cannot be reduced. Change the "
                "quantities of the deliveries and of the sales order by hand, then use Retry."
            ))

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

    def _note_changes(self, sale_order, open_pickings, before):
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
        for record in [sale_order, *open_pickings]:
            record.message_post(body=body)
