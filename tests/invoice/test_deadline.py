from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from ...lib.invoices.deadline import ZONES, invoice_deadline, is_working_day

# Country, shipped (UTC), the end of the next working day (UTC).
DEADLINES = (
    # Weekdays and weekends.
    ('DE', '2026-11-24 10:00', '2026-11-25 22:59'),
    ('DE', '2026-11-27 10:00', '2026-11-30 22:59'),
    ('DE', '2026-11-28 10:00', '2026-11-30 22:59'),
    # Shipped when it is tomorrow there already.
    ('DE', '2026-11-24 23:30', '2026-11-26 22:59'),
    # Easter, from Maundy Thursday on; the clock went forward on March 29.
    ('DE', '2026-04-02 10:00', '2026-04-07 21:59'),
    ('FR', '2026-04-02 10:00', '2026-04-03 21:59'),
    ('IT', '2026-04-03 10:00', '2026-04-07 21:59'),
    ('ES', '2026-04-02 10:00', '2026-04-06 21:59'),
    ('GB', '2026-04-02 10:00', '2026-04-07 22:59'),
    # National days.
    ('DE', '2025-10-02 10:00', '2025-10-06 21:59'),
    ('FR', '2026-07-13 10:00', '2026-07-15 21:59'),
    ('IT', '2026-06-01 10:00', '2026-06-03 21:59'),
    ('ES', '2026-10-09 10:00', '2026-10-13 21:59'),
    # Bank holidays; Boxing Day 2026 is a Saturday: Monday stands in for it.
    ('GB', '2026-08-28 10:00', '2026-09-01 22:59'),
    ('GB', '2026-12-24 10:00', '2026-12-29 23:59'),
    ('GB', '2027-12-24 10:00', '2027-12-29 23:59'),
    # New Year, over the end of the year.
    ('DE', '2026-12-31 10:00', '2027-01-04 22:59'),
    # The night in which clocks go back, and forward: the day ends by the new time.
    ('DE', '2026-10-23 10:00', '2026-10-26 22:59'),
    ('GB', '2026-03-27 10:00', '2026-03-30 22:59'),
    ('GB', '2026-03-26 10:00', '2026-03-27 23:59'),
)


@tagged('-at_install', 'post_install')
class TestInvoiceDeadline(BaseCase):
    """Until when Amazon wants an invoice."""

    def test_deadlines(self):
        for country, shipped, deadline in DEADLINES:
            with self.subTest(country=country, shipped=shipped):
                self.assertEqual(
                    invoice_deadline(datetime.fromisoformat(shipped), country),
                    datetime.fromisoformat(deadline),
                )

    def test_german_regions_have_holidays_that_do_not_count(self):
        self.assertTrue(is_working_day(date(2026, 1, 6), 'DE'))

    def test_every_country_with_invoices_has_holidays(self):
        for country in ZONES:
            with self.subTest(country):
                self.assertFalse(is_working_day(date(2026, 12, 25), country))
                self.assertTrue(is_working_day(date(2026, 12, 22), country))

    def test_unknown_countries_have_weekends(self):
        self.assertEqual(
            invoice_deadline(datetime(2026, 11, 27, 10), 'ZZ'), datetime(2026, 11, 30, 23, 59))
