from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.tests import Form, new_test_user

from ...workshop.simulator import Address, Item
from ..order.change_case import MUG, TEAPOT, ChangeCase
from .printed import read_document

GATE = "Gate code 4711\nSecond door on the left"
LINK = 'https://example.com/custom.zip?signature=1'


def address(**wishes):
    return Address(
        "Ada Whitfield", "1420 Pine St", city="Seattle", state="WA", postal_code="98101",
        country='US', **wishes,
    )


class PackingCase(ChangeCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packer = new_test_user(cls.env, 'packer', 'base.group_user,stock.group_stock_user')

    def place_one(self, sku=MUG, wishes=None, **item):
        return self.place(items=[Item(sku, **item)], recipient=address(**wishes or {}))

    def seen(self, order):
        """Return the deliveries of an order as the packer sees them."""
        return self.picking(order).with_user(self.packer)

    def printed(self, picking, report='stock.action_report_delivery'):
        """Return what a packer reads on a printed document."""
        return read_document(picking.with_user(self.packer), report)


class TestPacking(PackingCase):
    """A packer sees what Amazon requires and what the buyer wants, before anything leaves."""

    def test_constraints_are_said_before_validation(self):
        picking = self.seen(self.place_one(constraints=(
            'recipientAgeVerification', 'signatureConfirmation', 'palletDelivery',
            'cashOnDelivery', 'recipientIdentityVerification',
        )))
        self.assertEqual(picking.state, 'assigned')
        for words in (
            "old enough", "signs for it", "on a pallet", "collects the payment", "in person",
        ):
            self.assertIn(words, picking.amazon_requirements)

    def test_constraint_that_amazon_invents_is_shown_in_its_words(self):
        order = self.shop.place(items=[Item(MUG)])
        self.shop.mangle(order.order_id, lambda wire: wire['orderItems'][0]['fulfillment'].update(
            shipping={'shippingConstraints': {
                'liftGateDelivery': 'MANDATORY', 'signatureConfirmation': 'RECOMMENDED',
            }},
        ))
        self.sync()
        self.assertEqual(
            self.seen(order).amazon_requirements,
            "In Amazon's words: lift gate delivery.\n"
            "The recipient signs for it. (Amazon says: recommended)",
        )

    def test_serial_number_that_is_required(self):
        picking = self.seen(self.place_one(is_serial_number_required=True))
        self.assertEqual(picking.amazon_requirements, "Note its serial number.")

    def test_where_and_when(self):
        picking = self.seen(self.place_one(wishes={
            'drop_off': "Front desk", 'instructions': GATE,
            'opening_hours': {
                'MON': ['09:00-12:00', '14:00-17:00'], 'TUE': ['09:00-12:00', '14:00-17:00'],
                'FRI': ['09:00-12:00'],
            },
            'exceptions': {'2026-12-24': []},
            'capabilities': ['PALLET_DISABLED'],
        }))
        self.assertEqual(picking.amazon_wishes.splitlines(), [
            "Leave it here: Front desk",
            "Gate code 4711",
            "Second door on the left",
            "Open: Mon, Tue 09:00-12:00, 14:00-17:00",
            "Open: Fri 09:00-12:00",
            "Closed: 12/24/2026",
            "Pallets cannot be delivered there.",
        ])

    def test_pickup_point(self):
        self.assertEqual(
            self.seen(self.place_one(wishes={'type': 'PICKUP_POINT'})).amazon_wishes,
            "It goes to a pickup point.",
        )
        self.assertFalse(self.seen(self.place_one(wishes={'type': 'COMMERCIAL'})).amazon_wishes)

    def test_days_are_in_the_packers_language(self):
        self.env['res.lang']._activate_lang('de_DE')
        self.packer.lang = 'de_DE'
        order = self.place_one(wishes={'opening_hours': {'WED': ['09:00-12:00']}})
        picking = self.seen(order).with_context(lang='de_DE')
        self.assertIn("Mi", picking.amazon_wishes)
        self.assertNotIn("Wed", picking.amazon_wishes)

    def test_each_line_says_what_is_to_be_minded(self):
        order = self.place(items=[
            Item(MUG, customized_url=LINK, gift_message="Happy birthday!\nAda",
                 gift_wrap_level='Classic'),
            Item(TEAPOT, measurement=(2, 'METERS'), condition=('USED', 'VERY_GOOD'),
                 condition_note="A scratch at the handle"),
        ])
        picking = self.seen(order)
        mug, teapot = self.move(picking, self.mug), self.move(picking, self.teapot)
        self.assertEqual(mug.amazon_packing.splitlines(), [
            "Customized: what the buyer wants on it is behind the link.",
            "Gift wrapping: Classic",
            "Gift message: Happy birthday!",
            "Ada",
        ])
        self.assertEqual(mug.amazon_customization_url, LINK)
        self.assertEqual(teapot.amazon_packing.splitlines(), [
            "Measure: 2 m",
            "Condition: used, very good",
            "Your note on its condition: A scratch at the handle",
        ])
        self.assertFalse(teapot.amazon_customization_url)

    def test_number_that_the_carrier_needs(self):
        order = self.place(items=[Item(MUG, ioss_number='IM2760000742'), Item(TEAPOT)])
        self.assertEqual(self.seen(order).amazon_ioss, 'IM2760000742')
        self.assertIn('IM2760000742', self.printed(
            self.picking(order), 'stock.action_report_picking'
        ))

    def test_day_on_which_it_is_to_arrive(self):
        order = self.place_one()
        self.assertEqual(
            self.seen(order).amazon_deliver_by, order.deliver_by.replace(tzinfo=None, microsecond=0)
        )

    def test_ordinary_parcel_says_nothing(self):
        picking = self.seen(self.place())
        self.assertFalse(picking.amazon_requirements or picking.amazon_wishes)
        self.assertFalse(picking.amazon_ioss or picking.move_ids.amazon_packing)
        self.assertNotIn("Amazon requires", self.printed(picking))

    def test_goods_that_stay_behind_take_their_constraints_along(self):
        order = self.place(items=[Item(MUG), Item(TEAPOT, constraints=('signatureConfirmation',))])
        picking = self.picking(order)
        self.ship(picking, {self.mug: 1, self.teapot: 0})
        self.assertFalse(picking.amazon_requirements)
        self.assertIn("signs for it", picking.backorder_ids.amazon_requirements)

    def test_first_step_of_a_delivery_says_it_too(self):
        self.warehouse.delivery_steps = 'pick_pack_ship'
        order = self.place_one(wishes={'instructions': GATE}, constraints=('palletDelivery',),
                               gift_message="Happy birthday!")
        pick = self.seen(order).filtered(lambda picking: picking.state == 'assigned')
        self.assertEqual(pick.picking_type_code, 'internal')
        self.assertIn("on a pallet", pick.amazon_requirements)
        self.assertIn("4711", pick.amazon_wishes)
        self.assertIn("Happy birthday", pick.move_ids.amazon_packing)

    def test_what_comes_back_needs_no_packer(self):
        order = self.place_one(constraints=('palletDelivery',), gift_message="Happy birthday!")
        back = self.return_of(self.ship(self.picking(order)), 1)
        self.assertFalse(back.amazon_requirements or back.move_ids.amazon_packing)

    def test_what_amazon_ships_needs_no_packer(self):
        order = self.place(channel='AMAZON', status='SHIPPED', items=[Item(
            MUG, constraints=('palletDelivery',), customized_url=LINK,
        )])
        line = self.line(order)
        self.assertFalse(line.amazon_constraints or line.amazon_customization_url)

    def test_sales_order_says_it_too(self):
        order = self.place_one(wishes={'instructions': GATE}, constraints=('palletDelivery',))
        sale_order = self.sale_order(order)
        self.assertIn("on a pallet", sale_order.amazon_requirements)
        self.assertEqual(sale_order.amazon_wishes, GATE)

    def test_copy_of_the_order_is_not_for_that_buyer(self):
        order = self.place_one(wishes={'instructions': GATE}, gift_message="Happy birthday!")
        copied = self.sale_order(order).copy()
        self.assertFalse(copied.amazon_wishes)
        self.assertFalse(any(copied.order_line.mapped('amazon_packing')))

    def test_order_that_was_there_before(self):
        order = self.shop.place(
            items=[Item(MUG, constraints=('palletDelivery',))],
            recipient=address(instructions=GATE),
        )
        sale_order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Ada"}).id,
            'origin': order.order_id,
            'order_line': [fields.Command.create({'product_id': self.mug.id})],
        })
        sale_order.action_confirm()
        self.sync()
        self.assertEqual(self.sale_order(order), sale_order)
        self.assertIn("on a pallet", self.seen(order).amazon_requirements)
        self.assertEqual(self.seen(order).amazon_wishes, GATE)

    def test_order_that_a_person_linked(self):
        order = self.shop.place(
            items=[Item(MUG, constraints=('recipientAgeVerification',)), Item('AMZ-UNKNOWN')],
            recipient=address(instructions=GATE),
        )
        sale_order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Ada"}).id,
            'origin': order.order_id,
            'order_line': [
                fields.Command.create({'product_id': product.id})
                for product in (self.mug, self.teapot)
            ],
        })
        sale_order.action_confirm()
        self.sync()
        action = self.click(self.inbox(order), 'action_link_sale_order')
        form = Form(self.env['amazon.link.order.wizard'].browse(action['res_id']))
        form.sale_order_id = sale_order
        for number, item in enumerate(order.items):
            with form.line_ids.edit(number) as line:
                line.amazon_item_ref = item.order_item_id
        self.click(form.save(), 'action_link')
        self.assertEqual(self.sale_order(order), sale_order)
        self.assertIn("old enough", self.seen(order).amazon_requirements)
        self.assertEqual(self.seen(order).amazon_wishes, GATE)

    def test_day_that_is_none(self):
        order = self.shop.place(items=[Item(MUG)], recipient=address(instructions=GATE))
        hours = {'businessHours': [{'dayOfWeek': '2026-13-45'}]}
        self.shop.mangle(order.order_id, lambda wire: (
            wire['recipient']['deliveryPreference'].update(deliveryTime=hours)
        ))
        self.sync()
        self.assertEqual(self.seen(order).amazon_wishes, GATE)

    def test_lines_of_other_orders_cost_nothing(self):
        sale_order = self.ordinary_order(self.mug)
        sale_order.order_line = [
            fields.Command.create({'product_id': self.mug.id}) for _ in range(20)
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        sale_order.order_line.mapped('amazon_item_ref')
        with self.assertQueryCount(1):
            sale_order.order_line.mapped('amazon_packing')

    # === ON THE SCREEN, AND PRINTED === #

    def test_delivery_can_be_opened_by_a_packer(self):
        picking = self.seen(self.place_one(
            wishes={'instructions': GATE}, constraints=('palletDelivery',), customized_url=LINK,
        ))
        form = Form(picking)
        self.assertIn("on a pallet", form.amazon_requirements)
        self.assertIn("4711", form.amazon_wishes)
        arch = etree.fromstring(picking.get_view(view_type='form')['arch'])
        for name in ('amazon_requirements', 'amazon_wishes'):
            [alert] = arch.xpath(f"//div[contains(@class, 'alert')][.//field[@name='{name}']]")
            self.assertIn(f'not {name}', alert.get('invisible'))

    def test_slip_and_picking_list_say_it(self):
        order = self.place_one(
            wishes={'instructions': GATE}, constraints=('recipientAgeVerification',),
            customized_url=LINK, gift_message="Happy birthday!",
        )
        for report in ('stock.action_report_delivery', 'stock.action_report_picking'):
            text = self.printed(self.picking(order), report)
            for words in (
                "old enough", "Gate code 4711", "Customized", 'https://example.com/custom.zip',
                "Gift message: Happy birthday!",
            ):
                self.assertIn(words, text, report)
            self.assertNotIn('signature=1', text)

    def test_slip_goes_into_the_parcel(self):
        order = self.place_one(ioss_number='IM1234567890', condition=('USED', 'GOOD'),
                               condition_note="From the attic")
        picking = self.picking(order)
        for words in ('IM1234567890', "From the attic"):
            self.assertIn(words, self.printed(picking, 'stock.action_report_picking'))
            self.assertNotIn(words, self.printed(picking))

    def test_slip_of_what_was_delivered_says_it_too(self):
        picking = self.ship(self.picking(self.place_one(constraints=('signatureConfirmation',))))
        self.assertIn("signs for it", self.printed(picking))


class TestPackingThatChanges(PackingCase):
    """What Amazon says later reaches the open delivery."""

    def change(self, order, function):
        self.shop.change(order.order_id, function)
        self.sync()

    def print_it(self, order):
        self.picking(order).do_print_picking()

    def again(self, order):
        return "print it again" in self.messages(self.picking(order))

    def test_instructions_given_later(self):
        order = self.place_one()
        self.change(order, lambda order: setattr(order.recipient, 'instructions', GATE))
        self.assertEqual(self.seen(order).amazon_wishes, GATE)
        self.assertFalse(self.again(order))

    def test_printed_delivery_says_what_changed_and_does_not_repeat_it(self):
        order = self.place_one()
        self.print_it(order)

        def change(order):
            order.recipient.instructions = GATE
            order.items[0].constraints = ('palletDelivery',)
            order.items[0].gift_message = "Happy birthday!"

        self.change(order, change)
        self.assertTrue(self.again(order))
        messages = self.messages(self.picking(order))
        self.assertIn("Amazon requires, Mug, Where and when", messages)
        self.assertNotIn("4711", messages)
        self.assertNotIn("birthday", messages)
        self.assertIn("Happy birthday!", self.printed(self.picking(order)))

    def test_first_step_that_is_printed_says_it_too(self):
        self.warehouse.delivery_steps = 'pick_ship'
        order = self.place_one()
        pick = self.picking(order).filtered(lambda picking: picking.state == 'assigned')
        self.assertEqual(pick.picking_type_code, 'internal')
        pick.do_print_picking()
        self.change(order, lambda order: setattr(order.recipient, 'instructions', GATE))
        self.assertIn("Where and when", self.messages(pick))

    def test_what_nobody_prints_is_said_to_nobody(self):
        order = self.place_one(wishes={'type': None})
        self.print_it(order)

        def change(order):
            order.recipient.type = 'COMMERCIAL'
            order.deliver_by = order.deliver_by.replace(hour=1)

        self.change(order, change)
        self.assertEqual(self.sale_order(order).amazon_deliver_by.hour, 1)
        self.assertFalse(self.again(order))

    def test_order_of_before_an_upgrade_says_nothing(self):
        order = self.place_one()
        self.sale_order(order).amazon_gift_message = ''
        self.line(order).amazon_condition = False
        self.print_it(order)
        self.change(order, lambda order: None)
        self.assertTrue(self.line(order).amazon_condition)
        self.assertFalse(self.again(order))

    def test_nothing_is_said_for_nothing(self):
        order = self.place_one(
            wishes={'instructions': GATE}, constraints=('palletDelivery',), customized_url=LINK,
            gift_message="Happy birthday!", measurement=(2.5, 'METERS'),
        )
        self.print_it(order)
        before = self.sale_order(order).write_date
        with freeze_time(self.passed(minutes=60)):
            self.change(order, lambda order: None)
        self.assertFalse(self.again(order))
        self.assertEqual(self.line(order).write_date, before)

    def test_note_of_one_gift_is_not_that_of_another(self):
        order = self.place(items=[
            Item(TEAPOT, gift_message="To Tom. Love, Ada"), Item(MUG, gift_message="Love, Ada"),
        ])
        self.change(order, lambda order: setattr(order.items[1], 'gift_message', "Love, Eve"))
        notes = self.sale_order(order).order_line.filtered('display_type')
        self.assertEqual(
            notes.mapped('name'), ["Gift message: To Tom. Love, Ada", "Gift message: Love, Eve"])

    def test_note_of_the_delivery_follows_any_message(self):
        for number, message in enumerate(("Happy birthday!\n\nAda", "Two  spaces", "a <b> c")):
            order = self.place_one(gift_message=message)
            self.change(order, lambda order, number=number: setattr(
                order.items[0], 'gift_message', f"Later {number}"))
            self.assertIn(f"Later {number}", self.picking(order).note)

    def test_link_that_is_signed_anew_is_taken_over_without_a_word(self):
        order = self.place_one(customized_url=LINK)
        self.print_it(order)
        anew = LINK.replace('=1', '=2')
        self.change(order, lambda order: setattr(order.items[0], 'customized_url', anew))
        self.assertEqual(self.picking(order).move_ids.amazon_customization_url, anew)
        self.assertFalse(self.again(order))

    def test_gift_message_that_comes_later(self):
        order = self.place_one()
        self.assertFalse(self.picking(order).note)
        for message in ("Happy birthday!", "Happy birthday!\nAda", None):
            self.change(order, lambda order: setattr(order.items[0], 'gift_message', message))  # noqa: B023
            self.assertEqual(self.sale_order(order).amazon_gift_message or None, message)
            self.assertEqual(bool(self.picking(order).note), bool(message))
            self.assertEqual("Ada" in str(self.picking(order).note), "Ada" in (message or ''))

    def test_note_of_a_person_stays(self):
        order = self.place_one(gift_message="Happy birthday!")
        self.picking(order).note = "<p>Wrap it twice</p>"
        self.change(order, lambda order: setattr(order.items[0], 'gift_message', "To Ada"))
        self.assertIn("Wrap it twice", self.picking(order).note)
        self.assertIn("To Ada", self.picking(order).move_ids.amazon_packing)

    def test_what_is_withheld_stays_as_it_was(self):
        order = self.place_one(wishes={'instructions': GATE})
        self.print_it(order)
        self.change(order, lambda order: order.left_out.append('recipient'))
        self.assertEqual(self.seen(order).amazon_wishes, GATE)
        self.assertFalse(self.again(order))

    def test_what_left_stays_as_it_was(self):
        order = self.place_one(wishes={'instructions': GATE})
        picking = self.ship(self.picking(order))
        self.send()
        self.assertEqual(order.status, 'SHIPPED')
        self.change(order, lambda order: setattr(order.recipient, 'instructions', "Elsewhere"))
        self.assertEqual(picking.amazon_wishes, GATE)
