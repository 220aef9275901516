import copy
import json
import re
import unittest
from itertools import pairwise
from pathlib import Path

from odoo.tests import BaseCase, TransactionCase, tagged

from ...spapi import MalformedOrder, Order, OrderHeader, cancellation_of, items_of, packages_of
from ..contract import MODELS, missing

PAGE = Path(__file__).resolve().parents[2] / 'doc' / 'developer' / 'fields-of-an-order.md'
MODEL = MODELS / 'orders_2026-01-01.json'
ROW = re.compile(r'^\| `(?P<path>[^`]+)` \| (?P<state>\w+) \| (?P<remark>.+) \|$', re.MULTILINE)
STATES = {'used', 'read', 'dropped'}
# Models whose fields the table names
SHOWN_IN = (
    'sale.order', 'sale.order.line', 'amazon.order', 'amazon.shipment', 'amazon.offer',
)

AMOUNT = {'amount': '12.00', 'currencyCode': 'USD'}
TIME = '2026-11-20T12:00:00Z'
# What makes sense of a value, where any text or number would not.
SENSIBLE = {
    'orderId': '111-1111111-1111111',
    'createdTime': TIME,
    'lastUpdatedTime': TIME,
    'channelName': 'AMAZON',
    'aliasType': 'SELLER_ORDER_ID',
    'entityType': 'BUYER',
    'legalName': "Something Ltd",
    'fulfillmentStatus': 'UNSHIPPED',
    'fulfilledBy': 'MERCHANT',
    'addressType': 'RESIDENTIAL',
    'earliestDateTime': TIME,
    'latestDateTime': TIME,
    'shipTime': TIME,
    'exceptionDate': '2026-12-24',
    'exceptionDateType': 'OPEN',
    'customizedUrl': 'https://example.com/custom.zip',
    'amount': '12.00',
    'currencyCode': 'USD',
    'model': 'MARKETPLACE_FACILITATOR',
    'requirementType': 'REQUIRED',
}
TYPES = {'integer': 2, 'number': 2, 'string': "Something"}
# What each value is changed to, in turn; what is None is taken away.
OTHER_VALUES = (
    None, "Another thing", 1, '3.00', 'EUR', '2026-11-20T13:00:00Z', 'PENDING', 'NON_AMAZON',
    'CPF',
)


def leaves(schema, definitions, path=''):
    """Yield the path of each value that a model has, and its schema."""
    if '$ref' in schema:
        schema = definitions[schema['$ref'].rpartition('/')[2]]
    if schema.get('type') == 'array':
        yield from leaves(schema['items'], definitions, f'{path}[]')
    elif 'properties' in schema:
        for name, part in schema['properties'].items():
            yield from leaves(part, definitions, f'{path}.{name}' if path else name)
    else:
        yield path, schema


def place(wire, path, value):
    """Write a value of an order, with all that it is within; None takes it away."""
    names = re.findall(r'\w+|\[\]', path)
    last = names[-1]
    for name, inner in pairwise(names):
        nothing = [] if inner == '[]' else {}
        if name == '[]':
            wire[:] = wire or [nothing]
            wire = wire[0]
        else:
            wire = wire.setdefault(name, nothing)
    if last == '[]':
        wire[:] = [] if value is None else [value]
    elif value is None:
        wire.pop(last, None)
    else:
        wire[last] = value


def understood(wire):
    """Return all that spapi says of an order."""
    header = OrderHeader.from_wire(wire)
    try:
        order = Order.from_payload(header.payload)
    except MalformedOrder as error:
        order = str(error)
    known = {name: value for name, value in vars(header).items() if name != 'payload'}
    return (
        known, order, packages_of(header.payload), items_of(header.payload),
        cancellation_of(header.payload),
    )


