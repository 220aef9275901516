from odoo import models

from ....lib.words import _, joined

TO_LOOK_AT = ('failed', 'conflict')


class AmazonAccount(models.Model):
    """What people are told of orders that were synchronized."""

    _inherit = 'amazon.account'

    def _newest_sale_order(self):
        """Return the newest sales order's database ID: what is made from now on has a higher one.

        :rtype: int
        """
        return self.env['sale.order'].sudo().with_context(active_test=False).search(
            [], order='id desc', limit=1
        ).id or 0

    def _notice_of_orders(self, newest_before, dealt_with, is_work_left):
        """Return what tells what became of orders.

        :param int newest_before: by :meth:`_newest_sale_order`, when the synchronization began.
        :param set[int] dealt_with: the orders of Amazon's that it dealt with, by database ID.
        :param bool is_work_left: whether it goes on in the background.
        :return: a notification.
        :rtype: dict
        """
        self.invalidate_recordset(['skus_to_pair_count'])
        orders = self.env['amazon.order'].browse(dealt_with).exists()
        said = [
            *self._count_outcomes(orders, newest_before),
            self.denied_marketplace_ids
            and _("Amazon denies orders of %s.", self._names_of_denied()),
            self.orders_sync_message,
            is_work_left and not self.orders_sync_message
            and _("The rest goes on in the background; you are told when it is done."),
        ]
        is_trouble = (
            _to_look_at(orders) or self.skus_to_pair_count
            or self.orders_sync_message or self.denied_marketplace_ids
        )
        return self._notification(
            self._title_of_orders(is_work_left),
            joined(' ', said) or _("Nothing has changed on Amazon."),
            kind='warning' if is_trouble else 'success',
            buttons=self._buttons_of_orders(orders),
        )

    def _title_of_orders(self, is_work_left):
        if self.orders_sync_message:
            return _("Not all orders could be read")
        if is_work_left:
            return _("Orders are being synchronized")
        return _("Orders synchronized")

    def _count_outcomes(self, orders, newest_before):
        """Return how many orders were imported, updated and so on, a sentence each.

        :param amazon.order orders: what was dealt with.
        :param int newest_before: the newest sales order before.
        :rtype: list[str]
        """
        imported = orders.filtered(lambda order: order.sale_order_id.id > newest_before)
        known = orders - imported
        canceled = known.filtered(
            lambda order: order.state == 'imported' and order.sale_order_id.state == 'cancel'
        )
        updated = known.filtered(lambda order: order.state == 'imported') - canceled
        to_decide = orders.filtered(lambda order: order.state == 'conflict')
        failed = orders.filtered(lambda order: order.state == 'failed')
        ignored = orders.filtered(lambda order: order.state == 'ignored')
        return [sentence for number, sentence in (
            (len(imported), _("Orders imported: %s.", len(imported))),
            (len(updated), _("Updated: %s.", len(updated))),
            (len(canceled), _("Canceled: %s.", len(canceled))),
            (len(to_decide), _("To decide: %s.", len(to_decide))),
            (len(failed), _("Failed: %s.", len(failed))),
            (len(ignored), _("Ignored: %s.", len(ignored))),
        ) if number]

    def _buttons_of_orders(self, orders):
        to_look_at = _to_look_at(orders)
        buttons = []
        if self.skus_to_pair_count:
            buttons.append(self._button_to(
                _("SKUs to pair with a product: %s", self.skus_to_pair_count),
                'amazon_connector.action_amazon_offer_to_pair',
                [('account_id', '=', self.id), ('is_to_do', '=', True)],
            ))
        if to_look_at:
            buttons.append(self._button_to(
                _("Orders to look at: %s", len(to_look_at)),
                'amazon_connector.action_amazon_order',
                [*self._only_these(to_look_at), ('state', 'in', TO_LOOK_AT)],
            ))
        if orders and not buttons:
            buttons.append(self._button_to(
                _("Show"), 'amazon_connector.action_amazon_order', self._only_these(orders),
            ))
        return buttons

    def _notice_of_done(self, kind, **before):
        if kind != 'orders':
            return super()._notice_of_done(kind, **before)
        return self._notice_of_orders(before['newest'], before['dealt_with'], False)


def _to_look_at(orders):
    return orders.filtered(lambda order: order.state in TO_LOOK_AT)
