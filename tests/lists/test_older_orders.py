from pathlib import Path
from runpy import run_path

from ...workshop.simulator import Item
from ..delivery.delivery_case import DeliveryCase

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.9.0' / 'post-what_lists_show.py'
SHOWN = ('ordered_on', 'ship_by', 'amazon_items')


class TestOlderOrders(DeliveryCase):
    """Orders that are older than the lists show the same as new ones."""

    def test_update_fills_in_what_lists_show(self):
        orders = [
            self.place(items=[Item('AMZ-MUG-WHITE', quantity=2), Item('AMZ-TEAPOT')]),
            self.place(channel='AMAZON', status='SHIPPED'),
        ]
        rows = self.env['amazon.order'].browse([self.inbox(order).id for order in orders])
        before = rows.read(SHOWN)
        self.assertTrue(before[0]['ship_by'])
        rows.write(dict.fromkeys(SHOWN, False))
        self.env.flush_all()
        run_path(str(SCRIPT))['migrate'](self.env.cr, '17.0.1.8.0')
        self.env.invalidate_all()
        self.assertEqual(rows.read(SHOWN), before)
