"""A seller's orders, kept and shown."""
import contextlib
import datetime

from ..core.clock import to_milliseconds
from .roles import ROLES

LARGEST_PAGE = 100


class OrderBook:
    """The orders of one seller, as callers see them.

    Every change stamps the order's `updated` with the clock's time less `event_lag`, or with `at`
    where that is given. Callers see an order two minutes after that at the earliest, as at Amazon.
    """

    def __init__(self, clock, lock):
        self.lock = lock
        self.roles = set(ROLES)
        self.on_change = None
        # Callers see a change after two minutes only: a person, or a test, may date it earlier.
        self.event_lag = datetime.timedelta()
        # Callers ask for a number of orders a page; Amazon may put fewer on it.
        self.largest_page = LARGEST_PAGE
        self._clock = clock
        self._orders = {}
        self._manglers = {}
        self._batch_depth = 0

    def now(self):
        """Return the time that is stamped on what happens now.

        :rtype: datetime.datetime
        """
        return self._clock.now() - self.event_lag

    # === READING === #

    def __len__(self):
        return len(self._orders)

    def __iter__(self):
        """Iterate over a copy of the orders, in the order of placing."""
        with self.lock:
            return iter(list(self._orders.values()))

    def __contains__(self, order_id):
        return order_id in self._orders

    def order(self, order_id):
        """Return an order.

        :param str order_id: Amazon's order id.
        :rtype: Order
        :raise LookupError: If the shop has no such order.
        """
        try:
            return self._orders[order_id]
        except KeyError:
            raise LookupError(f"This shop has no order {order_id!r}.") from None

    def spoil(self, order, wire):
        """Spoil an order's JSON, if a test asked for it.

        :param Order order: The order.
        :param dict wire: Its JSON, about to be sent.
        :return: Whether a test asked for it.
        :rtype: bool
        """
        mangler = self._manglers.get(order.order_id)
        if mangler:
            mangler(wire)
        return mangler is not None

    # === WHAT A TEST DOES === #

    def change(self, order_id, function, at=None):
        """Change an order in any way.

        :param str order_id: Amazon's order id.
        :param callable function: Gets the order and changes it.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        """
        with self._changing(order_id, at) as order:
            function(order)
        return order

    def hide(self, order_id, delay):
        """Let searches find an order late, with the date it has by then: as Amazon does at times.

        See https://github.com/jlevers/selling-partner-api/issues/763.

        :param str order_id: Amazon's order id.
        :param datetime.timedelta delay: How long after its last update.
        :rtype: Order
        """
        with self.lock:
            order = self.order(order_id)
            order.hidden_until = order.updated + delay
            self._changed()
        return order

    def mangle(self, order_id, function):
        """Spoil what callers get of an order.

        :param str order_id: Amazon's order id.
        :param callable function: Gets the order's JSON just before it is sent, as a dict, and
                                  does anything to it; what it returns does not count.
        :rtype: Order
        """
        with self._changing(order_id) as order:
            self._manglers[order_id] = function
        return order

    def repair(self, order_id):
        """Send an order unspoilt again.

        :param str order_id: Amazon's order id.
        :rtype: Order
        """
        with self._changing(order_id) as order:
            self._manglers.pop(order_id, None)
        return order

    @contextlib.contextmanager
    def batch(self):
        """Report a series of changes as one."""
        with self.lock:
            self._batch_depth += 1
            try:
                yield self
            finally:
                self._batch_depth -= 1
                self._changed()

    # === INSIDE === #

    @contextlib.contextmanager
    def _changing(self, order_id, at=None):
        with self.lock:
            order = self.order(order_id)
            previous = order.updated
            order.updated = to_milliseconds(at) if at else self.now()
            try:
                yield order
            except Exception:
                order.updated = previous
                raise
            self._changed()

    def _changed(self):
        if self.on_change and not self._batch_depth:
            self.on_change()
