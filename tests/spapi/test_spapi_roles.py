from datetime import datetime, timedelta, timezone

from odoo.tests import tagged

from ...spapi import Rejected, Unauthorized
from ...workshop.simulator import SELLER_ID
from ...workshop.simulator.marketplace.roles import (
    AMAZON_FULFILLMENT,
    DIRECT_TO_CONSUMER,
    FINANCE,
    ORDER_TRACKING,
    PRODUCT_LISTING,
    ROLES,
    SELLER_INSIGHTS,
    TAX_INVOICING,
    TAX_REMITTANCE,
)
from .spapi_case import US, SpapiCase

# One cheap call for each API, and the roles of which one is enough.
CALLS = {
    'check_orders': {DIRECT_TO_CONSUMER, ORDER_TRACKING, TAX_INVOICING, TAX_REMITTANCE},
    'check_finances': {FINANCE},
    'check_listings': {PRODUCT_LISTING},
    'check_inventory': {AMAZON_FULFILLMENT, PRODUCT_LISTING},
    'check_feeds': {
        AMAZON_FULFILLMENT, DIRECT_TO_CONSUMER, ORDER_TRACKING, PRODUCT_LISTING, TAX_INVOICING,
        TAX_REMITTANCE,
    },
    'marketplace_participations': {DIRECT_TO_CONSUMER, PRODUCT_LISTING, SELLER_INSIGHTS},
}


@tagged('-at_install', 'post_install')
class TestRoles(SpapiCase):
    """Whether Amazon lets the application do something is found out by one call each."""

    def check(self, call):
        now = datetime.now(timezone.utc)
        since, until = now - timedelta(hours=1), now - timedelta(minutes=3)
        arguments = {
            'check_orders': (US, since, until), 'check_finances': (since,),
            'check_listings': (SELLER_ID, US), 'check_inventory': (US, since),
        }.get(call, ())
        getattr(self.amazon, call)(*arguments)

    def test_one_role_is_enough(self):
        for call, roles in CALLS.items():
            for role in roles:
                with self.subTest(call, role=role):
                    self.simulator.limits.enabled = False
                    self.limiter.buckets.clear()
                    self.shop.roles = {role}
                    self.check(call)

    def test_without_it_amazon_refuses(self):
        for call, roles in CALLS.items():
            with self.subTest(call):
                self.shop.roles = set(ROLES) - roles
                self.assertRaises(Unauthorized, self.check, call)

    def test_each_is_one_call(self):
        for call in CALLS:
            before = len(self.limiter.acquired)
            self.check(call)
            self.assertEqual(len(self.limiter.acquired), before + 1, call)

    def test_listings_of_another_seller_are_refused(self):
        with self.assertRaises(Unauthorized):
            self.amazon.check_listings('A1ANOTHERSELLER', US)

    def test_what_is_no_merchant_token_is_not_asked_for(self):
        with self.assertRaises(Rejected):
            self.amazon.check_listings('../../orders', US)
        self.assertEqual(self.simulator.calls['searchListingsItems'], 0)
