"""A test for each cell of the table that decides what becomes of an order.

The table is `lib/decisions.py`. What a user sees of it is written down here once more,
by hand. The test of a cell is `test_<channel>_<status on Amazon>_<what Odoo holds>`. Its variant
`…_reduced` is about an order of which Amazon has canceled a piece, besides.
"""
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ...lib import decisions
from ...lib.decisions import TABLE
from ...spapi import STATUSES
from ...workshop.simulator import Item
from ...workshop.tools.pages import decisions_page
from ..common import AmazonCase
from ..delivery.delivery_case import DeliveryCase

PAGE = Path(__file__).parents[2] / 'doc' / 'decisions.md'
MUG = 'AMZ-MUG-WHITE'
CHANNELS = {'fbm': 'MERCHANT', 'fba': 'AMAZON', 'mcf': 'AMAZON'}
# The mugs of each order; those that remain of a reduced one; and how many of them Amazon says to
# be shipped when an order has a status.
ORDERED, REDUCED = 3, 2
SHIPPED = {'partially_shipped': 1, 'shipped': ORDERED}

# How it ends for the user. A question mark: a person is asked, see `REASONS`.
# - created: there is a sales order;
# - same: there is nothing to ask, all is as it was before;
# - cancels: the sales order and its delivery are canceled;
# - stops?: nothing is delivered any more, and only what was delivered or invoiced stays ordered;
#   all other questions change nothing.
# What Amazon has shipped itself has left its stock, whatever else is to be said.
OUTCOMES = """
                         nothing draft   untouched locked  partly  delivered invoiced cancelled away
fbm pending_availability waits   same    recall?   recall? recall? recall?   recall?  same      same
fbm pending              waits   same    recall?   recall? recall? recall?   recall?  same      same
fbm invoice_unconfirmed  waits   same    recall?   recall? recall? recall?   recall?  same      same
fbm unshipped            created draft?  same      same    same    same      same     open?     open?
fbm partially_shipped    begun?  sent?   told?     told?   same    same      told?    sold?     sold?
fbm shipped              late    sent?   told?     told?   told?   same      told?    sold?     sold?
fbm cancelled            gone    cancels cancels   cancels stops?  stops?    stops?   same      cancel?
fbm unfulfillable        unable  same    unable?   unable? unable? unable?   unable?  same      same
fba pending_availability waits   same    recall?   recall? recall? recall?   recall?  same      same
fba pending              waits   same    recall?   recall? recall? recall?   recall?  same      same
fba invoice_unconfirmed  waits   same    recall?   recall? recall? recall?   recall?  same      same
fba unshipped            waits   same    same      same    stock?  stock?    same     same      same
fba partially_shipped    created sent?   same      same    same    stock?    same     sold?     sold?
fba shipped              created sent?   same      same    same    same      same     sold?     sold?
fba cancelled            gone    cancels cancels   cancels cancel? cancel?   cancel?  same      cancel?
fba unfulfillable        unable  same    unable?   unable? unable? unable?   unable?  same      same
"""  # noqa: E501
# Orders of other shops, which Amazon ships: there is no sales order, ever.
OUTCOMES_OTHER_SHOPS = """
                         nothing
mcf pending_availability waits
mcf pending              waits
mcf invoice_unconfirmed  waits
mcf unshipped            moves
mcf partially_shipped    moves
mcf shipped              moves
mcf cancelled            moves
mcf unfulfillable        moves
"""
# The same for reduced orders: no more than Amazon wants is delivered, and quantities are Amazon's;
# except those that are asked about.
OUTCOMES_REDUCED = """
                      untouched locked partly delivered invoiced
fbm unshipped         same      same   same   quantity? quantity?
fbm partially_shipped told?     told?  same   quantity? quantity?
fbm shipped           told?     told?  told?  quantity? quantity?
fba unshipped         same      same   stock? quantity? quantity?
fba partially_shipped same      same   same   quantity? quantity?
fba shipped           same      same   same   quantity? quantity?
"""
IGNORED = ('waits', 'late', 'gone', 'unable', 'moves')
REASONS = {
    'waits': "it is imported when it does",
    'late': "It is shipped already",
    'gone': "It is canceled: no sales order is made of it",
    'unable': "Amazon cannot fulfil the order",
    'moves': "What Amazon ships of it leaves the Amazon location",
    'begun?': "Part of it was shipped before Odoo knew the order",
    'recall?': "Amazon has taken the order back",
    'unable?': "Amazon says that it cannot be fulfilled",
    'draft?': "It is a quotation in Odoo, but sold on Amazon",
    'sent?': "It is a quotation in Odoo, but Amazon says that it was shipped",
    'told?': "If these goods have left, validate the delivery",
    'open?': "canceled in Odoo, but Amazon still expects you to ship it",
    'sold?': "canceled in Odoo, but Amazon says that it was shipped",
    'cancel?': "Amazon canceled the order after goods were delivered or invoiced",
    'stops?': "Amazon canceled the order after goods were delivered or invoiced",
    'stock?': "Amazon now says that it shipped",
    'quantity?': "2 ordered on Amazon, 3 in Odoo",
}


