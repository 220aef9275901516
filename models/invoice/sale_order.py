from odoo import models

from ...lib.words import _

BUSINESS = 'amazon_business'  # as `amazon.program` has it


class SaleOrder(models.Model):
    """What an invoice has to know of an order of Amazon's."""

    _inherit = 'sale.order'

    def _is_of_amazon_business(self):
        """Return whether a business bought the order: it expects an invoice.

        :rtype: bool
        """
        self.ensure_one()
        return BUSINESS in self.amazon_program_ids.mapped('code') or bool(
            self.amazon_order_ref and self.partner_id.commercial_partner_id.vat
        )

    def _amazon_shipped_at(self, until=None):
        """Return when goods of the orders left for the buyers, the last of them.

        Of services, no delivery tells: what counts is when Amazon last reported the order.

        :param datetime until: what left later does not count, if anything left before (naive UTC).
        :return: a moment (naive UTC); False, if nothing has left.
        :rtype: datetime | bool
        """
        dates = self.order_line.move_ids._shipped_to_customers().mapped('date')
        if dates:
            return max([date for date in dates if until and date <= until] or dates)
        orders = self.filtered(lambda order: any(
            line.amazon_item_ref and line.qty_delivered_method != 'stock_move'
            and line.amazon_quantity_shipped for line in order.order_line
        ))
        return max((
            order.amazon_order_ids[:1].amazon_update or order.date_order for order in orders
        ), default=False)

    def _note_outdated_drafts(self):
        """Note that an order is about to follow Amazon, and what that means for draft invoices."""
        drafts = self.sudo().invoice_ids.filtered(lambda move: move.move_type == 'out_invoice')
        theirs = drafts._unlink_untouched_drafts()
        if theirs:
            reason = _(
                "Amazon changed the order after the draft invoice was made. Delete the draft and "
                "invoice the order again, or correct the draft, then post it."
            )
            self.amazon_invoice_reason = reason
            for draft in theirs:
                draft.message_post(body=reason)

    def _link_to_amazon(self, row, marketplace, items, is_fresh=False):
        """Override of the orders' room: invoices that there are know it, too."""
        result = super()._link_to_amazon(row, marketplace, items, is_fresh=is_fresh)
        self.sudo().invoice_ids._compute_amazon_origin()
        return result
