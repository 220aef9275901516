from copy import deepcopy

from lxml.builder import E
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import plaintext2html

from ...lib.series import SINCE_19
from ...lib.words import Sentence, _
from ...spapi import OPEN_STATUSES, order_url


class SaleOrder(models.Model):
    """How a sales order is canceled: since Amazon did, without Amazon, or at a buyer's request."""

    _inherit = 'sale.order'

    amazon_cancel_request = Sentence(
        string="Buyer Asks to Cancel",
        readonly=True,
        copy=False,
        help="Why the buyer asks you to cancel the order. Cancel it in Seller Central, or ship it.",
    )
    amazon_url = fields.Char(
        string="Seller Central", compute='_compute_amazon_url', compute_sudo=True
    )
    is_open_on_amazon = fields.Boolean(compute='_compute_is_open_on_amazon', compute_sudo=True)

    @api.depends('amazon_marketplace_id', 'amazon_order_ref')
    def _compute_amazon_url(self):
        for order in self:
            order.amazon_url = order.amazon_order_ref and order_url(
                order.amazon_marketplace_id.seller_central_url, order.amazon_order_ref
            )

    @api.depends('amazon_status')
    def _compute_is_open_on_amazon(self):
        for order in self:
            order.is_open_on_amazon = order.amazon_status in OPEN_STATUSES

    # === CANCELING === #

    @api.model
    def _get_view(self, view_id=None, view_type='form', **options):
        """Override of `base` to warn whoever cancels an order that is open on Amazon.

        Until 18.0, Odoo's wizard shows the warning; since 19.0, the button asks.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        if SINCE_19 and view_type == 'form':
            for button in arch.xpath("/form/header//button[@name='action_cancel']"):
                shown_otherwise = button.get('invisible', 'False')
                warning = deepcopy(button)
                warning.attrib.pop('data-hotkey', None)
                warning.set('confirm', self._warning_before_cancellation())
                warning.set('confirm-title', _("Cancel an order that is open on Amazon"))
                warning.set('confirm-label', _("Cancel in Odoo"))
                warning.set('cancel-label', _("Do Not Cancel"))
                warning.set('invisible', f'not is_open_on_amazon or ({shown_otherwise})')
                button.set('invisible', f'is_open_on_amazon or ({shown_otherwise})')
                button.addnext(warning)
                button.addprevious(E.field(name='is_open_on_amazon', invisible='True'))
        return arch, view

    def _warning_before_cancellation(self):
        return _(
            "Amazon does not learn of this: its buyer still expects the goods. Cancel the order in "
            "Seller Central, too, or only there; Odoo follows then by itself."
        )

    def _cancel_for_amazon(self, cancellation):
        """Cancel the order and its open deliveries because Amazon did.

        :param Cancellation cancellation: what Amazon says of it, if anything.
        """
        self.ensure_one()
        self._cancel_as_on_amazon()
        self.message_post(body=self._amazon_cancellation_message(cancellation))

    def _cancel_as_on_amazon(self):
        if self.locked:
            self.action_unlock()
        self.with_context(is_canceled_on_amazon=True)._action_cancel()

    def _stop_for_amazon(self, cancellation):
        """Cancel what was not delivered yet because Amazon canceled the order.

        :param Cancellation cancellation: what Amazon says of it, if anything.
        """
        self.ensure_one()

    def _amazon_cancellation_message(self, cancellation):
        culprits = {
            'buyer': _("The order was canceled on Amazon by the buyer."),
            'merchant': _("The order was canceled on Amazon by the seller."),
            'amazon': _("The order was canceled by Amazon."),
        }
        by = culprits.get(cancellation and cancellation.by, _("The order was canceled on Amazon."))
        reason = cancellation and cancellation.reason
        return _("%(by)s Reason: %(reason)s", by=by, reason=reason) if reason else by

    def _action_cancel(self):
        """Override of `sale` to say that Amazon does not learn of it."""
        result = super()._action_cancel()
        self._warn_that_amazon_does_not_learn()
        self.filtered('amazon_cancel_request')._remind_of_cancel_request()
        return result

    def _warn_that_amazon_does_not_learn(self):
        """Say in the chatter that orders are canceled in Odoo only, unless Amazon canceled them."""
        if not self.env.context.get('is_canceled_on_amazon'):
            for order in self.filtered('is_open_on_amazon'):
                order.message_post(body=order._amazon_does_not_learn())

    def _amazon_does_not_learn(self):
        link = Markup('<a href="%s" target="_blank">%s</a>') % (
            self.amazon_url, _("Cancel it in Seller Central, too.")
        )
        return Markup('%s %s') % (
            _("Amazon does not learn of this: the buyer still expects the goods."), link
        )

    def _reopen_for_amazon(self):
        """Confirm the order again, since a person wants it to be as on Amazon."""
        if self.state == 'cancel':
            self.action_draft()
        if self.state != 'sale':
            self.action_confirm()

    # === REQUESTS === #

    def action_draft(self):
        """Override of `sale` to remind of what Amazon's buyer asks, since the order is back."""
        result = super().action_draft()
        self.filtered('amazon_cancel_request')._remind_of_cancel_request()
        return result

    def _note_cancel_request(self, request):
        """Note that the buyer asks to cancel, or no longer asks.

        :param Cancellation request: what the buyer asks for, if anything.
        """
        text = request and (request.reason or _("No reason was given.")) or False
        for order in self.filtered(lambda order: order.amazon_cancel_request != text):
            order.amazon_cancel_request = text
            order._remind_of_cancel_request()

    def _remind_of_cancel_request(self):
        """Give the responsible an activity, if the buyer asks to cancel what is to be shipped."""
        for order in self:
            order.activity_unlink(['amazon_connector.mail_activity_cancel_request'])
            if order.amazon_cancel_request and order.state != 'cancel':
                order.activity_schedule(
                    'amazon_connector.mail_activity_cancel_request',
                    note=plaintext2html(_(
                        "%s Cancel the order in Seller Central; Odoo follows. Or ship it.",
                        order.amazon_cancel_request,
                    )),
                    user_id=order.amazon_account_id._responsible().id,
                )
