from datetime import datetime, timedelta, timezone

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, SELLER_ID
from ..common import AmazonCase
from ..linking.test_link_assistant import EMPTY
from .tour_case import DASHBOARD, Tours


class TestLinkTour(AmazonCase, Tours):
    """The owner links a shop, and its orders come."""

    def test_shop_is_linked_and_read(self):
        now = datetime.now(timezone.utc)
        order = self.shop.place(
            updated=now - timedelta(days=3), ship_by=now + timedelta(days=2))
        self.account.write(EMPTY)
        self.tour(
            'link', self.owner, DASHBOARD, client_id=CLIENT_ID, client_secret=CLIENT_SECRET,
            refresh_token=self.refresh_token, seller=SELLER_ID,
        )
        self.assertEqual(self.account.state, 'linked')
        self.sync()
        self.assertTrue(self.sale_order(order))
        self.tour('first_orders', self.owner, DASHBOARD)
