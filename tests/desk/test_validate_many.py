from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...workshop.simulator import Item
from ..common import CommittedCase
from ..series import PICKING_MOVES, add_choices
from .desk_case import DeskCase

UNKNOWN = "The address is unknown."


class TestValidateMany(DeskCase):
    """A packer selects what is packed, clicks once, and gets one answer."""

    def test_all_are_validated_and_told_to_amazon(self):
        pickings = self.several(3)
        self.assertEqual(self.click_validate(pickings), {})
        self.assertIn("3", self.action['params']['title'])
        self.assertEqual(self.action['params']['type'], 'success')
        self.send()
        for picking in pickings:
            self.assertEqual(picking.amazon_sync_status, 'done')
            [package] = self.packages(picking)
            self.assertEqual(package.carrier, 'UPS')
            self.assertEqual(package.tracking, picking.carrier_tracking_ref)

    def test_quantities_are_those_that_were_ordered(self):
        picking = self.to_ship(items=[Item('AMZ-MUG-WHITE', quantity=3), Item('AMZ-TEAPOT')])
        self.click_validate(picking)
        self.assertEqual(picking.move_ids.mapped('quantity'), [3, 1])
        self.assertFalse(picking.backorder_ids)
        self.send()
        [package] = self.packages(picking)
        self.assertEqual(sorted(package.quantities.values()), [1, 3])

    def test_each_that_is_not_is_named_with_its_reason(self):
        without_tracking, without_carrier = self.to_ship(tracking=False), self.to_ship()
        without_carrier.carrier_id = False
        complete = self.several(2)
        reasons = self.click_validate(complete + without_tracking + without_carrier)
        self.assertEqual(reasons, {
            without_tracking: "It lacks the tracking reference.",
            without_carrier: "It lacks the carrier.",
        })
        answer = self.env[self.action['res_model']].browse(self.action['res_id'])
        self.assertEqual((answer.validated, answer.refused), (2, 2))
        self.assertEqual(set(complete.mapped('state')), {'done'})
        shown = answer.with_user(self.packer).action_view_deliveries()
        self.assertEqual(
            self.env['stock.picking'].search(shown['domain']), without_tracking + without_carrier
        )

    def test_second_click_validates_nothing_twice(self):
        pickings = self.several(2)
        self.click_validate(pickings)
        reasons = self.click_validate(pickings)
        self.assertEqual(set(reasons.values()), {"It is done already."})
        self.send()
        self.assertEqual([len(self.packages(picking)) for picking in pickings], [1, 1])

    def test_carrier_that_amazon_may_not_know_is_named(self):
        picking = self.to_ship(carrier=self.create_delivery_method("My Van"))
        self.click_validate(picking)
        self.assertEqual(picking.state, 'done')
        self.assertIn("My Van: ", self.action['params']['message'])
        self.assertEqual(self.action['params']['type'], 'warning')

    def test_what_odoo_prints_at_validation_is_printed_once_for_all(self):
        self.warehouse.out_type_id.auto_print_delivery_slip = True
        pickings = self.several(2)
        action = self.click(
            pickings + self.to_ship(tracking=False), 'action_validate_complete', self.packer
        )
        self.assertEqual(action['tag'], 'do_multi_print')
        [report] = action['params']['reports']
        self.assertEqual(set(report['context']['active_ids']), set(pickings.ids))
        self.assertEqual(
            action['params']['anotherAction']['res_model'], 'amazon.validation.answer'
        )

    def test_order_of_a_program_of_amazons_needs_no_tracking(self):
        picking = self.to_ship(tracking=False, programs=['AMAZON_EASY_SHIP'])
        picking.carrier_id = False
        self.assertEqual(self.click_validate(picking), {})
        self.assertEqual(picking.state, 'done')

    def test_parcel_that_amazon_knows_needs_no_typing(self):
        order = self.place()
        self.shop.buy_label(order.order_id, carrier='DHL', tracking='JD0001')
        self.sync()
        picking = self.picking(order)
        picking.write({'carrier_tracking_ref': False})
        self.assertEqual(self.click_validate(picking), {})
        self.assertEqual((picking.state, picking.carrier_tracking_ref), ('done', 'JD0001'))

    def test_delivery_that_is_packed_in_two_packages(self):
        picking = self.to_ship(
            tracking=False, items=[Item('AMZ-MUG-WHITE', quantity=2), Item('AMZ-TEAPOT')]
        )
        self.pack(picking, {self.mug: 2}, tracking='1ZMUGS')
        self.pack(picking, {self.teapot: 1}, tracking='1ZPOT')
        self.assertEqual(self.click_validate(picking), {})
        self.send()
        self.assertEqual(
            {package.tracking for package in self.packages(picking)}, {'1ZMUGS', '1ZPOT'}
        )


