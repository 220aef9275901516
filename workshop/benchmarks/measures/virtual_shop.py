"""An account and its Amazon in virtual time, with all calls counted."""
import contextlib
from dataclasses import dataclass
from datetime import timedelta

from ...simulator import Simulator, serve
from .. import shop
from ..amazon import LocalAmazon
from .virtual_time import VirtualTime

# How often the scheduled actions run that nobody wakes.
INTERVAL = timedelta(minutes=5)
# Login with Amazon and the links to documents are not calls of the Selling Partner API.
NO_CALLS = ('token', 'uploadFeedDocument', 'downloadFeedDocument')
PARCELS_AT_ONCE = 100
MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Taken:
    """What something took.

    :param int calls: of the Selling Partner API
    :param float minutes: of virtual time
    """

    calls: int
    minutes: float


@contextlib.contextmanager
def local_amazon():
    """Run a simulator for the length of a ``with`` block.

    :rtype: LocalAmazon
    """
    simulator = Simulator()
    with serve(simulator) as url:
        yield LocalAmazon(simulator, url)


class VirtualShop:
    """A shop whose account works as its scheduled actions do, without anybody waiting for it.

    Amazon keeps its limits, in virtual time.
    """

    def __init__(self, database, amazon, orders, feed_duration=None, **backlog):
        """Open the shop, with a backlog of orders.

        :param Database database: where its account is made
        :param LocalAmazon amazon: where its orders are
        :param int orders: how many
        :param datetime.timedelta feed_duration: how long Amazon works on a feed
        :param backlog: more of it, see :func:`.shop.new_backlog`
        """
        self._database = database
        self._simulator = amazon.simulator
        self._orders = orders
        self._time = VirtualTime()
        with self._time.flowing():
            self._account_id = shop.new_backlog(database, amazon, orders, **backlog)
        if feed_duration:
            self._simulator.sellers[-1].feeds.duration = feed_duration

    def import_orders(self):
        """Import all that waits.

        :rtype: Taken
        """
        return self._take('orders', lambda env: env['sale.order'].search_count([
            ('amazon_account_id', '=', self._account_id), ('state', '=', 'sale'),
        ]) == self._orders)

    def confirm_parcels(self):
        """Tell Amazon of all that the warehouse shipped.

        :rtype: Taken
        """
        return self._take('pickings', lambda env: env['amazon.shipment'].search_count([
            ('account_id', '=', self._account_id), ('state', '=', 'confirmed'),
        ]) == self._orders)

    def ship(self):
        """Validate all deliveries, which is the warehouse's work and not measured."""
        with self._database.transaction() as env:
            carrier = self._carrier(env)
            pickings = env['stock.picking'].search([
                ('sale_id.amazon_account_id', '=', self._account_id),
            ])
            picking_ids = pickings.ids
            pickings.write({'carrier_id': carrier.id, 'carrier_tracking_ref': '1Z999AA10123456784'})
        with self._time.flowing():
            for start in range(0, len(picking_ids), PARCELS_AT_ONCE):
                with self._database.transaction() as env:
                    env['stock.picking'].browse(
                        picking_ids[start:start + PARCELS_AT_ONCE]).button_validate()

    def _carrier(self, env):
        product = env['product.product'].create({'name': "UPS", 'type': 'service'})
        return env['delivery.carrier'].create({'name': "UPS", 'product_id': product.id})

    # === VIRTUAL TIME === #

    def _take(self, kind, is_done):
        """Run a scheduled action whenever it is due, until something is done.

        :param str kind: of work, see `_kinds_of_work` of `amazon.account`
        :param callable is_done: gets an environment
        """
        self._simulator.calls.clear()
        begin = self._time.minutes()
        while True:
            due = self._run(kind)
            with self._database.transaction() as env:
                if is_done(env):
                    break
            if self._time.minutes() - begin > MOST_MINUTES:
                raise AssertionError(self._problem())
            self._time.leap_to(due)
        calls = sum(
            number for name, number in self._simulator.calls.items() if name not in NO_CALLS)
        return Taken(calls, self._time.minutes() - begin)

    def _problem(self):
        with self._database.transaction() as env:
            account = env['amazon.account'].browse(self._account_id)
            problem = account.orders_sync_message or account.pickings_sync_message or ''
            return f"It does not come to an end. {problem}"

    def _run(self, kind):
        """Run a scheduled action once.

        :return: when it is due again (naive UTC)
        """
        with self._time.flowing():
            with self._database.transaction() as env:
                account = env['amazon.account'].browse(self._account_id)
                triggers = env['ir.cron.trigger'].search([])
                getattr(account, f'_cron_sync_{kind}')()
                new = env['ir.cron.trigger'].search([
                    ('cron_id', '=', account[f'{kind}_cron_id'].id),
                    ('id', 'not in', triggers.ids),
                ])
                return min([self._time.now() + INTERVAL, *new.mapped('call_at')])
