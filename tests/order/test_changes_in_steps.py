from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ...lib.series import OUTERMOST_PACKAGE, PACKAGE
from .change_case import MUG, ChangeCase


class TestChangesInSteps(ChangeCase):
    """Orders that change while goods are on their way through the warehouse.

    Since 18.0, a step is planned only when the one before it is done.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.delivery_steps = 'pick_ship'

    def pick(self, order):
        return self.picking(order).filtered(
            lambda picking: picking.picking_type_id == self.warehouse.pick_type_id
        )

    def open_moves(self, order):
        return self.picking(order).move_ids.filtered(
            lambda move: move.state not in ('done', 'cancel')
        )

    def assert_one_piece_is_on_its_way(self, order):
        """Check that each open step takes one piece, from where the goods are to where they go."""
        self.assertEqual(set(self.open_moves(order).mapped('product_uom_qty')), {1})
        self.assertFalse(self.picking(order).filtered(
            lambda picking: picking.picking_type_code == 'incoming'
        ), "nothing comes back that never left")
        self.assertEqual(self.line(order).product_uom_qty, 1)
        self.assert_agreed(order)

    def test_pick_that_is_ticked_off_shrinks(self):
        order = self.place(mugs=4)
        self.pick(order).action_assign()
        self.pick(order).move_ids.picked = True
        self.reduce(order, {MUG: 1})
        self.assert_one_piece_is_on_its_way(order)

    def test_pick_that_is_printed_shrinks(self):
        order = self.place(mugs=4)
        self.pick(order).action_assign()
        self.pick(order).printed = True
        self.reduce(order, {MUG: 1})
        self.assert_one_piece_is_on_its_way(order)

    def test_nothing_is_picked_for_an_order_that_is_canceled(self):
        for state in ('assigned', 'printed', 'picked'):
            with self.subTest(state):
                order = self.place(mugs=2)
                self.pick(order).action_assign()
                self.pick(order).printed = state == 'printed'
                self.pick(order).move_ids.picked = state == 'picked'
                self.shop.cancel(order.order_id)
                self.sync()
                self.assertEqual(self.sale_order(order).state, 'cancel')
                self.assertFalse(self.open_moves(order))
                self.assert_agreed(order)

    def test_order_that_is_picked_but_not_shipped_is_canceled(self):
        order = self.place(mugs=2)
        self.pick(order).action_assign()
        self.validate(self.pick(order))
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assert_agreed(order)

    def test_pick_that_a_worker_cancels_is_not_the_end_of_the_order(self):
        order = self.place(mugs=2)
        self.pick(order).action_cancel()
        self.shop.change(order.order_id, lambda changed: changed.programs.append('PRIME'))
        self.sync()
        is_asked = self.inbox(order).state == 'conflict'
        self.assertTrue(is_asked or self.open_moves(order), "somebody has to learn of it")

    def test_buyer_is_kept_while_something_is_to_be_picked(self):
        order = self.place(mugs=2)
        self.shop.ship(order.order_id)  # in Seller Central
        self.sync()
        if self.inbox(order).state == 'conflict':
            self.answer(order, 'action_keep')
        self.assertTrue(self.open_moves(order))
        buyer = self.sale_order(order).partner_id
        name = buyer.name
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=60)),
            self.committing(self.env['amazon.account']) as accounts,
        ):
            accounts._cron_forget_buyers()
        self.assertEqual(buyer.name, name)


class TestPackagesInPackages(ChangeCase):
    """Since 19.0, packages are put into packages."""

    def test_reference_of_the_outermost_package_is_that_of_all_in_it(self):
        if not OUTERMOST_PACKAGE:
            self.skipTest("Packages hold no packages before 19.0.")
        picking = self.picking(self.place(mugs=1))
        picking.action_assign()
        self.pack(picking, {self.mug: 1})
        pallet = self.env[PACKAGE].create({'tracking_ref': '1ZPALLET'})
        picking.move_line_ids.result_package_id.package_dest_id = pallet
        self.assertEqual(
            set(picking._amazon_tracking_refs().values()) - {''}, {'1ZPALLET'})
