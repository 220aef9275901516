from datetime import date, datetime, timedelta

from odoo.tests import BaseCase

from ...lib.invoices.decisions import Facts, decide
from ...lib.invoices.portions import Portion, by_parcel, of_one_day, whole
from ...lib.times import day_of, end_of, time_zone, zone_of_country

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
MUG, TEAPOT, SHIPPING, VOUCHER = 1, 2, 3, 4
PARCELS = [Portion(MONDAY, {MUG: 1, TEAPOT: 1}), Portion(TUESDAY, {MUG: 2})]


class TestInvoicePortions(BaseCase):
    """Which pieces go on which invoice."""

    def test_an_order_is_invoiced_as_a_whole_on_its_last_day(self):
        everything = {MUG: 3, TEAPOT: 1, SHIPPING: 1}
        self.assertEqual(whole(PARCELS, everything), [Portion(TUESDAY, everything)])
        self.assertFalse(whole(PARCELS, {MUG: 0, SHIPPING: -1}))
        self.assertFalse(whole([], everything))

    def test_shipping_goes_with_the_first_parcel(self):
        self.assertEqual(by_parcel(PARCELS, {}, {MUG: 3, TEAPOT: 1, SHIPPING: 1}, {}), [
            Portion(MONDAY, {MUG: 1, TEAPOT: 1, SHIPPING: 1}), Portion(TUESDAY, {MUG: 2}),
        ])

    def test_what_was_invoiced_was_in_the_first_parcels(self):
        self.assertEqual(
            by_parcel(PARCELS, {MUG: 1, TEAPOT: 1, SHIPPING: 1}, {MUG: 2}, {}),
            [Portion(TUESDAY, {MUG: 2})],
        )
        self.assertEqual(
            by_parcel(PARCELS, {MUG: 2}, {MUG: 1, TEAPOT: 1}, {}),
            [Portion(MONDAY, {TEAPOT: 1}), Portion(TUESDAY, {MUG: 1})],
        )

    def test_what_came_back_is_not_invoiced(self):
        self.assertEqual(
            by_parcel(PARCELS, {}, {MUG: 2, TEAPOT: -1}, {}),
            [Portion(MONDAY, {MUG: 1}), Portion(TUESDAY, {MUG: 1})],
        )

    def test_shipping_alone_is_of_the_last_day(self):
        self.assertEqual(
            by_parcel(PARCELS, {MUG: 3, TEAPOT: 1}, {SHIPPING: 1}, {}),
            [Portion(TUESDAY, {SHIPPING: 1})],
        )

    def test_nothing_is_lost_or_doubled(self):
        for invoiced in range(4):
            portions = by_parcel(
                PARCELS, {MUG: invoiced}, {MUG: 3 - invoiced, SHIPPING: 1}, {})
            for line, pieces in ((MUG, 3 - invoiced), (SHIPPING, 1)):
                self.assertEqual(sum(p.quantities.get(line, 0) for p in portions), pieces)

    def test_what_is_taken_off_goes_with_the_first_parcel_that_costs_as_much(self):
        everything = {MUG: 3, TEAPOT: 1, VOUCHER: 1}
        for value, parcel in ((-3, MONDAY), (-5, TUESDAY)):
            portions = by_parcel(PARCELS, {}, everything, {MUG: 4, TEAPOT: -1, VOUCHER: value})
            self.assertEqual(
                [portion.day for portion in portions if VOUCHER in portion.quantities], [parcel])
            self.assertEqual(len(portions), 2)

    def test_what_no_parcel_costs_goes_with_all_or_waits(self):
        everything = {MUG: 3, TEAPOT: 1, VOUCHER: 1}
        prices = {MUG: 1, TEAPOT: 1, VOUCHER: -4}
        self.assertEqual(by_parcel(PARCELS, {}, everything, prices), [Portion(TUESDAY, everything)])
        self.assertEqual(
            by_parcel(PARCELS[:1], {}, {MUG: 1, TEAPOT: 1, VOUCHER: 1}, prices), PARCELS[:1])

    def test_parcels_of_one_day_together(self):
        same = [Portion(MONDAY, {MUG: 1}), Portion(MONDAY, {MUG: 2}), Portion(TUESDAY, {MUG: 4})]
        self.assertEqual(of_one_day(same), [Portion(MONDAY, {MUG: 3})])
        self.assertEqual(of_one_day([]), [])


class TestInvoiceDays(BaseCase):
    """On which day something was shipped."""

    def test_day_of_the_time_zone(self):
        late = datetime(2026, 12, 2, 23, 30)
        self.assertEqual(day_of(late, time_zone('Europe/Berlin')), date(2026, 12, 3))
        self.assertEqual(day_of(late, time_zone('America/Los_Angeles')), date(2026, 12, 2))

    def test_first_time_zone_that_there_is(self):
        self.assertEqual(str(time_zone(False, 'Nowhere', 'Asia/Tokyo')), 'Asia/Tokyo')
        self.assertEqual(str(time_zone(False)), 'UTC')
        self.assertEqual(zone_of_country('DE'), 'Europe/Berlin')
        self.assertEqual(zone_of_country(False), '')

    def test_day_is_over(self):
        berlin = time_zone('Europe/Berlin')
        self.assertEqual(end_of(date(2026, 12, 2), berlin), datetime(2026, 12, 2, 23, 0))
        self.assertEqual(
            end_of(date(2026, 7, 2), berlin, timedelta(hours=6)), datetime(2026, 7, 3, 4, 0)
        )


class TestInvoiceDecisions(BaseCase):
    """What becomes of an order that has something to invoice."""

    ready = {
        'is_stopped': False, 'has_left': True, 'is_early': False, 'is_complete': True,
        'is_by_parcel': False, 'is_collective': False,
    }

    def test_table(self):
        for changed, decision in [
            ({}, 'invoice'),
            ({'is_collective': True}, 'collect'),
            ({'is_complete': False}, 'leave'),
            ({'is_complete': False, 'is_by_parcel': True}, 'invoice'),
            ({'is_complete': False, 'is_by_parcel': True, 'is_collective': True}, 'collect'),
            ({'is_stopped': True}, 'leave'),
            ({'is_early': True}, 'leave'),
            ({'has_left': False}, 'leave'),
            ({'is_stopped': True, 'is_by_parcel': True, 'is_collective': True}, 'leave'),
        ]:
            with self.subTest(**changed):
                self.assertEqual(decide(Facts(**{**self.ready, **changed})), decision)
