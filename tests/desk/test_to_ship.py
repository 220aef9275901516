from datetime import datetime, time, timedelta, timezone

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from ...workshop.simulator import Address, Item
from ..delivery.printed import print_document
from ..series import LIST
from .desk_case import DeskCase

ACTION = 'amazon_connector.action_picking_to_ship'


class ToShipCase(DeskCase):

    def listed(self, order_by='date_deadline, id', domain=()):
        """Return what the packer's list shows, without its filters."""
        action = self.env['ir.actions.actions']._for_xml_id(ACTION)
        return self.env['stock.picking'].with_user(self.packer).search(
            [*safe_eval(action['domain']), *domain], order=order_by
        ).with_env(self.env)

    def found(self, filter_name, view='amazon_connector.view_picking_search_to_ship', **names):
        """Return what one of the filters finds."""
        view_id = self.env.ref(view).id
        pickings = self.env['stock.picking'].with_user(self.packer)
        arch = etree.fromstring(pickings.get_view(view_id, 'search')['arch'])
        [domain] = arch.xpath(f"//filter[@name='{filter_name}']/@domain")
        return pickings.search(safe_eval(domain, names)).with_env(self.env)

    def searched(self, field, text):
        view_id = self.env.ref('amazon_connector.view_picking_search_to_ship').id
        pickings = self.env['stock.picking'].with_user(self.packer)
        arch = etree.fromstring(pickings.get_view(view_id, 'search')['arch'])
        [node] = arch.xpath(f"//field[@name='{field}']")
        domain = node.get('filter_domain') or f"[('{field}', 'ilike', self)]"
        return pickings.search(safe_eval(domain, {'self': text})).with_env(self.env)


