from datetime import timedelta

from odoo import fields, models

from ...lib.times import end_of
from ...lib.words import _
from .amazon_account import BY_HAND

JUST_BEFORE = timedelta(seconds=-1)


class AccountMove(models.Model):
    """What an invoice means for those that come by themselves; and what if one is taken back."""

    _inherit = 'account.move'

    is_amazon_automatic = fields.Boolean(
        readonly=True, copy=False, help="It came by itself, when an order of Amazon's was shipped."
    )

    def _post(self, soft=True):
        """Override of `account`: what stood in the way of these orders' invoices is over."""
        posted = super()._post(soft=soft)
        orders = posted.filtered(lambda move: move.move_type == 'out_invoice')._amazon_orders()
        orders.filtered('amazon_invoice_reason').amazon_invoice_reason = False
        # Who has invoiced it by hand after all, has answered: what follows comes by itself again.
        orders.filtered('is_amazon_invoice_taken_back')._make_due_to_invoice()
        return posted

    def _amazon_shipped_at(self):
        """Return when what an invoice is about was shipped.

        One that came by itself has the day of its parcel; the order may have others since.

        :return: a moment (naive UTC); False, if nothing has left.
        :rtype: datetime | bool
        """
        self.ensure_one()
        orders = self._amazon_orders()
        if not (self.is_amazon_automatic and self.invoice_date and self.amazon_account_id):
            return orders._amazon_shipped_at()
        until = end_of(self.invoice_date, self.amazon_account_id._invoice_zone(), JUST_BEFORE)
        shipped_at = orders._amazon_shipped_at(until)
        return shipped_at and min(shipped_at, until)

    def _unlink_untouched_drafts(self):
        """Delete drafts that came by themselves, and nobody has changed: they are made anew.

        :return: the other drafts, which people have made or changed.
        :rtype: account.move
        """
        drafts = self.filtered(lambda move: move.state == 'draft' and not move.posted_before)
        untouched = drafts.filtered(lambda move: (
            move.is_amazon_automatic and move.write_uid == move.create_uid
        ))
        orders = untouched._amazon_orders()
        untouched.unlink()
        orders._make_due_to_invoice()
        return drafts - untouched

    def button_cancel(self):
        """Override of `account`: what a person takes back does not come again by itself."""
        result = super().button_cancel()
        self._note_taken_back()
        return result

    def unlink(self):
        """Override of `account`: what a person takes back does not come again by itself."""
        orders = self._orders_taken_back()
        result = super().unlink()
        self._stop_invoicing(orders)
        return result

    def _note_taken_back(self):
        self._stop_invoicing(self._orders_taken_back())

    def _orders_taken_back(self):
        return self.filtered(
            lambda move: move.move_type == 'out_invoice'
        )._amazon_orders().filtered(
            lambda order: order.amazon_account_id.invoice_when != BY_HAND
        )

    def _stop_invoicing(self, orders):
        orders.flush_recordset()  # What is computed of it comes first.
        orders.write({
            'amazon_invoice_reason': _(
                "%s took the invoice back. It does not come again by itself: Retry makes another "
                "one.", self.env.user.name,
            ),
            'amazon_invoice_next_attempt': False,
            'amazon_collect_day': False,
            'is_amazon_to_invoice': False,
            'is_amazon_invoice_taken_back': True,
        })
