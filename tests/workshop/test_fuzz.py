import json
import random
from collections import Counter
from contextlib import ExitStack

from odoo.tests import BaseCase, tagged

from ...workshop.fuzz.cases import KINDS, Case, Cases
from ...workshop.fuzz.connected_shop import ConnectedShop, set_up
from ...workshop.fuzz.kinds import Orders, Payload
from ...workshop.fuzz.mangled_answers import MangledAnswers
from ...workshop.fuzz.mangled_orders import MangledOrders
from ...workshop.fuzz.partner import fuzzed_partner
from ...workshop.fuzz.samples import Samples
from ...workshop.fuzz.shrink import shrink
from ...workshop.simulator import SELLER_ID
from ..common import AmazonCase

PAYLOADS = 2000
SEED = 17


class FuzzCase(BaseCase):

    def setUp(self):
        super().setUp()
        stack = ExitStack()
        self.addCleanup(stack.close)
        amazon = stack.enter_context(fuzzed_partner())
        self.cases = Cases(SEED, Samples(), amazon)


@tagged('-at_install', 'post_install')
class TestFuzz(FuzzCase):
    """Whatever comes back, it is something that can be relied on, or a reason why it is not."""

    def test_answers_are_read_or_refused_in_a_sentence(self):
        for number in range(PAYLOADS):
            self.cases.try_out(self.cases.make(number))
        for failure in self.cases.failures:
            with self.subTest(case=failure.case.number, kind=failure.case.kind.name):
                raise failure.error
        # Neither is the rule without exception, or the test would show nothing.
        self.assertGreater(min(self.cases.read['orders'], self.cases.refused['orders']), 200)
        tried = self.cases.read | self.cases.refused
        self.assertEqual(set(tried), {kind.name for kind in KINDS})

    def test_good_answers_are_read(self):
        samples = Samples()
        for order in samples.orders:
            self.cases.try_out(self.case(Orders, order.encode()))
        self.assertEqual(self.cases.read, Counter(orders=len(samples.orders)))

    def test_a_seed_and_a_number_make_the_same_case_again(self):
        for number in range(50):
            self.assertEqual(
                self.cases.make(number).payload, self.cases.make(number).payload, number)

    def case(self, kind, body):
        [found] = [each for each in self.cases.kinds if isinstance(each, kind)]
        return Case(SEED, 0, found, Payload(body))


@tagged('-at_install', 'post_install')
class TestFuzzFinds(FuzzCase):
    """A reader that does what none may do is found, and the smallest payload that shows it."""

    class Careless(Orders):
        """Reads orders as if Amazon's buyers always had a name."""

        name = 'careless'
        share = 1.0

        def read(self, payload):
            order = json.loads(payload.body)
            order['buyer']['buyerName'].upper()

    def test_careless_reader_is_found(self):
        careless = self.Careless(Samples(), amazon=None)
        payloads = [careless.make(random.Random(seed)) for seed in range(50)]
        errors = [self.cases.error_of(careless, payload) for payload in payloads]
        bad, error = next(
            (payload, error) for payload, error in zip(payloads, errors, strict=True)
            if isinstance(error, AttributeError | KeyError | TypeError)
        )
        smallest = shrink(bad, lambda payload: type(
            self.cases.error_of(careless, payload)) is type(error))
        self.assertLess(len(smallest.body), 100)


@tagged('-at_install', 'post_install')
class TestFuzzThroughTheConnector(AmazonCase):
    """Broken answers stop no run and hide no healthy order or parcel."""

    def setUp(self):
        super().setUp()
        set_up(self.env)
        self.link()
        self.account.seller_ref = SELLER_ID
        self.amazon.limits.enabled = False
        self.connected = ConnectedShop(self.amazon, lambda: self.committing(self.account))

    def test_broken_orders_are_parked_with_a_reason(self):
        states = MangledOrders(self.connected, SEED).run(60)
        self.assertGreater(states['failed'], 10)

    def test_broken_answers_on_parcels_lose_none(self):
        states = MangledAnswers(self.connected, SEED).run(range(6))
        self.assertGreater(states['confirmed'], 0)
