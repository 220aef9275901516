"""What becomes of the jobs that read orders and tell Amazon of deliveries."""
from hypothesis import strategies as st

from ..simulator import faults
from .walk import Walk, step

TROUBLE = st.sampled_from([
    ('confirmShipment', 'lost_answer'),
    ('confirmShipment', 'connection_reset'),
    ('confirmShipment', 'server_error'),
    ('confirmShipment', 'throttle'),
    ('createFeed', 'lost_answer'),
    ('getFeed', 'server_error'),
    ('getOrder', 'server_error'),
    ('searchOrders', 'server_error'),
    ('searchOrders', 'throttle'),
])


class JobSteps(Walk):

    @step()
    def last_orders_sync_is_set_back(self):
        self.case.set_back()

    @step(parcels=st.sampled_from([0, 100]))
    def parcels_are_told_in_feeds_if_more_wait_than(self, parcels):
        with self.working(self.case.account) as account:
            account.feed_threshold = parcels

    @step(hours=st.sampled_from([1, 6, 24]))
    def time_passes(self, hours):
        self.case.pass_time(hours=hours)

    @step(trouble=TROUBLE)
    def amazon_has_trouble(self, trouble):
        operation, fault = trouble
        self.case.amazon.faults.add(operation, getattr(faults, fault))
