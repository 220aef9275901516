from odoo import _, models
from odoo.exceptions import UserError

from ..spapi import MalformedOrder, Order, packages_of
from .amazon_fba_shipping import Step
from .job import is_transaction_lost
from .mishap import log_mishap

BATCH_SIZE = 50


class AmazonOrderImport(models.AbstractModel):
    """Makes sales orders of the inbox, in batches."""

    _name = 'amazon.order.import'
    _description = "Amazon Order Import"

    def _import_due(self, account, among=None):
        """Deal with the next batch of the inbox.

        :param amazon.account account: whose inbox.
        :param amazon.order among: only these rows, if given.
        :return: whether there was something to do.
        :rtype: bool
        """
        rows = self.env['amazon.order']._due(account, BATCH_SIZE, among)
        sale_orders = self._known_sale_orders(rows)
        to_create = rows.filtered(
            lambda row: row.amazon_order_ref not in sale_orders and row._is_to_create()
        )
        self._do_or_halve(rows - to_create, lambda rows: self._follow(rows, sale_orders))
        orders = self._read_payloads(to_create)
        self._do_or_halve(
            to_create.filtered(orders.get), lambda rows: self._create_sale_orders(rows, orders)
        )
        return bool(rows)

    def _known_sale_orders(self, rows):
        sale_orders = self.env['sale.order'].search([
            ('amazon_account_id', '=', rows.account_id.id),
            ('amazon_order_ref', 'in', rows.mapped('amazon_order_ref')),
        ])
        return {sale_order.amazon_order_ref: sale_order for sale_order in sale_orders}

    # === FAILURES === #

    def _do_or_halve(self, rows, deal_with):
        """Deal with rows together; where that fails, with each half of them.

        So an order that cannot be dealt with stands alone in the end, and only it fails.

        :param amazon.order rows: rows of the inbox.
        :param callable deal_with: gets rows.
        """
        if not rows:
            return
        try:
            with self.env.cr.savepoint():
                deal_with(rows)
        except Exception as error:
            if is_transaction_lost(error):
                raise
            if len(rows) == 1:
                rows._fail(self._reason(rows, error))
                return
            middle = len(rows) // 2
            self._do_or_halve(rows[:middle], deal_with)
            self._do_or_halve(rows[middle:], deal_with)

    def _read_payloads(self, rows):
        """Read what Amazon sent; what cannot be read fails here, alone.

        :param amazon.order rows: rows of the inbox.
        :return: the orders that can be read, by row.
        :rtype: dict[amazon.order, Order]
        """
        orders = {}
        for row in rows:
            try:
                order = Order.from_payload(row.payload)
                row._resolve_marketplace(order.marketplace_ref)
                orders[row] = order
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                row._fail(self._reason(row, error))
        return orders

    def _reason(self, row, error):
        if isinstance(error, MalformedOrder):
            return _(
                "What Amazon sent cannot be made a sales order. %s "
                "Look at the order in Seller Central; then use Retry.",
                error,
            )
        if isinstance(error, UserError):
            return str(error)
        log_mishap(f"Amazon order {row.amazon_order_ref} was not imported", error)
        return _(
            "Odoo could not make a sales order of it (%s). "
            "The server log has the details; then use Retry.",
            type(error).__name__,
        )

    # === WHAT IS NOT IMPORTED, OR IS ALREADY === #

    def _follow(self, rows, sale_orders):
        """Do what Amazon's status asks for where no sales order is to be made.

        :param amazon.order rows: the rows, of one account.
        :param dict[str, sale.order] sale_orders: the sales orders there are, by order reference.
        """
        for row in rows:
            sale_order = sale_orders.get(row.amazon_order_ref)
            if row.amazon_status == 'cancelled':
                self._cancel(row, sale_order)
            elif sale_order:
                sale_order._settle_amazon_packages(
                    packages_of(row.payload), row.amazon_status
                )
                row._settle('imported', self._reason_to_wonder(row), sale_order)
            elif (row.channel, row.amazon_status) == ('fbm', 'partially_shipped'):
                row._settle('conflict', _(
                    "Part of it was shipped before Odoo knew the order. Ship the rest in Seller "
                    "Central, or enter the sales order by hand."
                ))
            else:
                row._settle('ignored', self._reason_to_ignore(row))

    def _reason_to_ignore(self, row):
        if row.amazon_status in ('pending', 'pending_availability'):
            return _("Amazon has not released the order yet; it is imported when it does.")
        if row.amazon_status == 'unfulfillable':
            return _("Amazon cannot fulfil the order.")
        if row.channel == 'fba':
            return _("Amazon has not shipped all of the order yet; it is imported when it has.")
        return _("It is shipped already, and there is no sales order of it.")

    def _reason_to_wonder(self, row):
        return row.amazon_status == 'unknown' and _("Its status on Amazon is not known here.")

    def _cancel(self, row, sale_order):
        if not sale_order:
            row._settle('ignored', _("It is canceled, and there is no sales order of it."))
        elif sale_order.state == 'cancel':
            row._settle('imported', sale_order=sale_order)
        elif sale_order._is_amazon_cancellation_safe():
            sale_order._cancel_for_amazon()
            row._settle('imported', sale_order=sale_order)
        else:
            row._settle('conflict', _(
                "Amazon canceled the order after goods were delivered or invoiced in Odoo. "
                "Decide on the sales order: a return, a credit note, or nothing."
            ), sale_order)

    # === CREATION === #

    def _create_sale_orders(self, rows, orders):
        """Make confirmed sales orders of rows, with all that belongs to them.

        :param amazon.order rows: the rows, of one account.
        :param dict[amazon.order, Order] orders: what Amazon says of each.
        """
        account = rows.account_id
        customers = self.env['res.partner']._customers_of_amazon_orders(
            account, [orders[row] for row in rows]
        )
        offers = self.env['amazon.offer']._offers_of_amazon_orders(account, rows, orders)
        sale_orders = self.env['sale.order'].with_context(
            mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True
        ).create([
            self.env['sale.order']._prepare_amazon_order(row, orders[row], customers, offers)
            for row in rows
        ])
        sale_orders._match_amazon_totals([orders[row].total for row in rows])
        sale_orders.action_confirm()
        self.env['amazon.fba.shipping']._record([
            Step(line, int(line.product_uom_qty), row.amazon_update)
            for row, sale_order in zip(rows, sale_orders, strict=True)
            if sale_order.amazon_channel == 'fba'
            for line in sale_order.order_line.filtered('amazon_item_ref')
        ])
        for row, sale_order in zip(rows, sale_orders, strict=True):
            row._settle('imported', sale_order=sale_order)
