from ...workshop.chaos.losses import all_findings
from ...workshop.chaos.world import World
from ..delivery.delivery_case import DeliveryCase


class TestChaosVerdict(DeliveryCase):
    """What `make chaos` is there for is found, and nothing where all is well."""

    def findings(self):
        self.env.flush_all()
        world = World(self.env, self.shop)
        world.stock_before = {}
        return "\n".join(all_findings(world))

    def sold(self):
        """Return an order that was shipped, and told to Amazon."""
        order = self.place()
        self.ship(self.picking(order))
        self.send()
        return order

    def test_all_is_well(self):
        self.sold()
        self.place(mugs=3)
        self.shop.place(status='PENDING')
        self.sync()
        self.assertEqual(self.findings(), "")

    def test_order_is_lost(self):
        order = self.shop.place()
        self.assertIn(f"Order {order.order_id} (MERCHANT, UNSHIPPED): it has 0 rows, 0 sales "
                      "orders.", self.findings())

    def test_order_that_amazon_does_not_have(self):
        order = self.place()
        self.shop.restore([])
        self.assertIn(f"Order {order.order_id}: Odoo has it, Amazon has not.", self.findings())

    def test_quantity_differs(self):
        order = self.place(mugs=3)
        self.shop.reduce(order.order_id, {'AMZ-MUG-WHITE': 2})
        self.assertIn("2 ordered, 3 in Odoo.", self.findings())

    def test_buyer_is_told_twice(self):
        self.sold()
        self.shop.notices *= 2
        self.assertIn("its buyer was told 2 times of parcel 1Z999AA10123456784", self.findings())

    def test_parcel_is_not_told(self):
        order = self.place()
        self.ship(self.picking(order))
        self.assertIn("parcel 1Z999AA10123456784 is waiting", self.findings())

    def test_parcel_that_amazon_does_not_know(self):
        order = self.sold()
        order.packages.clear()
        self.assertIn("is said to be known by Amazon, and is not.", self.findings())

    def test_failed_parcel_that_amazon_expects(self):
        order = self.place(mugs=2)
        self.ship(self.picking(order))
        self.picking(order).amazon_shipment_ids._fail("Nobody knows why.")
        self.assertIn("failed, though Amazon expects it: Nobody knows why.", self.findings())
        self.shop.cancel(order.order_id)
        self.assertNotIn("failed, though Amazon expects it", self.findings())

    def test_account_is_stuck(self):
        self.account.state = 'unauthorized'
        self.account._ensure_reading('new').page_token = 'next'
        self.assertIn("The account is unauthorized.", self.findings())
        self.assertIn("The account is in the middle of a sequence of pages.", self.findings())

    def test_goods_at_amazon_do_not_add_up(self):
        world = World(self.env, self.shop)
        world.stock_before = {'AMZ-MUG-WHITE': 7}
        self.assertIn("AMZ-MUG-WHITE: of 7 at Amazon, 0 were shipped, and 0 are left.",
                      all_findings(world))