@dataclass(frozen=True)
class Seen:
    """What a user sees of a sales order: its state, and numbers of mugs."""

    state: str
    ordered: int
    delivered: int
    to_deliver: int


HELD = {
    'fbm': {
        'draft': Seen('draft', 3, 0, 0),
        'untouched': Seen('sale', 3, 0, 3),
        'locked': Seen('locked', 3, 0, 3),
        'partly': Seen('sale', 3, 1, 2),
        'delivered': Seen('sale', 3, 3, 0),
        'invoiced': Seen('sale', 3, 0, 3),
        'cancelled': Seen('cancel', 3, 0, 0),
        'away': Seen('cancel', 3, 1, 0),
    },
    'fba': {
        'draft': Seen('draft', 3, 0, 0),
        'untouched': Seen('sale', 3, 0, 0),
        'locked': Seen('locked', 3, 0, 0),
        'partly': Seen('sale', 3, 1, 0),
        'delivered': Seen('sale', 3, 3, 0),
        'invoiced': Seen('sale', 3, 0, 0),
        'cancelled': Seen('cancel', 3, 0, 0),
        'away': Seen('cancel', 3, 3, 0),
    },
}


@dataclass(frozen=True)
class Cell:
    """A cell of the table, and how it ends for the user."""

    channel: str
    status: str
    holding: str
    outcome: str
    is_reduced: bool = False
    is_counted: bool = True  # what Amazon ships; it may say that it has shipped before it does

    @property
    def test(self):
        """The name of its test."""
        suffix = '_reduced' if self.is_reduced else ''
        return f'test_{self.channel}_{self.status}_{self.holding}{suffix}'

    @property
    def action(self):
        return TABLE[self.channel, self.status, self.holding].action

    @property
    def is_asked(self):
        return self.outcome.endswith('?')

    @property
    def row_state(self):
        if self.outcome in IGNORED:
            return 'ignored'
        return 'conflict' if self.is_asked else 'imported'

    @property
    def shipped(self):
        """How many mugs Amazon says to be shipped in the end."""
        is_all = not self.is_reduced and not self.is_taken_back
        shipped = min(SHIPPED.get(self.status, 0), ORDERED if is_all else REDUCED)
        return shipped if self.is_counted else 0

    @property
    def is_taken_back(self):
        """Whether Amazon has said that less was shipped than it did before."""
        return self.channel == 'fba' and self.holding == 'away'

    @property
    def held(self):
        """What the user sees of the sales order before; of one that is new, when it is made."""
        return HELD[self.channel]['untouched' if self.holding == 'nothing' else self.holding]

    @property
    def seen(self):
        """What the user is to see of the sales order in the end."""
        seen = self.held
        if self.channel == 'fba':
            seen = replace(seen, delivered=max(seen.delivered, self.shipped))
        if self.is_reduced:
            canceled = min(ORDERED - REDUCED, seen.to_deliver)
            seen = replace(seen, to_deliver=seen.to_deliver - canceled)
        if self.is_reduced and self.outcome != 'quantity?':
            seen = replace(seen, ordered=REDUCED)
        if self.outcome == 'cancels':
            seen = replace(seen, state='cancel', to_deliver=0)
        if self.outcome == 'stops?':
            stays = ORDERED if self.holding == 'invoiced' else seen.delivered
            seen = replace(seen, ordered=stays, to_deliver=0)
        return seen


def read_cells(text, **details):
    header, *rows = text.strip().splitlines()
    return [
        Cell(channel, status, holding, outcome, **details)
        for channel, status, *outcomes in map(str.split, rows)
        for holding, outcome in zip(header.split(), outcomes, strict=True)
    ]


CELLS = read_cells(OUTCOMES) + read_cells(OUTCOMES_OTHER_SHOPS)
VARIANTS = read_cells(OUTCOMES_REDUCED, is_reduced=True)


def tested_by_cell(test_case):
    """Give a test case a test of each cell."""
    for cell in CELLS + VARIANTS:
        setattr(test_case, cell.test, lambda self, cell=cell: self.check(cell))
    return test_case


