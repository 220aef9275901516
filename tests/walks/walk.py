import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from odoo.exceptions import UserError

from ...workshop.chaos.verdict import findings
from ...workshop.simulator import ShopError
from .invoice_verdict import invoice_findings

MINUTES = 4  # that each step takes: Amazon shows what happened no sooner
WHICH = st.integers(0, 19)


@dataclass(frozen=True)
class Step:
    """One thing that somebody can do.

    :param callable deed: does it: gets the walk, one of the things to do it with, and details.
    :param callable things: returns what there is to do it with; None if it needs nothing.
    :param SearchStrategy details: what else the deed is told, by its arguments.
    """

    deed: Callable
    things: Callable | None = None
    details: st.SearchStrategy = st.just({})

    def __repr__(self):
        return self.deed.__name__.replace('_', ' ')


def step(things=None, often=2, **details):
    """Make a method a step of walks.

    :param callable things: returns what there is to do it with, of a walk: one of these is given
        to the method. Where there is nothing, the step is not taken.
    :param int often: how often it is taken, compared with other steps.
    :param details: strategies of the method's other arguments.
    """
    def decorate(deed):
        deed.steps = [Step(deed, things, st.fixed_dictionaries(details))] * often
        return deed

    return decorate


def orders_are_read(walk):
    walk.case.sync()


def amazon_is_told_of_deliveries(walk):
    walk.case.send()


def what_was_shipped_is_invoiced(walk):
    return walk.case.make_invoices()


def amazon_gets_invoices(walk):
    walk.case.upload()


# Which scheduled actions run after a step.
ORDERS, DELIVERIES = Step(orders_are_read), Step(amazon_is_told_of_deliveries)
INVOICES, UPLOADS = Step(what_was_shipped_is_invoiced), Step(amazon_gets_invoices)
JOBS = st.sampled_from([
    [], [], [ORDERS], [DELIVERIES], [ORDERS, DELIVERIES], [INVOICES], [INVOICES, UPLOADS],
])


class Walk(RuleBasedStateMachine):
    """Steps that come one after the other as chance wants it, and how all has to end.

    There is one rule that chooses among the steps: as rules of their own, most of them would be
    switched off in most walks.

    :param WalkCase case: the world.
    :param Counter counts: counts the steps, and what became of the orders.
    """

    def __init_subclass__(cls):
        methods = (getattr(cls, name) for name in dir(cls))
        cls.steps = [step for method in methods for step in getattr(method, 'steps', ())]

    def __init__(self, case, counts):
        super().__init__()
        self.case = case
        self.env = case.env
        self.shop = case.shop
        self.working = case.working
        # What the verdict looks at.
        self.rows = case.inbox
        self.sale_orders = case.sale_order
        self.location = case.location
        self.stock_before = case.stock_before
        self.stock_at_amazon = case.stock_at_amazon
        self.deleted_refs = set()
        self.taken = []
        self.story = []
        self._counts = counts
        self._numbers = {}
        self._world = ExitStack()
        self._world.enter_context(case.world())

    # === ON THE WAY === #

    @rule(data=st.data())
    def take_a_step(self, data):
        things = {step.things for step in self.steps if step.things}
        there = {None} | {find for find in things if find(self)}
        step = data.draw(st.sampled_from([step for step in self.steps if step.things in there]))
        self.take(step, data.draw(WHICH), data.draw(step.details))
        self._counts["* steps"] += 1
        for job in data.draw(JOBS):
            self.take(job, 0, {})

    def take(self, step, which, details):
        """Take a step, if it is possible.

        :param Step step: the step.
        :param int which: with which of the things that there are.
        :param dict details: what else the deed is told.
        """
        things = step.things(self) if step.things else ()
        if step.things and not things:
            return
        self.taken.append((step, which, details))
        chosen = [things[which % len(things)]] if things else []
        told = [*map(self._name, chosen), *(f"{key}: {value}" for key, value in details.items())]
        self.story.append(f"{step} ({', '.join(told)})" if told else str(step))
        self.case.pass_time(minutes=MINUTES)
        self._do(step, chosen, details)

    def _do(self, step, chosen, details):
        """Do it; what Amazon or Odoo refuses to who tries it changes nothing."""
        try:
            outcome = step.deed(self, *chosen, **details)
            self._counts[f"{step}"] += 1
        except (ShopError, UserError) as refusal:
            outcome = f"refused: {refusal}"
            self._counts[f"{step}: refused"] += 1
        if outcome:
            self.story[-1] += f": {outcome}"

    # === AT THE END === #

    def teardown(self):
        with self._world:
            if not sys.exc_info()[0]:
                self._arrive()

    def _arrive(self):
        """See whether all has ended as it should, and again when all orders were read anew."""
        self.case.come_to_an_end()
        self._count()
        self._check()
        self.story.append("all orders are read anew")
        self.case.set_back()
        self.case.come_to_an_end()
        self.deleted_refs.clear()
        self._check()

    def _check(self):
        found = [
            *findings(self), *invoice_findings(self), *self.case.logged,
            *self.case.contract.violations,
        ]
        if found:
            raise AssertionError("\n".join(found))

    def _count(self):
        self._counts["* walks"] += 1
        for row in self.env['amazon.order'].search([]):
            self._counts[f"* orders {row.state}"] += 1
        self._counts["* conflicts left as they are"] += self.env['amazon.order'].search_count([
            ('kept', 'not in', (False, '')),
        ])

    # === NAMES, THE SAME WHENEVER THE WALK IS TAKEN === #

    def number(self, order_ref):
        return self._numbers.setdefault(order_ref, len(self._numbers) + 1)

    def _name(self, thing):
        """Return what a person would call something that a step is taken with."""
        names = {
            'stock.picking': lambda: (thing.picking_type_code, thing.sale_id),
            'amazon.shipment': lambda: ("parcel", thing),
            'account.move': lambda: ("invoice", thing.line_ids.sale_line_ids.order_id),
            'amazon.order': lambda: ("row", thing),
            'sale.order': lambda: ("sales order", thing),
            'sale.order.line': lambda: (thing.name, thing.order_id),
        }
        if isinstance(thing, tuple):
            order, package = thing
            return f"package {order.packages.index(package)} of order {self.number(order.order_id)}"
        if getattr(thing, '_name', None) not in names:
            return f"order {self.number(thing.order_id)}"
        kind, order = names[thing._name]()
        return f"{kind} of order {self.number(order.amazon_order_ref)}"