class TestToShip(ToShipCase):
    """One list says what is to be shipped, and all that a packer has to know."""

    def test_what_is_to_be_shipped_first_is_first(self):
        now = datetime.now(timezone.utc).replace(microsecond=0)
        later = self.to_ship(ship_by=now + timedelta(days=3))
        sooner = self.to_ship(ship_by=now + timedelta(days=1))
        same = self.to_ship(ship_by=now + timedelta(days=1))
        self.assertEqual(self.listed(), sooner + same + later)

    def test_state_whose_code_nobody_knows_is_named(self):
        picking = self.to_ship()
        japan = self.env.ref('base.jp')
        for code, name, city, place in (
            ('99', "Tokyo", "Chiyoda-ku", "Chiyoda-ku, Tokyo, Japan"),
            ('JP-HH', "Hamburg", "Hamburg", "Hamburg, Japan"),
            ('NSW', "New South Wales", "Sydney", "Sydney, NSW, Japan"),
        ):
            with self.subTest(code):
                picking.partner_id.write({
                    'city': city, 'country_id': japan.id,
                    'state_id': self.env['res.country.state'].create(
                        {'code': code, 'name': name, 'country_id': japan.id}).id,
                })
                self.assertEqual(picking.amazon_place, place)

    def test_list_says_what_goes_where(self):
        picking = self.to_ship(
            items=[Item('AMZ-MUG-WHITE', quantity=2, gift_message="Happy birthday!"),
                   Item('AMZ-TEAPOT', constraints=('signatureConfirmation',))],
            recipient=Address(
                "Ada Whitfield", "1420 Pine St", city="Seattle", state="WA",
                postal_code="98101", country='US', instructions="Gate code 4711",
            ),
            programs=['PRIME'],
        )
        seen = picking.with_user(self.packer)
        self.assertEqual(seen.amazon_items, "2 × AMZ-MUG-WHITE, 1 × AMZ-TEAPOT")
        self.assertEqual(seen.amazon_place, "Seattle, WA, United States")
        self.assertEqual(seen.amazon_promise, "⚡ Prime")
        self.assertEqual(seen.amazon_gift_words, "Happy birthday!")
        self.assertEqual(
            seen.amazon_to_mind,
            "The recipient signs for it. Gift message: Happy birthday! Gate code 4711",
        )

    def test_sku_is_that_of_amazon(self):
        picking = self.to_ship(items=[Item('SKU-THAT-ODOO-DOES-NOT-KNOW', quantity=2)])
        self.assertEqual(picking.amazon_items, "2 × SKU-THAT-ODOO-DOES-NOT-KNOW")

    def test_list_says_why_not_to_ship(self):
        picking = self.to_ship()
        self.assertFalse(picking.amazon_to_mind)
        self.shop.request_cancellation(picking.amazon_order_ref)
        self.sync()
        self.assertIn("The buyer asks to cancel the order", picking.amazon_to_mind)

    def test_what_is_left_of_an_order_is_listed(self):
        picking = self.to_ship(mugs=3)
        self.ship(picking, {self.mug: 1})
        self.assertEqual(picking.backorder_ids.amazon_items, "2 × AMZ-MUG-WHITE")
        self.assertEqual(picking.backorder_ids.carrier_id, self.ups)
        self.assertEqual(self.found('to_ship') & self.listed(), picking.backorder_ids)

    def test_neither_steps_nor_returns_nor_others_deliveries_are_listed(self):
        self.ordinary_order(self.mug)
        self.warehouse.delivery_steps = 'pick_pack_ship'
        order = self.place()
        while 'outgoing' not in (codes := self.picking(order).mapped('picking_type_code')):
            self.validate(self.picking(order).filtered(lambda picking: picking.state != 'done'))
        self.assertGreater(len(codes), 2)
        [listed] = self.listed()
        self.assertEqual(listed.location_dest_id.usage, 'customer')
        self.assertEqual(listed.sale_id, self.sale_order(order))

    def test_deliveries_of_other_companies_are_not_listed(self):
        self.to_ship()
        other = self.env['res.company'].create({'name': "Other"})
        self.packer.write({'company_ids': [fields.Command.set(other.ids)], 'company_id': other.id})
        self.assertFalse(self.listed())

    def test_order_that_is_linked_later_is_listed(self):
        picking = self.ordinary_order(self.mug).picking_ids
        self.assertFalse(self.listed())
        picking.sale_id.write({
            'amazon_account_id': self.account.id, 'amazon_order_ref': '111-1111111-1111111',
        })
        self.assertEqual(self.listed(), picking)

    def test_deliveries_that_are_older_than_the_list_are_listed(self):
        """The connector is updated: the columns are new."""
        picking, other = self.to_ship(), self.ordinary_order(self.mug).picking_ids
        self.env.flush_all()
        for column in ('amazon_account_id', 'amazon_marketplace_id'):
            self.env.cr.execute(f"ALTER TABLE stock_picking DROP COLUMN {column}")
        self.registry.init_models(
            self.env.cr, ['stock.picking'], {'module': 'amazon_connector'}, install=False
        )
        self.env.invalidate_all()
        self.assertEqual(picking.amazon_account_id, self.account)
        self.assertEqual(picking.amazon_marketplace_id, picking.sale_id.amazon_marketplace_id)
        self.assertFalse(other.amazon_account_id)
        self.assertEqual(self.listed(), picking)

    def test_documents_of_many_are_printed_together(self):
        """Odoo's own action, from the list: with what each packer has to know."""
        pickings = self.to_ship(items=[
            Item('AMZ-MUG-WHITE', gift_message="Happy birthday!"),
        ]) + self.to_ship(items=[Item('AMZ-TEAPOT', constraints=('palletDelivery',))])
        for report in ('stock.action_report_delivery', 'stock.action_report_picking'):
            self.assertEqual(
                self.env.ref(report).binding_model_id.model, 'stock.picking', "in the menu Print"
            )
            words = print_document(pickings.with_user(self.packer), report)
            self.assertIn("Happy birthday!", words)
            self.assertIn("Send it on a pallet.", words)
            for picking in pickings:
                self.assertIn(picking.name, words)
        self.assertEqual(set(pickings.mapped('is_amazon_printed')), {True})


