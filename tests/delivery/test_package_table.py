"""A test for each cell of the table that says what packages on Amazon mean for parcels.

The table is `lib/package_decisions.py`. What a user sees of it is written down here once more, by
hand. The test of a cell is `test_<what Amazon shows>_<what Odoo has>`.
"""
from freezegun import freeze_time

from odoo.tests import BaseCase

from ...lib.package_decisions import PARCELS, SHOWN, TABLE
from ...workshop.simulator import Item, faults
from .delivery_case import DeliveryCase

NUMBER = '1ZLABEL1234567890'
# How it ends for the user:
# - noted: a parcel without a delivery is listed; none: nothing is;
# - known: the delivery is synchronized, and Amazon was not told of it now;
# - told: Amazon is told of it;
# - renew?, gone?: the delivery failed, and says why;
# - failed, given_up, expected: as before.
OUTCOMES = """
              nothing noted waiting sent  confirmed failed given_up expected
pending       noted   noted known   known known     known  known    known
shipped       noted   noted known   known known     known  known    known
in_transit    noted   noted known   known known     known  known    known
delivered     noted   noted known   known known     known  known    known
undeliverable noted   noted known   known known     known  known    known
cancelled     none    none  told    told  renew?    failed given_up expected
absent        none    none  told    told  gone?     failed given_up expected
unlisted      none    noted told    told  known     failed given_up expected
finished      none    noted known   known known     known  given_up known
"""
REASONS = {
    'renew?': "was canceled on Amazon",
    'gone?': "does not any more",
}


def read(text):
    header, *rows = map(str.split, text.strip().splitlines())
    return {
        (shown, parcel): outcome
        for shown, *outcomes in rows
        for parcel, outcome in zip(header, outcomes, strict=True)
    }


CELLS = read(OUTCOMES)


def tested_by_cell(test_case):
    for shown, parcel in CELLS:
        setattr(
            test_case, f'test_{shown}_{parcel}',
            lambda self, cell=(shown, parcel): self.check(*cell),
        )
    return test_case


@tested_by_cell
class TestPackageTable(DeliveryCase):

    def check(self, shown, parcel):
        self.label = self.picking_done = None
        self.arrange(parcel)
        calls = self.amazon.calls['confirmShipment']
        with freeze_time(self.passed(minutes=180)):
            getattr(self, f'show_{shown}', self.show_on_its_way)(shown)
            self.sync()
            outcome = CELLS[shown, parcel]
            if outcome == 'told':
                self.send()
        if parcel in ('nothing', 'noted'):
            parcels = self.sale_order(self.order).amazon_shipment_ids
            noted = parcels.filtered(lambda row: row.tracking_ref == NUMBER)
            self.assertEqual('noted' if noted else 'none', outcome)
            return
        self.assertEqual(self.outcome(), outcome)
        self.assertEqual(self.amazon.calls['confirmShipment'] - calls, outcome == 'told')

    def outcome(self):
        row = self.picking_done.amazon_shipment_ids
        if row.state == 'confirmed':
            own = [package for package in self.order.packages if package.reference.isdecimal()]
            is_told = any(package.tracking == NUMBER for package in own)
            return 'told' if is_told else 'known'
        for outcome, words in REASONS.items():
            if row.state == 'failed' and words in row.reason:
                self.assertEqual(self.picking_done.amazon_sync_status, 'error')
                return outcome
        return row.state

    # === WHAT ODOO HAS === #

    def arrange(self, parcel):
        programs = ['FBM_SHIP_PLUS'] if parcel == 'expected' else []
        self.order = self.place(
            items=[Item('AMZ-MUG-WHITE', 2)], programs=programs)
        if parcel in ('noted', 'confirmed'):
            self.buy()
            self.sync()
        if parcel in ('nothing', 'noted'):
            return
        self.picking_done = self.ship(self.picking(self.order), {self.mug: 1}, tracking=NUMBER)
        if parcel == 'sent':
            self.amazon.faults.add('confirmShipment', faults.server_error)
            self.send()
        if parcel in ('failed', 'given_up'):
            self.amazon.faults.add('confirmShipment', lambda call: call.refuse(
                faults.refused_input("ErrorCode: InvalidCarrier")))
            self.send()
        if parcel == 'given_up':
            self.click(self.picking_done, 'action_give_up_amazon_sync')
        self.assertEqual(self.picking_done.amazon_shipment_ids.state, parcel)

    def buy(self):
        self.label = self.shop.buy_label(
            self.order.order_id, {'AMZ-MUG-WHITE': 1}, tracking=NUMBER)

    # === WHAT AMAZON SHOWS === #

    def show_pending(self, shown):
        if not self.label:
            self.buy()

    def show_on_its_way(self, shown):
        self.show_pending(shown)
        order_ref, reference = self.order.order_id, self.label.reference
        self.shop.hand_over(order_ref, reference)
        if shown != 'shipped':
            self.shop.move_package(order_ref, reference, shown.upper())

    def show_cancelled(self, shown):
        self.show_pending(shown)
        self.shop.cancel_label(self.order.order_id, self.label.reference)

    def show_absent(self, shown):
        if self.label:
            self.shop.lose_package(self.order.order_id, self.label.reference)
        self.shop.change(self.order.order_id, lambda order: None)

    def show_unlisted(self, shown):
        self.shop.change(self.order.order_id, lambda order: None)
        self.shop.mangle(self.order.order_id, lambda wire: (
            wire.pop('packages', None),
            wire['fulfillment'].update(fulfillmentStatus='PARTIALLY_SHIPPED'),
        ))

    def show_finished(self, shown):
        self.shop.ship(self.order.order_id)
        self.shop.mangle(self.order.order_id, lambda wire: wire.pop('packages', None))


class TestPackageTableItself(BaseCase):

    def test_each_cell_has_a_test(self):
        self.assertEqual({*CELLS}, {*TABLE})
        self.assertEqual({*TABLE}, {(shown, parcel) for shown in SHOWN for parcel in PARCELS})

    def test_actions_do_what_the_page_says(self):
        outcomes = {
            'note': {'noted'}, 'ignore': {'none'}, 'forget': {'none'}, 'known': {'known'},
            'tell': {'told'}, 'wait': {'expected'}, 'renew': {'renew?'}, 'doubt': {'gone?'},
            'keep': {'noted', 'known', 'failed', 'given_up'},
        }
        for cell, action in TABLE.items():
            with self.subTest(cell):
                self.assertIn(CELLS[cell], outcomes[action])
