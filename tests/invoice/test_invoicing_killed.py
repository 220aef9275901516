"""What if the worker dies while it invoices? Walks all points where it can."""
from contextlib import suppress
from datetime import timedelta

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api, fields

from ..delivery.test_delivery_killed import Killed, Killer
from .invoice_case import InvoiceCase

ORDERS = 2
MOST_POINTS = 25


class InvoicingKilledCase(InvoiceCase):

    def setUp(self):
        super().setUp()
        self.amazon.limits.enabled = False

    def walk(self, is_before):
        """Kill the worker at its first commit, then another one at its second, and so on."""
        for number in range(1, MOST_POINTS):
            with self.subTest(commit=number, is_before=is_before):
                # As if hours were between the workers: Amazon allows few searches at once.
                self.env['amazon.rate.limit'].search([]).unlink()
                orders = self.env['sale.order']
                for _order in range(ORDERS):
                    orders += self.shipped()
                is_killed = self.invoice_until_killed(number, is_before)
                with freeze_time(self.when()):
                    self.run_invoices()
                    self.run_invoices()
                self.assert_invoiced_once(orders)
                if not is_killed:
                    return
        self.fail("The worker never came to its end.")

    def when(self):
        return fields.Datetime.now()

    def invoice_until_killed(self, number, is_before):
        """Run the scheduled action, as a worker that dies.

        :return: whether it died, or was done before.
        """
        self.env.flush_all()
        with freeze_time(self.when()), suppress(Killed), self.registry.cursor() as cr:
            account = self.account.with_env(api.Environment(cr, SUPERUSER_ID, {}))
            killer = Killer(cr, number, is_before)
            account._cron_make_invoices()
            del cr.commit
        self.env.invalidate_all()
        return not killer.commits_left

    def assert_invoiced_once(self, orders):
        for line in orders.order_line:
            self.assertEqual(line.qty_invoiced, line.product_uom_qty)
            self.assertEqual(len(line.invoice_lines), 1)
        self.assertEqual(set(orders.invoice_ids.mapped('state')), {'posted'})


class TestInvoicingKilled(InvoicingKilledCase):
    """Each order has an invoice of its own."""

    def setUp(self):
        super().setUp()
        self.automate()

    def test_killed_before_any_commit(self):
        self.walk(is_before=True)

    def test_killed_after_any_commit(self):
        self.walk(is_before=False)


class TestCollectingKilled(InvoicingKilledCase):
    """Private buyers share an invoice."""

    def setUp(self):
        super().setUp()
        self.automate(invoice_private='daily')

    def when(self):
        return fields.Datetime.now() + timedelta(days=2)

    def test_killed_before_any_commit(self):
        self.walk(is_before=True)

    def test_killed_after_any_commit(self):
        self.walk(is_before=False)
