"""How many calls Amazon is asked for, and how long its limits make that last."""
from ..figure import Figure, Row
from ..shop import set_up
from .call_patterns import CONFIRMING, FEED_DURATION, READING, Replay
from .virtual_shop import Taken, VirtualShop, local_amazon

TITLE = "Calls of Amazon's API, and the time that its published limits make them last"
ORDERS = (1000, 10_000)
PARCELS = 1000
# Of so many, one run has to do.
MANY = 5000
ORDERS_A_CALL = 100
OURS = "this connector"

REMARK = (
    "The time is virtual: it flows while the connector works, and leaps to the minute in which the "
    "scheduled action is due that waits for Amazon's limits. For orders it ends when the last one "
    "is a confirmed sales order, for parcels when Amazon's answer to the last one is known; a feed "
    f"takes Amazon {FEED_DURATION.seconds // 60} minutes. At first, Amazon's buckets are full. The "
    "others are replays of call patterns on the same simulator's limits; no other product is run. "
    "They make each call as soon as it is allowed, and neither work nor the network takes them any "
    "time. Access tokens count only where a pattern asks for one before each call."
)


def measure(lab):
    """Measure the calls for orders, then those for parcels."""
    with lab.database.transaction() as env:
        set_up(env)
    with local_amazon() as amazon:
        return Figure([*_rows_of_orders(lab, amazon), *_rows_of_parcels(lab, amazon)], REMARK)


def _rows_of_orders(lab, amazon):
    for standard in ORDERS:
        orders = lab.count(standard)
        runs = 1 if standard >= MANY else lab.runs
        shops = [VirtualShop(lab.database, amazon, orders) for _run in range(runs)]
        ours = [shop.import_orders() for shop in shops]
        yield from _rows(f"{orders:,} orders", ours, READING, orders, -(-orders // ORDERS_A_CALL))


def _rows_of_parcels(lab, amazon):
    parcels = lab.count(PARCELS)
    shop = VirtualShop(lab.database, amazon, parcels, FEED_DURATION)
    shop.import_orders()
    shop.ship()
    yield from _rows(f"{parcels:,} parcels", [shop.confirm_parcels()], CONFIRMING, parcels)


def _rows(what, ours, patterns, count, most_calls=None):
    """Return the rows of this connector, and those of the patterns beside it."""
    taken = {OURS: ours, **{
        name: [_replay(pattern, count)] for name, pattern in patterns.items()
    }}
    return [
        row
        for name, runs in taken.items()
        for row in (
            Row(f"{what}, {name}", [run.calls for run in runs], 'calls',
                at_most=most_calls if name == OURS else None),
            Row(f"{what}, {name}", [run.minutes for run in runs], 'minutes'),
        )
    ]


def _replay(pattern, count):
    replay = Replay()
    pattern(replay, count)
    return Taken(replay.calls.total(), replay.minutes())
