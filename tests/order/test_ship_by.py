from datetime import datetime, timedelta, timezone

from lxml import etree

from odoo.tools.safe_eval import safe_eval

from ...lib.series import SINCE_18
from ..delivery.delivery_case import DeliveryCase


class TestShipBy(DeliveryCase):
    """Odoo's own means show which deliveries are late for Amazon."""

    def place_to_ship_in(self, days):
        """Return the deliveries of an order that is to be shipped so many days from now."""
        self.ship_by = (datetime.now(timezone.utc) + timedelta(days=days)).replace(microsecond=0)
        return self.picking(self.place(ship_by=self.ship_by))

    def late(self, pickings, now=None):
        """Return what of the deliveries Odoo's filter Late finds."""
        view = self.env.ref('stock.view_picking_internal_search')
        arch = self.env['stock.picking'].get_view(view.id, 'search')['arch']
        domain = etree.fromstring(arch).xpath("//filter[@name='late']/@domain")[0]
        current = (now or datetime.now()).strftime('%Y-%m-%d')
        return pickings.search([
            ('id', 'in', pickings.ids), *safe_eval(domain, {'current_date': current})
        ])

    def assert_deadline(self, pickings):
        for picking in pickings:
            self.assertEqual(picking.date_deadline, self.ship_by.replace(tzinfo=None))

    def test_deadline_is_the_end_of_amazons_window(self):
        picking = self.place_to_ship_in(3)
        self.assert_deadline(picking)
        self.assertEqual(picking.sale_id.commitment_date, picking.date_deadline)
        self.assertEqual(picking.scheduled_date, picking.date_deadline)
        self.assertFalse(self.late(picking))

    def test_late_filter_finds_what_is_overdue(self):
        overdue, in_time = self.place_to_ship_in(-2), self.place_to_ship_in(2)
        self.assertEqual(self.late(overdue + in_time), overdue)
        self.ship(overdue)
        self.assertFalse(self.late(overdue + in_time))

    def test_overview_counts_what_is_overdue(self):
        before = self.warehouse.out_type_id.count_picking_late
        self.place_to_ship_in(-2)
        self.place_to_ship_in(2)
        self.env.invalidate_all()
        self.assertEqual(self.warehouse.out_type_id.count_picking_late, before + 1)

    def test_both_steps_of_a_delivery_have_the_deadline(self):
        for steps, count in (('pick_ship', 2), ('pick_pack_ship', 3)):
            self.warehouse.delivery_steps = steps
            pickings = self.place_to_ship_in(3)
            # Since 18.0, each step is planned when the one before it is done.
            for planned in range(1, count) if SINCE_18 else ():
                self.assertEqual(len(pickings), planned)
                self.assertFalse(self.late(pickings))
                self.validate(pickings.filtered(lambda picking: picking.state != 'done'))
                pickings = pickings.sale_id.picking_ids
            self.assertEqual(len(pickings), count)
            self.assert_deadline(pickings)
            self.assertFalse(self.late(pickings))
            overdue = self.place_to_ship_in(-2)
            self.assert_deadline(overdue)
            self.assertEqual(self.late(overdue), overdue)

    def test_security_lead_time_plans_earlier_and_leaves_the_deadline(self):
        self.company.security_lead = 2
        picking = self.place_to_ship_in(5)
        self.assert_deadline(picking)
        self.assertEqual(picking.scheduled_date, picking.date_deadline - timedelta(days=2))
        self.assertFalse(self.late(picking))
        after_the_plan = datetime.now() + timedelta(days=4)
        self.assertEqual(self.late(picking, after_the_plan), picking)

    def test_backorder_keeps_the_deadline(self):
        self.ship_by = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=3)
        picking = self.picking(self.place(3, ship_by=self.ship_by))
        self.ship(picking, {self.mug: 1})
        self.assert_deadline(picking.backorder_ids)
