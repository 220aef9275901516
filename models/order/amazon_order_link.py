import json
from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.series import check_access
from ...spapi import AmazonError, Order, items_of

ASK_SECONDS = 20


class AmazonOrder(models.Model):
    """How a person says which sales order an Amazon order is, if none could be made of it."""

    _inherit = 'amazon.order'

    can_link = fields.Boolean(compute='_compute_can_link')

    @api.depends('state', 'channel', 'is_of_other_shop', 'sale_order_id')
    def _compute_can_link(self):
        for row in self:
            row.can_link = (
                row.state in ('failed', 'conflict', 'ignored')
                and row.channel != 'fba'
                and not (row.is_of_other_shop or row.sale_order_id)
            )

    def action_link_sale_order(self):
        """Ask which sales order it is, and which of its lines are Amazon's items.

        :return: the action that opens the wizard.
        :rtype: dict
        """
        self.ensure_one()
        check_access(self, 'read')
        check_access(self.env['sale.order'], 'write')
        items = self.sudo()._known_items()
        wizard = self.env['amazon.link.order.wizard'].create({
            'order_id': self.id,
            'marketplace_id': self.marketplace_id.id,
            'known_items': [vars(item) for item in items],
        })
        return {
            'type': 'ir.actions.act_window',
            'name': wizard._description,
            'res_model': wizard._name,
            'res_id': wizard.id,
            'view_mode': 'form',
            'target': 'new',
        }

    def _read_payload(self, must_have_money=True):
        """Return the order as Amazon describes it.

        :param bool must_have_money: see `Order.from_payload`.
        :rtype: Order
        :raise MalformedOrder: if what Amazon sent cannot be read.
        """
        self.ensure_one()
        return Order.from_payload(
            self.payload, must_have_money, self.account_id._own_tax_schemes()
        )

    def _what_amazon_sent(self):
        """Return Amazon's words, which nobody has checked; empty, if they are not kept.

        :return: `Order` of the model orders_2026-01-01.json.
        :rtype: dict
        """
        self.ensure_one()
        try:
            sent = json.loads(self.payload or '{}')
        except (ValueError, RecursionError):
            return {}
        return sent if isinstance(sent, dict) else {}

    def _known_items(self):
        """Return what Amazon says of the items; it is asked if that was not kept.

        :rtype: tuple[ItemSketch]
        """
        header = None if self.payload else self._ask_amazon()
        return items_of(header.payload if header else self.payload)

    def _ask_amazon(self):
        """Return the order as it is on Amazon now.

        :return: None, if Amazon cannot be asked, or gives no answer.
        :rtype: OrderHeader | None
        """
        if not self.account_id._why_idle():
            with (
                suppress(AmazonError, UserError),
                self.account_id._amazon(ASK_SECONDS) as amazon,
            ):
                return amazon.get_order(self.amazon_order_ref)
        return None