class TestFindToShip(ToShipCase):

    def test_by_number_buyer_sku_and_tracking(self):
        mug = self.to_ship(recipient=Address(
            "Ada Whitfield", "1420 Pine St", city="Seattle", state="WA", postal_code="98101",
            country='US',
        ))
        teapot = self.to_ship(items=[Item('AMZ-TEAPOT')])
        for field, text, expected in [
            ('name', mug.name, mug), ('name', mug.amazon_order_ref, mug),
            ('name', teapot.sale_id.name, teapot), ('partner_id', "whitfield", mug),
            ('amazon_items', 'amz-teapot', teapot), ('amazon_items', "Mug", mug),
            ('carrier_tracking_ref', teapot.carrier_tracking_ref, teapot),
        ]:
            with self.subTest(field, text=text):
                self.assertEqual(self.searched(field, text), expected)

    def test_by_what_is_not_in_it(self):
        mug, teapot = self.to_ship(), self.to_ship(items=[Item('AMZ-TEAPOT')])
        both = self.to_ship(items=[Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')])
        for domain, expected in [
            (('amazon_items', 'not ilike', 'mug'), teapot),
            (('amazon_items', '!=', 'AMZ-MUG-WHITE'), teapot),
            (('amazon_items', 'not in', ['AMZ-TEAPOT']), mug),
            (('amazon_items', '=', 'AMZ-MUG-WHITE'), mug + both),
        ]:
            with self.subTest(domain):
                self.assertEqual(self.listed(domain=[domain]), expected)

    def test_filters(self):
        prime = self.to_ship(programs=['PRIME'])
        untracked = self.to_ship(tracking=False)
        ordinary = self.ordinary_order(self.mug).picking_ids
        done = self.ship(self.to_ship())
        self.assertEqual(self.found('prime'), prime)
        self.assertEqual(self.found('without_tracking') & self.listed(), untracked)
        self.assertEqual(self.found('to_ship') & self.listed(), prime + untracked)
        self.assertEqual(
            self.found('from_amazon', 'stock.view_picking_internal_search'),
            prime + untracked + done,
        )
        self.assertNotIn(ordinary, self.listed())

    def test_lists_are_grouped_by_day_account_marketplace_and_carrier(self):
        picking = self.to_ship()
        for name in ('date_deadline:day', 'amazon_account_id', 'amazon_marketplace_id',
                     'carrier_id'):
            [(value, count)] = self.env['stock.picking'].with_user(self.packer)._read_group(
                [('id', '=', picking.id)], [name], ['__count']
            )
            self.assertTrue(value, name)
            self.assertEqual(count, 1)


class TestDefaultCarrier(ToShipCase):
    """New deliveries have the carrier that their account, or their marketplace, has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dhl = cls.create_delivery_method("DHL")

    def setUp(self):
        super().setUp()
        self.account.default_carrier_id = self.ups

    def test_account_has_one(self):
        self.assertEqual(self.picking(self.place()).carrier_id, self.ups)

    def test_marketplace_has_another_one(self):
        self.account.marketplace_setting_ids = [fields.Command.create({
            'marketplace_id': self.marketplace('DE').id, 'default_carrier_id': self.dhl.id,
        })]
        self.assertEqual(self.picking(self.place(marketplace='DE')).carrier_id, self.dhl)
        self.assertEqual(self.picking(self.place()).carrier_id, self.ups)

    def test_what_waits_gets_it_too(self):
        self.account.default_carrier_id = False
        waits, chosen, german = (
            self.picking(self.place(**where)) for where in ({}, {}, {'marketplace': 'DE'}))
        chosen.carrier_id = self.dhl
        self.assertFalse(waits.carrier_id)
        self.account.write({
            'default_carrier_id': self.ups.id,
            'marketplace_setting_ids': [fields.Command.create({
                'marketplace_id': self.marketplace('DE').id, 'default_carrier_id': self.dhl.id,
            })],
        })
        self.assertEqual(waits.carrier_id, self.ups)
        self.assertEqual((chosen + german).carrier_id, self.dhl)

    def test_carrier_is_named_and_there(self):
        field = self.env['delivery.carrier'].with_context(is_named_for_amazon=True)
        carrier = field.browse(field.name_create("Royal Mail")[0])
        self.assertEqual(carrier.amazon_carrier_id.name, "Royal Mail")
        self.assertTrue(carrier.product_id)

    def test_what_a_person_chose_stays(self):
        picking = self.picking(self.place(mugs=2))
        picking.carrier_id = self.dhl
        self.ship(picking, {self.mug: 1}, carrier=self.dhl)
        self.assertEqual(picking.backorder_ids.carrier_id, self.dhl)
        self.sync()
        self.assertEqual(picking.carrier_id, self.dhl)

    def test_what_the_order_says_goes_before_it(self):
        picking = self.picking(self.place())
        order = picking.sale_id
        picking.action_cancel()
        picking.unlink()
        order.carrier_id = self.dhl
        order.order_line.filtered('amazon_item_ref')._action_launch_stock_rule()
        self.assertNotEqual(order.picking_ids.carrier_id, self.ups)

    def test_last_step_has_it(self):
        self.warehouse.delivery_steps = 'pick_ship'
        order = self.place()
        if len(self.picking(order)) == 1:  # Since 18.0, the next step is planned later.
            self.validate(self.picking(order))
        last = self.picking(order).filtered(lambda step: step.picking_type_code == 'outgoing')
        self.assertEqual(last.carrier_id, self.ups)

    def test_archived_one_is_none(self):
        self.ups.active = False
        self.assertFalse(self.picking(self.place()).carrier_id)

    def test_other_orders_do_not_have_it(self):
        self.assertFalse(self.ordinary_order(self.mug).picking_ids.carrier_id)

    def test_orders_that_amazon_carries_do_not_have_it(self):
        order = self.place(programs=['AMAZON_EASY_SHIP'])
        self.assertFalse(self.picking(order).carrier_id)


class TestCarrierOnTheFirstPage(ToShipCase):

    def test_carrier_and_tracking_are_entered_there(self):
        picking = self.to_ship(tracking=False)
        with Form(picking.with_user(self.packer)) as form:
            form.carrier_tracking_ref = '1ZFORM'
        self.assertEqual(picking.carrier_tracking_ref, '1ZFORM')
        arch = etree.fromstring(picking.get_view(view_type='form')['arch'])
        for name in ('carrier_id', 'carrier_tracking_ref'):
            places = [
                'notebook' in [step.tag for step in node.iterancestors()]
                for node in arch.xpath(f"//field[@name='{name}']")
            ]
            self.assertEqual(places, [False, True], "on the first page, and on that of others")


class TestRetryIsShown(ToShipCase):
    """Who can tell Amazon again is offered to; nobody else."""

    def test_on_a_delivery(self):
        arch = etree.fromstring(self.env['stock.picking'].get_view(view_type='form')['arch'])
        [button] = arch.xpath("//header/button[@string='Retry Amazon Sync']")
        for status, is_shown in [
            ('error', True), ('sent', True), ('pending', False), ('done', False), (False, False),
        ]:
            is_hidden = safe_eval(button.get('invisible'), {'amazon_sync_status': status})
            self.assertEqual(is_hidden, not is_shown, status)

    def test_on_lists_with_the_filters_that_find_what_is_not_told(self):
        for list_view, search_view, prefix in [
            ('stock.vpicktree', 'stock.view_picking_internal_search', 'amazon_'),
            ('amazon_connector.view_picking_tree_to_ship',
             'amazon_connector.view_picking_search_to_ship', ''),
        ]:
            pickings = self.env['stock.picking']
            arch = pickings.get_view(self.env.ref(list_view).id, LIST)['arch']
            [button] = etree.fromstring(arch).xpath(
                "//header/button[@name='action_retry_amazon_sync']"
            )
            self.assertTrue(safe_eval(button.get('invisible'), {'context': {}}))
            search = etree.fromstring(
                pickings.get_view(self.env.ref(search_view).id, 'search')['arch']
            )
            for name in ('sync_error', 'sync_open'):
                [context] = search.xpath(f"//filter[@name='{prefix}{name}']/@context")
                self.assertFalse(
                    safe_eval(button.get('invisible'), {'context': safe_eval(context)})
                )


class TestToday(ToShipCase):
    """A day is that of who looks, wherever the server is."""

    TOKYO = timezone(timedelta(hours=9))

    def found_in_tokyo(self, name, view='amazon_connector.view_picking_search_to_ship'):
        """Return what a filter finds in a browser in Tokyo."""
        return self.found(
            name, view, datetime=_DatesOf(self.TOKYO), relativedelta=relativedelta,
            context_today=lambda: datetime.now(self.TOKYO).date(),
        )

    @freeze_time('2030-01-09 20:00')  # It is the 10th, five in the morning.
    def test_to_ship_today_and_late(self):
        def ship_by(*moment):
            return self.to_ship(ship_by=datetime(2030, 1, *moment, tzinfo=self.TOKYO))

        this_morning, tonight = ship_by(10, 4), ship_by(10, 23, 59)
        tomorrow = ship_by(11, 0, 1)
        done = ship_by(10, 4)
        self.ship(done)
        for name, view in [('to_ship_today', 'amazon_connector.view_picking_search_to_ship'),
                           ('amazon_ship_today', 'stock.view_picking_internal_search')]:
            self.assertEqual(self.found_in_tokyo(name, view), this_morning + tonight)
        self.assertEqual(self.found_in_tokyo('late'), this_morning)
        self.assertIn(tomorrow, self.listed())


class _DatesOf:
    """What a browser in a time zone has for Python's module `datetime`."""

    time = time

    def __init__(self, zone):
        self.datetime = self
        self._zone = zone

    def combine(self, day, hour):
        return _Moment(datetime.combine(day, hour, self._zone))

    def now(self):
        return _Moment(datetime.now(self._zone))


class _Moment:
    def __init__(self, moment):
        self._moment = moment

    def to_utc(self):
        return self._moment.astimezone(timezone.utc)
