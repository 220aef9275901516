"""How long do invoices take, within Amazon's limits? Time is virtual, the limits are on.

Five hundred are measured by `make bench ONLY=uploads`.
"""
import logging
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ...workshop.simulator import Item
from .upload_case import UploadCase

_logger = logging.getLogger(__name__)
MOST_HOURS = 48
# What Amazon's guide says of invoices: one each three seconds.
RATE_OF_THE_GUIDE = 1 / 3


class ManyUploads(UploadCase):

    def invoices(self, number):
        """Return the posted invoices of so many business orders that are shipped."""
        orders = [
            self.shop.place(
                'DE', programs=['AMAZON_BUSINESS'], items=[Item('AMZ-MUG-WHITE', unit_price=10)])
            for _number in range(number)
        ]
        self.sync()
        while self.env['amazon.order'].search_count([('state', '=', 'to_import')]):
            self.sync()
        pickings = self.env['stock.picking'].union(*map(self.picking, orders))
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z999AA10123456784'})
        pickings.action_assign()
        self.validate(pickings)
        for order in orders:
            self.shop.ship(order.order_id)
        pickings.sudo().amazon_shipment_ids.write({'state': 'confirmed'})
        sale_orders = self.env['sale.order'].union(*map(self.sale_order, orders))
        invoices = sale_orders._create_invoices(grouped=True)
        invoices.action_post()
        self.amazon.calls.clear()
        return invoices

    def upload_all_in_time(self, invoices):
        """Run the scheduled action whenever it is woken.

        :return: after how many hours Amazon has all invoices, and has said so of all.
        :rtype: tuple[float, float]
        """
        start = now = fields.Datetime.now()
        received = None
        while now < start + timedelta(hours=MOST_HOURS):
            with freeze_time(now):
                self.upload()
                if not received and len(self.shop.invoices) == len(invoices):
                    received = now
                if set(self.row(invoices).mapped('state')) == {'accepted'}:
                    return _hours(received - start), _hours(now - start)
                now = self.next_run(now)
        return self.fail("It does not come to an end.")

    def next_run(self, now):
        trigger = self.env['ir.cron.trigger'].search([
            ('cron_id', '=', self.account.uploads_cron_id.id), ('call_at', '>', now),
        ], order='call_at', limit=1)
        regular = now + timedelta(minutes=10)
        # Odoo looks once a minute.
        return max(min(trigger.call_at or regular, regular), now + timedelta(minutes=1))

    def measure(self, number):
        hours = self.upload_all_in_time(self.invoices(number))
        refused = [entry for entry in self.amazon.journal if entry.status == 429]
        self.assertFalse(refused, "Amazon never had to refuse a call")
        self.assertEqual(self.amazon.calls['createFeed'], number)
        _logger.info("%s invoices: at Amazon after %.2f h, accepted after %.2f h", number, *hours)
        return hours


def _hours(duration):
    return duration.total_seconds() / 3600


@tagged('-at_install', 'post_install')
class TestSomeUploads(ManyUploads):

    def test_two_minutes_each_after_the_first_dozen(self):
        received, _accepted = self.measure(18)
        self.assertAlmostEqual(received, (18 - 12) / 0.0083 / 3600, delta=0.1)

    def test_as_fast_as_amazon_s_answers_say(self):
        self.amazon.limits.set('createFeed', RATE_OF_THE_GUIDE, 15)
        received, _accepted = self.measure(18)
        self.assertLess(received, 0.05)