class TestNotValidated(DeskCase):
    """What a person has to look at stays behind, says why, and keeps no other from leaving."""

    def test_part_of_it_is_reserved(self):
        scarce = self.create_product("Lamp", 'AMZ-LAMP')
        self.env['stock.quant']._update_available_quantity(
            scarce, self.warehouse.lot_stock_id, 1
        )
        for how in ('ask', 'always', 'never'):
            self.warehouse.out_type_id.create_backorder = how
            picking = self.to_ship(items=[Item('AMZ-LAMP', quantity=2)])
            self.assert_refused(picking, "Not all of it is reserved: Lamp (1 of 2).")
            self.assertFalse(picking.backorder_ids)
            picking.do_unreserve()

    def test_goods_are_not_there(self):
        self.create_product("Lamp", 'AMZ-LAMP')
        picking = self.to_ship(items=[Item('AMZ-LAMP')])
        self.assert_refused(picking, "not reserved")

    def test_worker_has_ticked_a_part(self):
        picking = self.to_ship(items=[Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT')])
        self.move(picking, self.mug).picked = True
        self.assert_refused(picking, "Teapot")

    def test_serial_number_is_missing(self):
        self.create_product("Clock", 'AMZ-CLOCK', tracking='serial')
        picking = self.to_ship(items=[Item('AMZ-CLOCK')])
        picking.move_ids.quantity = 1
        self.assert_refused(picking, "Clock")

    def test_buyer_asks_to_cancel(self):
        picking = self.to_ship()
        self.shop.request_cancellation(picking.amazon_order_ref)
        self.sync()
        self.assert_refused(picking, "The buyer asks to cancel the order")

    def test_somebody_has_to_decide_first(self):
        picking = self.to_ship()
        self.shop.change(
            picking.amazon_order_ref, lambda changed: setattr(changed, 'status', 'PENDING')
        )
        self.sync()
        self.assert_refused(picking, "Somebody has to decide")

    def test_amazon_changed_what_was_printed(self):
        picking = self.to_ship()
        picking.is_amazon_print_outdated = True
        self.assert_refused(picking, "Print it again.")

    def test_canceled_delivery(self):
        picking = self.to_ship()
        picking.action_cancel()
        self.assert_refused(picking, "It is canceled.")

    def test_steps_before_the_last_one_are_not_done(self):
        self.warehouse.delivery_steps = 'pick_ship'
        pick = self.picking(self.place())[0]
        self.assertNotIn(pick, self.env['stock.picking'].search([
            ('amazon_account_id', '!=', False), ('picking_type_id.code', '=', 'outgoing'),
        ]))

    @mute_logger('odoo.addons.amazon_connector.lib.mishap', 'odoo.sql_db')
    def test_one_that_fails_in_odoo_keeps_no_other_from_leaving(self):
        """Here, by a module of somebody's that forbids it when all else is done."""
        picking, others = self.to_ship(), self.several(3)
        self.env.cr.execute(
            "ALTER TABLE stock_picking ADD CONSTRAINT never_done"
            " CHECK (id <> %s OR state <> 'done')",
            [picking.id],
        )
        self.assert_refused(picking, "forbids it", others)
        self.send()
        self.assertEqual(set(others.mapped('amazon_sync_status')), {'done'})
        self.assertFalse(self.packages(picking))


class TestBookedAtValidation(DeskCase):
    """Carriers that are connected with Odoo book a parcel, and charge for it, at validation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_choices(cls, cls.env['delivery.carrier']._fields['delivery_type'], ['pigeon'])
        cls.pigeon = cls.create_delivery_method(
            "Pigeon Post", delivery_type='pigeon', integration_level='rate_and_ship'
        )
        cls.warehouse.out_type_id.print_label = True

    def setUp(self):
        super().setUp()
        self.booked, self.refused = [], None
        # As a module of the carrier's has it.
        self.startPatcher(patch.object(
            type(self.pigeon), 'pigeon_send_shipping', self.book, create=True
        ))

    def book(self, pickings):
        if pickings.id == self.refused:
            raise UserError(UNKNOWN)
        self.booked.append(pickings.id)
        return [{'exact_price': 5, 'tracking_number': f'PP{pickings.id}'}]

    def test_one_that_the_carrier_refuses_has_no_other_booked_twice(self):
        pickings = self.env['stock.picking'].concat(*(
            self.to_ship(tracking=False, carrier=self.pigeon) for _number in range(4)
        ))
        self.refused = pickings[2].id
        reasons = self.click_validate(pickings + self.to_ship())
        self.assertEqual(reasons, {pickings[2]: UNKNOWN})
        others = pickings - pickings[2]
        self.assertEqual(self.booked, others.ids)
        self.assertEqual(set(others.mapped('state')), {'done'})
        self.send()
        for picking in others:
            self.assertEqual(
                [package.tracking for package in self.packages(picking)], [f'PP{picking.id}']
            )


class TestWhoValidates(DeskCase):

    def test_delivery_of_another_company(self):
        pickings = self.several(2)
        other = self.env['res.company'].create({'name': "Other"})
        stranger = new_test_user(
            self.env, 'stranger', 'base.group_user,stock.group_stock_user',
            company_id=other.id, company_ids=[fields.Command.set(other.ids)],
        )
        with self.assertRaises(AccessError):
            self.click_validate(pickings, stranger)
        self.assertEqual(set(pickings.mapped('state')), {'assigned'})

    def test_who_does_not_work_in_the_warehouse(self):
        picking = self.to_ship()
        for group in ('sales_team.group_sale_manager', 'account.group_account_invoice'):
            user = new_test_user(self.env, group, f'base.group_user,{group}')
            with self.assertRaises(AccessError):
                self.click_validate(picking, user)
        self.assertEqual(picking.state, 'assigned')


@tagged('-at_install', 'post_install')
class TestTwoPackers(CommittedCase):

    def test_one_validates_and_the_other_hears_of_it(self):
        with self.transaction() as env:
            picking = self.create_picking(env)
        self.addCleanup(self.remove, picking.id)
        with self.transaction() as first, self.transaction() as second:
            mine = first['stock.picking'].browse(picking.id)
            self.assertEqual(mine._lock_for_validation(), mine)
            theirs = second['stock.picking'].browse(picking.id)
            action = theirs.action_validate_complete()
            answer = second[action['res_model']].browse(action['res_id'])
            self.assertIn("Somebody else is just working on it.", answer.reasons)
            self.assertEqual(theirs.state, 'assigned')
            second.cr.rollback()

    def create_picking(self, env):
        warehouse = env['stock.warehouse'].search([], limit=1)
        product = env['product.product'].create({'name': "Leaflet", 'type': 'consu'})
        picking = env['stock.picking'].create({
            'picking_type_id': warehouse.out_type_id.id,
            'location_id': warehouse.lot_stock_id.id,
            'location_dest_id': env.ref('stock.stock_location_customers').id,
        })
        picking[PICKING_MOVES] = [fields.Command.create({
            **({} if 'name' not in env['stock.move']._fields else {'name': "Leaflet"}),
            'product_id': product.id,
            'product_uom_qty': 1,
            'location_id': picking.location_id.id,
            'location_dest_id': picking.location_dest_id.id,
        })]
        picking.action_confirm()
        picking.action_assign()
        return picking

    def remove(self, picking_id):
        with self.transaction() as env:
            picking = env['stock.picking'].browse(picking_id)
            product = picking.move_ids.product_id
            picking.action_cancel()
            picking.unlink()
            product.unlink()
