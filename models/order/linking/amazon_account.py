from datetime import timedelta

from odoo import api, models

from ....lib.clock import database_now
from ....lib.linking.first_step import FirstStep
from ....lib.linking.permission import (
    MISSING,
    UNKNOWN,
    UNSEEN,
    WORKS,
    Permission,
    Sight,
    addresses_by,
    taxes_by,
)
from ....lib.times import to_aware
from ....lib.words import _
from ....spapi import SOLD_STATUSES, MalformedOrder, Order
from ..reading.amazon_order_reading import DELAYS

# For so long Amazon shows the people of an order.
SPAN = timedelta(days=30)


class AmazonAccount(models.Model):
    """First steps with orders: what Amazon tells of them."""

    _inherit = 'amazon.account'

    @api.model
    def _permissions(self):
        return {
            **super()._permissions(),
            'orders': Permission(
                name=_("Orders"),
                role="Inventory and Order Tracking",
                cost=_("Without it, no order is read."),
                is_vital=True,
            ),
            'addresses': Permission(
                name=_("Buyers and addresses"),
                role="Direct-to-Consumer Shipping (Restricted)",
                cost=_(
                    "Without it, buyers are called Amazon Customer and you cannot print addresses."
                ),
            ),
            'taxes': Permission(
                name=_("VAT numbers of businesses, invoices"),
                role="Tax Invoicing (Restricted)",
                cost=_(
                    "Without it, business buyers have no VAT number, and Amazon takes no invoices "
                    "from Odoo."
                ),
            ),
            'listings': Permission(
                name=_("Offers"),
                role="Product Listing",
                cost=_("Stock and prices cannot be sent to Amazon without it."),
            ),
        }

    def _first_steps(self):
        offers = self.offer_count
        return [
            *super()._first_steps(),
            FirstStep(
                name=_("Import the first orders"),
                is_done=bool(self.amazon_order_count),
                how=_(
                    "They come by themselves, every few minutes. For those of before, click on "
                    "Import Older Orders."
                ),
            ),
            FirstStep(
                name=_("Pair your SKUs with products"),
                is_done=bool(offers and not self.skus_to_pair_count),
                how=_("SKUs that match no product's internal reference: %s.",
                      self.skus_to_pair_count)
                if offers else _("SKUs are known as soon as the first orders are."),
            ),
        ]

    def _ask_permissions(self, amazon):
        place = self._marketplace_to_ask().marketplace_ref
        return {
            **super()._ask_permissions(amazon),
            **self._ask_orders(amazon, place),
            'listings': self._ask_listings(amazon, place),
        }

    def _ask_orders(self, amazon, place):
        now = to_aware(database_now(self.env))
        since, until = now - SPAN, now - DELAYS[0]
        headers = []
        state = self._is_allowed(
            lambda: headers.extend(amazon.search_orders([place], since, until).headers)
        )
        if state == WORKS:
            sights = list(_sights(headers))
            return {'orders': WORKS, 'addresses': addresses_by(sights), 'taxes': taxes_by(sights)}
        if state == MISSING:
            # It may be about the people alone.
            state = self._is_allowed(lambda: amazon.check_orders(place, since, until))
        people = MISSING if state == WORKS else UNKNOWN
        return {'orders': state, 'addresses': people, 'taxes': UNKNOWN}

    def _ask_listings(self, amazon, place):
        seller_ref = self.sudo().seller_ref
        if not seller_ref:
            return UNSEEN
        return self._is_allowed(lambda: amazon.check_listings(seller_ref, place))


def _sights(headers):
    """Yield what orders show of their people, of those that were sold."""
    for header in headers:
        try:
            order = Order.from_payload(header.payload)
        except MalformedOrder:
            continue
        if order.status in SOLD_STATUSES and not order.is_of_other_shop:
            yield Sight(
                channel=order.channel,
                has_address=bool(order.recipient and order.recipient.street),
                has_name=bool(order.buyer.name),
                has_vat=bool(order.buyer.vat),
            )
