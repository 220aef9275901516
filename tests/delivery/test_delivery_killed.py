"""What if the worker dies? Walks all points where it can, one after the other."""
import signal
from contextlib import suppress

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from ...workshop.simulator import SELLER_ID, faults
from ..worker_case import WorkerCase
from .delivery_case import DeliveryCase

PARCELS = 2
MOST_POINTS = 40
# When the scheduled action runs again, in minutes.
LATER = (3, 10, 20, 40)


class Killed(BaseException):
    """The worker is gone: nothing that comes after is done, not even what handles errors."""


class Killer:
    """Ends a worker at one of its commits: just before, or just after."""

    def __init__(self, cr, number, is_before):
        self.commits_left = number
        self._is_before = is_before
        self._commit = cr.commit
        cr.commit = self.commit

    def commit(self):
        self.commits_left -= 1
        if not self.commits_left and self._is_before:
            raise Killed
        self._commit()
        if not self.commits_left:
            raise Killed


class KilledCase(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.amazon.limits.enabled = False
        self.orders = [self.shop.place() for _ in range(MOST_POINTS * PARCELS)]
        self.sync()

    def walk(self, is_before):
        """Kill the worker at its first commit, then another one at its second, and so on."""
        for number in range(1, MOST_POINTS):
            with self.subTest(commit=number, is_before=is_before):
                pickings = self.ship_some()
                told_before = len(self.shop.notices)
                is_killed = self._send_until_killed(number, is_before)
                self.assert_told_once_in_the_end(pickings, told_before)
                if not is_killed:
                    return
        self.fail("The worker never came to its end.")

    def ship_some(self):
        # How often Amazon may be called is not the point here.
        self.env['amazon.rate.limit'].search([]).unlink()
        pickings = self.env['stock.picking']
        for _ in range(PARCELS):
            pickings += self.ship(self.picking(self.orders.pop()))
        return pickings

    def _send_until_killed(self, number, is_before):
        """Run the scheduled action, as a worker that dies.

        :return: whether it died, or was done before.
        """
        self.env.flush_all()
        with suppress(Killed), self.registry.cursor() as cr:
            account = self.account.with_env(api.Environment(cr, SUPERUSER_ID, {}))
            killer = Killer(cr, number, is_before)
            account._cron_sync_pickings()
            del cr.commit
        self.env.invalidate_all()
        return not killer.commits_left

    def assert_told_once_in_the_end(self, pickings, told_before):
        for minutes in LATER:
            with freeze_time(self.passed(minutes)):
                self.send()
        self.assertEqual(set(pickings.mapped('amazon_sync_status')), {'done'})
        self.assertEqual(len(self.shop.notices) - told_before, len(pickings))
        for picking in pickings:
            self.assertEqual(len(self.packages(picking)), 1)

    def walk_faults(self, operations):
        """Lose calls: on their way to Amazon, or Amazon's answer to them."""
        for operation in operations:
            for fault in (faults.connection_reset, faults.lost_answer):
                with self.subTest(operation=operation, fault=fault.__name__):
                    pickings = self.ship_some()
                    told_before = len(self.shop.notices)
                    self.amazon.faults.add(operation, fault)
                    self.send()
                    self.assertFalse(self.amazon.faults.pending(operation))
                    self.assert_told_once_in_the_end(pickings, told_before)


class TestConfirmingKilled(KilledCase):
    """Parcels are told one by one."""

    def test_killed_before_any_commit(self):
        self.walk(is_before=True)

    def test_killed_after_any_commit(self):
        self.walk(is_before=False)

    def test_lost_calls(self):
        self.walk_faults(['confirmShipment'])


class TestFeedKilled(KilledCase):
    """Parcels are told in a feed."""

    def setUp(self):
        super().setUp()
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': PARCELS - 1})

    def test_killed_before_any_commit(self):
        self.walk(is_before=True)

    def test_killed_after_any_commit(self):
        self.walk(is_before=False)

    def test_lost_calls(self):
        self.walk_faults(['createFeedDocument', 'uploadFeedDocument', 'createFeed'])

    def test_lost_calls_for_the_report(self):
        for operation in ('getFeed', 'getFeedDocument', 'downloadFeedDocument'):
            with self.subTest(operation=operation):
                pickings = self.ship_some()
                told_before = len(self.shop.notices)
                self.send()
                self.amazon.faults.add(operation, faults.connection_reset)
                self.assert_told_once_in_the_end(pickings, told_before)
                self.assertFalse(self.amazon.faults.pending(operation))


@tagged('-at_install', 'post_install', '-standard', 'thousand_orders')
class TestKilledSender(WorkerCase):
    """The process itself is killed with `kill -9`, while Amazon is being told."""

    parcels = 8

    def test_killed_in_the_middle_of_a_call(self):
        self._ship()
        for fault in (self._die_before_amazon_accepts, self._die_after_amazon_accepted) * 2:
            self.amazon.faults.add('confirmShipment', fault, after=1)
            self._work()
            self.assertFalse(self.amazon.faults.pending('confirmShipment'))
            self.assertEqual(self.worker.returncode, -signal.SIGKILL)
        self._work()
        with self.transaction() as env:
            states = env['amazon.shipment'].search([
                ('account_id', '=', self.account_id),
            ]).mapped('state')
        self.assertEqual(states, ['confirmed'] * self.parcels)
        self.assertEqual(len(self.shop.notices), self.parcels)

    def _ship(self):
        """Ship orders of a product that Odoo does not know: it needs no stock."""
        for _ in range(self.parcels):
            self.shop.place('US')
        self.sync()
        with self.transaction() as env:
            pickings = env['sale.order'].search([
                ('amazon_account_id', '=', self.account_id),
            ]).picking_ids
            carrier = env['delivery.carrier'].create({
                'name': "UPS",
                'product_id': env.ref('amazon_connector.product_amazon_shipping').id,
            })
            pickings.write({'carrier_id': carrier.id, 'carrier_tracking_ref': '1Z999AA10123456784'})
            pickings.action_assign()
            pickings.button_validate()

    def _work(self):
        self.worker = self.start_worker('_cron_sync_pickings')
        self.worker.wait()

    def _die_before_amazon_accepts(self, call):
        self.worker.kill()
        return faults.connection_reset(call)

    def _die_after_amazon_accepted(self, call):
        call.answer()
        return self._die_before_amazon_accepts(call)

    def _remove_account(self):
        """What was shipped cannot be removed; the account is put out of use."""
        with self.transaction() as env:
            self.account(env).active = False


# What it ships stays in the database: its turn is after all others.
TestKilledSender.test_sequence = 1
