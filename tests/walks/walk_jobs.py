"""What becomes of the jobs that read orders and tell Amazon of deliveries."""
from hypothesis import strategies as st

from ...workshop.simulator import faults
from .walk import Walk, step

TROUBLE = st.sampled_from([
    ('createFeed', 'lost_answer'),
    ('getFeed', 'server_error'),
    ('getOrder', 'server_error'),
    ('searchOrders', 'server_error'),
    ('searchOrders', 'throttle'),
])


def waiting_parcels(walk):
    return walk.env['amazon.shipment'].search([('state', '=', 'waiting')], order='id')


class JobSteps(Walk):

    @step(often=1)
    def last_orders_sync_is_set_back(self):
        self.case.set_back()

    @step(often=1, parcels=st.sampled_from([0, 100]))
    def parcels_are_told_in_feeds_if_more_wait_than(self, parcels):
        with self.working(self.case.account) as account:
            account.feed_threshold = parcels

    @step(often=1, hours=st.sampled_from([1, 6, 24]))
    def time_passes(self, hours):
        self.case.pass_time(hours=hours)

    @step(often=1, trouble=TROUBLE)
    def amazon_has_trouble(self, trouble):
        operation, fault = trouble
        self.case.amazon.faults.add(operation, getattr(faults, fault))

    @step(waiting_parcels, often=5, fault=st.sampled_from([
        'lost_answer', 'lost_answer', 'connection_reset', 'server_error', 'throttle',
        'accepted_and_dropped', 'package_version_refused', 'updates_used_up',
    ]))
    def amazon_does_not_answer_to_a_parcel(self, parcel, fault):
        self.case.amazon.faults.add('confirmShipment', getattr(faults, fault))