@tested_by_cell
class TestDecisionTable(DeliveryCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # All tests share a shop whose orders Odoo reads at once: one by one takes twice the time.
        builder = cls()
        builder.addCleanup = cls.addClassCleanup
        builder.build()
        cls.shop, cls.account, cls.orders = builder.shop, builder.account, builder.orders

    def build(self):
        self.start_simulator()
        self.amazon.limits.enabled = False
        self.account = self.link(self.create_account())
        self.orders = {
            cell.test: self.place_to_be_held(cell)
            for cell in CELLS + VARIANTS if cell.holding != 'nothing'
        }
        self.sync()

    def setUp(self):
        # Not that of AmazonCase, which opens a shop for each test.
        super(AmazonCase, self).setUp()

    def check(self, cell):
        is_new = cell.holding == 'nothing'
        order = self.place_mugs(cell, cell.status.upper()) if is_new else self.orders[cell.test]
        # The next test is not to read it, not even a second time.
        long_ago = self.shop.now() - timedelta(days=3)
        self.addCleanup(self.shop.change, order.order_id, lambda order: None, at=long_ago)
        at_amazon = self.stock_at_amazon()
        if not is_new:
            self.hold(cell, order)
            self.assertEqual(self.seen(order), cell.held)
            self.change(cell, order)
        self.sync()

        self.assertEqual(order.status, cell.status.upper())
        self.assert_row(cell, self.inbox(order))
        if cell.row_state == 'ignored' or cell.outcome == 'begun?':
            self.assertFalse(self.sale_order(order))
            has_left = cell.shipped if cell.outcome == 'moves' else 0
            self.assertEqual(self.stock_at_amazon(), at_amazon - has_left)
            return
        self.assertEqual(self.seen(order), cell.seen)
        has_left = cell.seen.delivered - cell.held.delivered if cell.channel == 'fba' else 0
        self.assertEqual(self.stock_at_amazon(), at_amazon - has_left)
        self.assert_question(cell, self.sale_order(order))

    # === BEFORE === #

    def an_hour_ago(self):
        return self.shop.now() - timedelta(hours=1)

    def place_mugs(self, cell, status, **details):
        return self.shop.place(
            channel=CHANNELS[cell.channel], status=status, items=[Item(MUG, ORDERED)],
            sales_channel='NON_AMAZON' if cell.channel == 'mcf' else 'AMAZON', **details
        )

    def place_to_be_held(self, cell):
        """Place an order an hour ago, as it is when Odoo makes a sales order of it."""
        at = self.an_hour_ago()
        if cell.channel == 'fbm':
            return self.place_mugs(cell, 'UNSHIPPED', updated=at)
        if cell.holding in ('partly', 'delivered', 'away'):
            status = 'PARTIALLY_SHIPPED' if cell.holding == 'partly' else 'SHIPPED'
            return self.place_mugs(cell, status, updated=at)
        # Amazon says that it has begun to ship, but has not counted anything yet.
        order = self.place_mugs(cell, 'UNSHIPPED', updated=at)
        return self.shop.change(order.order_id, _setting_status('PARTIALLY_SHIPPED'), at=at)

    def hold(self, cell, order):
        """Do in Odoo what people do, from the confirmed sales order on."""
        sale_order = self.sale_order(order)
        if cell.channel == 'fbm' and cell.holding == 'away':
            self.deliver(cell, order, 1)
        if cell.holding in ('draft', 'cancelled', 'away'):
            sale_order.with_context(disable_cancel_warning=True).action_cancel()
        if cell.is_taken_back:
            self.shop.change(order.order_id, _setting_status('SHIPPED', REDUCED))
            self.sync()
        if cell.holding == 'draft':
            sale_order.action_draft()
        elif cell.holding == 'locked':
            sale_order.action_lock()
        elif cell.holding == 'invoiced':
            sale_order._create_invoices().action_post()
        elif cell.channel == 'fbm' and cell.holding in ('partly', 'delivered'):
            self.deliver(cell, order, 1)
            if cell.holding == 'delivered':
                self.deliver(cell, order, ORDERED - 1)

    def deliver(self, cell, order, mugs):
        """Deliver mugs, and tell Amazon of them if it is to know that."""
        to_ship = self.picking(order).filtered(lambda picking: picking.state != 'done')
        self.ship(to_ship, {self.mug: mugs})
        is_known = order.items[0].shipped + mugs <= cell.shipped
        if is_known and not cell.is_reduced:
            self.send()

    # === ON AMAZON === #

    def change(self, cell, order):
        """Bring an order to a status, even where Amazon itself would not go there."""
        [item] = order.items
        if cell.is_reduced:
            self.cancel_a_mug(order)
        if cell.shipped > item.shipped:
            self.shop.ship(order.order_id, {MUG: cell.shipped - item.shipped})
        elif cell.status == 'cancelled' and not item.shipped:
            self.shop.cancel(order.order_id)
        else:
            self.shop.change(order.order_id, _setting_status(cell.status.upper(), cell.shipped))

    def cancel_a_mug(self, order):
        if order.status == 'SHIPPED':
            self.shop.change(
                order.order_id, lambda order: order.items[0].reduce_to(REDUCED, order.currency)
            )
        else:
            self.shop.reduce(order.order_id, {MUG: REDUCED})

    # === AFTER === #

    def seen(self, order):
        sale_order = self.sale_order(order)
        to_deliver = sale_order.picking_ids.move_ids.filtered(
            lambda move: move.state not in ('done', 'cancel')
        )
        return Seen(
            state='locked' if sale_order.locked else sale_order.state,
            ordered=sale_order.order_line.product_uom_qty,
            delivered=sale_order.order_line.qty_delivered,
            to_deliver=sum(to_deliver.mapped('product_uom_qty')),
        )

    def stock_at_amazon(self):
        return self.mug.with_context(location=self.account.location_id.id).qty_available

    def assert_row(self, cell, row):
        self.assertEqual(row.state, cell.row_state, row.reason)
        if cell.outcome in REASONS:
            self.assertIn(REASONS[cell.outcome], row.reason)
        else:
            self.assertFalse(row.reason)

    def assert_question(self, cell, sale_order):
        activities = sale_order.activity_ids
        if cell.is_asked:
            self.assertEqual(
                activities.activity_type_id,
                self.env.ref('amazon_connector.mail_activity_conflict'),
            )
            self.assertEqual(activities.user_id, self.account.user_id)
            self.assertIn(REASONS[cell.outcome], activities.note)
        else:
            self.assertFalse(activities)


def _setting_status(status, shipped=0):
    def change(order):
        order.status = status
        order.items[0].shipped = shipped
    return change


# For each action the one that is most like it, and wrong.
MISTAKEN_FOR = {
    'create': 'ignore',
    'wait': 'ignore',
    'ignore': 'wait',
    'keep': 'ask',
    'ask': 'keep',
    'follow': 'keep',
    'cancel': 'stop',
    'stop': 'cancel',
    'move': 'wait',
}


def changed_by_cell(test_case):
    """Give a test case a test that each cell of the table matters."""
    variants = {cell.test.removesuffix('_reduced'): cell for cell in VARIANTS}
    for cell in CELLS:
        told_by = variants.get(cell.test, cell)
        setattr(test_case, cell.test, None)
        setattr(test_case, told_by.test, None)
        if cell.channel == 'fba' and cell.holding in ('untouched', 'locked'):
            # What it counts has left the stock before it is decided what becomes of the order.
            told_by = replace(told_by, is_counted=False)
        setattr(
            test_case, f'{cell.test}_changed', lambda self, cell=told_by: self.change_cell(cell)
        )
    return test_case


@tagged('-standard', 'changed_decisions')
@changed_by_cell
class TestChangedDecisionTable(TestDecisionTable):
    """Each cell is what the connector goes by: where it is changed, its test fails."""

    def change_cell(self, cell):
        place = cell.channel, cell.status, cell.holding
        decision = TABLE[place]
        wrong = replace(decision, action=MISTAKEN_FOR[decision.action])
        if wrong.action == 'ask':
            wrong = replace(wrong, reason='back')
        with (
            patch.dict(TABLE, {place: wrong}),
            mute_logger('odoo.addons.amazon_connector.lib.mishap'),
            self.assertRaises(AssertionError),
        ):
            self.check(cell)


class TestDecisionPage(BaseCase):
    """What `doc/decisions.md` tells is true."""

    def test_page_is_made_of_the_table(self):
        self.assertEqual(PAGE.read_text(encoding='utf-8'), decisions_page.render(decisions))

    def test_each_cell_has_a_test(self):
        self.assertEqual({(cell.channel, cell.status, cell.holding) for cell in CELLS}, {*TABLE})
        self.assertEqual(
            {(cell.channel, cell.status, cell.holding) for cell in VARIANTS},
            {place for place, decision in TABLE.items() if decision.action == 'follow'},
        )

    def test_each_cell_is_about_a_status_and_a_channel_of_amazon(self):
        self.assertEqual(
            {(channel, status) for channel, status, _holding in TABLE},
            {(channel, status) for channel in CHANNELS for status in STATUSES},
        )

    def test_actions_do_what_the_page_says(self):
        outcomes = {
            'create': {'created'},
            'wait': {'waits'},
            'ignore': {'late', 'gone', 'unable'},
            'move': {'moves'},
            'keep': {'same'},
            'cancel': {'cancels'},
            'stop': {'stops?'},
        }
        for cell in CELLS:
            with self.subTest(cell.test):
                if cell.action in outcomes:
                    self.assertIn(cell.outcome, outcomes[cell.action])
                else:
                    is_followed = cell.action == 'follow' and cell.outcome == 'same'
                    self.assertTrue(cell.is_asked or is_followed)
