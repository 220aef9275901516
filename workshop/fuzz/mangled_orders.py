"""Broken orders among healthy ones, from Amazon's page to the sales order."""
import copy
import json
import random
from collections import Counter
from decimal import Decimal

from ..simulator import Item
from . import json_mutations
from .connected_shop import SKU
from .findings import Finding, require

HEALTHY_EVERY = 10
# What Amazon's model lets it leave out of orders that are as healthy as the others.
LEFT_OUT = (
    [], ['proceeds.grandTotal'], ['orderItems.proceeds.proceedsTotal'], ['proceeds.breakdowns'],
    ['orderItems.product.price'], ['orderItems.product.title', 'buyer'],
)
STRANGERS = [None, 7, "order", [], {}, {'orderId': None}]
# What the connector says where it did not expect what came.
MISHAP = "server log"


class MangledOrders:
    """Orders that are mangled on their way, but for some."""

    def __init__(self, connected, seed):
        """
        :param ConnectedShop connected: where they are placed.
        :param int seed: what is chosen by.
        """
        self._connected = connected
        self._seed = seed
        self._healthy = {}
        self._numbers = {}

    def run(self, count):
        """Place orders, have them read with most of them mangled, and check what became of them.

        :param int count: how many.
        :return: how many rows of the inbox have each state.
        :rtype: collections.Counter
        :raise Finding: if a healthy one is missing, or a broken one has no reason.
        """
        for number in range(count):
            self._place(number)
        faults = self._connected.simulator.faults
        faults.add('searchOrders', self._mangle, times=count)
        self._connected.import_orders()
        faults.clear()
        with self._connected.transaction() as account:
            require(not account.orders_sync_message, f"It stopped: {account.orders_sync_message}")
            self._check_healthy(account.env)
            return self._check_rows(account)

    def _place(self, number):
        quantity = number % 4 + 1
        order = self._connected.shop.place(
            ('US', 'DE', 'JP')[number % 3],
            'AMAZON' if number % 7 == 3 else 'MERCHANT',
            'SHIPPED' if number % 7 == 3 else 'UNSHIPPED',
            [Item(SKU, quantity, '12.00', shipping='4.99', tax='2.10', discount='1.20',
                  gift_message="Have fun!"), Item(SKU, 1, '3.00')],
            left_out=LEFT_OUT[number // HEALTHY_EVERY % len(LEFT_OUT)],
        )
        self._numbers[order.order_id] = number
        if number % HEALTHY_EVERY == 0:
            self._healthy[order.order_id] = order

    # === ON THE WAY === #

    def _mangle(self, call):
        response = call.answer()
        page = json.loads(response.get_data())
        orders = [self._mangled(wire) for wire in page['orders']]
        rng = random.Random(f'{self._seed}/{len(orders)}/{orders and orders[0]}')
        rng.shuffle(orders)
        orders += [copy.deepcopy(rng.choice(orders)) for _number in range(3) if orders]
        page['orders'] = orders + STRANGERS
        response.set_data(json_mutations.write(page))
        return response

    def _mangled(self, wire):
        if wire['orderId'] in self._healthy:
            return wire
        rng = random.Random(f"{self._seed}/{self._numbers[wire['orderId']]}")
        for _number in range(rng.choice([1, 1, 2, 5])):
            json_mutations.mutate(wire, rng)
        return wire

    # === WHAT BECAME OF THEM === #

    def _check_healthy(self, env):
        for order_ref, order in self._healthy.items():
            sale_order = env['sale.order'].search([('amazon_order_ref', '=', order_ref)])
            require(
                len(sale_order) == 1 and sale_order.state == 'sale',
                f"The healthy order {order_ref} was not imported.")
            require(
                Decimal(f'{sale_order.amount_total:.2f}') == order.total,
                f"The total of the healthy order {order_ref} is wrong.")

    def _check_rows(self, account):
        rows = account.env['amazon.order'].search([('account_id', '=', account.id)])
        for row in rows:
            reason = row.reason or ''
            if row.state == 'to_import':
                raise Finding(f"The row {row.amazon_order_ref} was left lying.")
            require(row.state == 'imported' or reason.endswith('.'), f"No reason: {reason!r}.")
            require(MISHAP not in reason, f"{row.amazon_order_ref}: {reason} {row.payload}")
        return Counter(rows.mapped('state'))
