from datetime import timedelta

from odoo.tests import tagged

from ...spapi import Cancellation, Order, cancellation_of
from ...workshop.simulator import Item
from .spapi_case import SpapiCase


@tagged('-at_install', 'post_install')
class TestChanges(SpapiCase):
    """What happens to an order on Amazon, as it is told over HTTP."""

    def place(self, **details):
        self.ref = self.shop.place(
            items=[
                Item('AMZ-MUG-WHITE', 3, unit_price='10.00', shipping='3.00', tax='2.40'),
                Item('OTHER', 2, unit_price='5.00', discount='1.00'),
            ],
            delivery_tip=2, **details,
        ).order_id
        return self.read()

    def read(self):
        header = self.amazon.get_order(self.ref)
        order = Order.from_payload(header.payload)
        self.assertEqual(cancellation_of(header.payload), order.cancellation)
        if order.currency:
            self.assertEqual(order.total, self.shop.order(self.ref).total)
        return order

    def quantities(self):
        return [(item.quantity, item.quantity_shipped) for item in self.read().items]

    def test_wish_of_the_buyer(self):
        before = self.place()
        self.shop.request_cancellation(self.ref, "Zu spät")
        order = self.read()
        self.assertEqual(order.cancel_request, Cancellation('buyer', "Zu spät"))
        self.assertIsNone(order.cancellation)
        self.assertEqual(order.figures, before.figures)
        self.shop.withdraw_cancellation_request(self.ref)
        self.assertIsNone(self.read().cancel_request)

    def test_canceled(self):
        for status in ('PENDING', 'UNSHIPPED'):
            for by in ('BUYER', 'MERCHANT', 'AMAZON'):
                with self.subTest(status=status, by=by):
                    self.place(status=status)
                    self.shop.cancel(self.ref, by, "Ausverkauft")
                    order = self.read()
                    self.assertEqual((order.status, order.total), ('cancelled', 0))
                    self.assertEqual(order.cancellation, Cancellation(by.lower(), "Ausverkauft"))
                    self.assertIsNone(order.cancel_request)
                    self.assertEqual(self.quantities(), [(0, 0), (0, 0)])

    def test_shipped_in_steps_and_the_rest_canceled(self):
        for channel in ('MERCHANT', 'AMAZON'):
            with self.subTest(channel):
                figures = self.place(channel=channel).figures
                self.shop.ship(self.ref, {'OTHER': 2})
                self.assertEqual(self.quantities(), [(3, 0), (2, 2)])
                self.shop.ship(self.ref, {'AMZ-MUG-WHITE': 1})
                self.assertEqual(self.quantities(), [(3, 1), (2, 2)])
                self.assertEqual(self.read().figures, figures)
                self.shop.cancel(self.ref, 'AMAZON', "Ausverkauft")
                order = self.read()
                self.assertEqual(order.status, 'shipped')
                self.assertEqual(self.quantities(), [(1, 1), (2, 2)])
                self.assertEqual(order.cancellation, Cancellation('amazon', "Ausverkauft"))
                self.assertNotEqual(order.figures, figures)

    def test_reduced(self):
        all_figures = {self.place().figures}
        for remaining in ({'AMZ-MUG-WHITE': 2}, {'AMZ-MUG-WHITE': 0}, {'OTHER': 1}):
            self.shop.reduce(self.ref, remaining)
            all_figures.add(self.read().figures)
        self.assertEqual(len(all_figures), 4)
        self.assertEqual(self.quantities(), [(0, 0), (1, 0)])
        self.assertEqual(self.read().status, 'unshipped')

    def test_dropped(self):
        self.place()
        self.shop.drop(self.ref, 'OTHER')
        self.assertEqual([item.sku for item in self.read().items], ['AMZ-MUG-WHITE'])

    def test_shipped_without_any_count(self):
        self.place(channel='AMAZON', status='SHIPPED')

        def forget_counts(wire):
            for line in wire['orderItems']:
                line['fulfillment'] = {}

        self.shop.mangle(self.ref, forget_counts)
        self.assertEqual(self.quantities(), [(3, 3), (2, 2)])

    def test_what_changes_no_figure(self):
        figures = self.place().figures
        self.shop.reschedule(self.ref, self.shop.now() + timedelta(days=5))
        self.assertEqual(self.read().figures, figures)
        self.shop.ship(self.ref)
        self.assertEqual(self.read().figures, figures)