@tagged('-at_install', 'post_install')
class TestTableOfFields(TransactionCase):

    def test_each_row_says_what_becomes_of_it(self):
        text = PAGE.read_text(encoding='utf-8')
        rows = ROW.findall(text)
        self.assertEqual(len(rows), text.count('\n| `'))
        self.assertEqual(len({path for path, _state, _remark in rows}), len(rows))
        self.assertEqual({state for _path, state, _remark in rows}, STATES)

    def test_fields_that_it_names_are_there(self):
        known = {name for model in SHOWN_IN for name in self.env[model]._fields}
        for path, state, remark in ROW.findall(PAGE.read_text(encoding='utf-8')):
            if state == 'used':
                self.assertLessEqual(set(re.findall(r'`(\w+)`', remark)), known, path)


@tagged('-at_install', 'post_install')
@unittest.skipIf(missing(), f"Amazon's models cannot be consulted: {missing()}.")
class TestFieldsOfAnOrder(BaseCase):
    """The table names all that Amazon may say of an order, and it is true."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        definitions = json.loads(MODEL.read_text(encoding='utf-8'))['definitions']
        cls.schemas = dict(leaves(definitions['Order'], definitions))
        rows = ROW.findall(PAGE.read_text(encoding='utf-8'))
        cls.states = {path: state for path, state, _remark in rows}

    def full_order(self, **values):
        """Return an order with all that Amazon's model has, and with some values by path."""
        wire = {}
        for path, schema in self.schemas.items():
            name = re.findall(r'\w+', path)[-1]
            kind = TYPES[schema['type']]
            place(wire, path, SENSIBLE.get(name, schema.get('enum', [kind])[0]))
        for path, value in values.items():
            place(wire, path, value)
        return wire

    def orders(self):
        """Yield orders of which different parts count."""
        items = 'orderItems[].'
        proceeds, detail = f'{items}proceeds.', 'breakdowns[].detailedBreakdowns[].'
        item = {f'{proceeds}breakdowns[].type': 'ITEM'}
        tax = {f'{proceeds}breakdowns[].type': 'TAX', f'{proceeds}{detail}subtype': 'SHIPPING'}
        tip = {'proceeds.breakdowns[].type': 'DELIVERY_TIP'}
        silent = {f'{proceeds}breakdowns': None, f'{proceeds}proceedsTotal': None}
        addresses = (
            'recipient.deliveryAddress', 'tax.taxRegistrations[].taxRegistrationAddress',
        )
        brazil = {
            f'{address}.addressLine{n}': None for address in addresses for n in (1, 2, 3)
        }
        unshipped = {f'{items}fulfillment.quantityFulfilled': 0}
        yield self.full_order(**item, **unshipped)
        yield self.full_order(**tax)
        yield self.full_order(**item, **tip, **{
            'proceeds.grandTotal.amount': '24.00', 'proceeds.breakdowns[].status': 'FINALIZED',
        })
        yield self.full_order(**item, **brazil, **{'proceeds.grandTotal': None})
        yield self.full_order(**silent, **{
            'proceeds': None, f'{items}cancellation': None, f'{items}measurement': None,
        })
        yield self.full_order(**item, **{
            f'{items}measurement': None, 'buyer.buyerCompanyName': None,
        })
        yield self.full_order(**item, **{f'{items}cancellation.cancellationExecution': None})

    def is_read(self, path):
        """Return whether what spapi says of an order depends on a value of it."""
        for order, before in self.understood:
            for value in OTHER_VALUES:
                changed = copy.deepcopy(order)
                place(changed, path, value)
                if understood(changed) != before:
                    return True
        return False

    def test_all_that_amazons_model_has_is_in_the_table(self):
        self.assertEqual(set(self.schemas) - set(self.states), set(), "Amazon has added fields.")
        self.assertEqual(set(self.states) - set(self.schemas), set(), "Amazon has dropped fields.")

    def test_what_is_said_to_be_used_is_read_and_nothing_else(self):
        self.understood = [(order, understood(order)) for order in self.orders()]
        for order, (_header, read, *_others) in self.understood:
            self.assertIsInstance(read, Order, order)
        wrong = [
            f"{path} is {'' if self.is_read(path) else 'not '}read, but the table says {state}."
            for path, state in self.states.items()
            if path in self.schemas and self.is_read(path) != (state != 'dropped')
        ]
        self.assertEqual(wrong, [])
