"""A shop as it is after some months: most is settled, some things are to be looked at."""
from datetime import timedelta

from odoo import fields

from ..simulator import Item
from . import sellers, shop

# How many of each kind, a thousand rows of the inbox in all.
DELIVERED = 100
OPEN = 30
AT_AMAZON = 60
SEEN_BEFORE = 600  # shipped before Odoo knew them
PENDING = 190
ORDINARY = 100  # sales orders that are not Amazon's
ODD = 4  # of each that a person has to look at
MUG, TEAPOT = sellers.skus()
LONG = timedelta(days=30)
CARRIER = "UPS"
TRACKING = '1Z999AA10123456784'


class FullShop:
    """What a shop does on Amazon and in Odoo, once."""

    def __init__(self, database, amazon):
        self._database = database
        amazon.simulator.limits.enabled = False
        self.account_id = shop.new_backlog(database, amazon, 0)
        self._shop = amazon.simulator.sellers[-1].shop
        self._shop.event_lag = timedelta(minutes=5)

    def fill(self):
        """Place orders of all kinds, import them and do with them what people do."""
        delivered = [self._place() for _number in range(DELIVERED)]
        late = [self._place() for _number in range(2 * ODD)]
        unsure = [self._place() for _number in range(ODD)]
        for number in range(OPEN):
            self._place(programs=['PRIME'] if number % 3 == 0 else [])
        for _number in range(AT_AMAZON):
            self._place(channel='AMAZON', status='SHIPPED')
        for number in range(SEEN_BEFORE + PENDING):
            self._place(status='SHIPPED' if number < SEEN_BEFORE else 'PENDING')
        poisoned = [self._place() for _number in range(ODD)]
        for order in poisoned:
            self._shop.mangle(order.order_id, lambda wire: wire.pop('orderItems') and None)
        self._synchronize()
        self._deliver(delivered)
        self._tell_amazon()
        self._deliver(late)
        self._let_wait()
        self._change(late[:ODD], unsure)
        self._sell_to_others()

    def add_accounts(self, number):
        """Make more accounts of the same kind, without orders."""
        with self._database.transaction() as env:
            account = self._account(env)
            for more in range(number):
                copied = account.copy({'name': f"Shop {more + 2}", 'state': 'linked'})
                copied._begin_to_read()
                copied._ensure_crons(copied._kinds_of_work())
                copied._scheduled_actions().active = False

    # === ON AMAZON === #

    def _place(self, **values):
        items = [Item(MUG, 2, shipping='4.99'), Item(TEAPOT)]
        return self._shop.place('US', items=items, **values)

    def _change(self, late, unsure):
        """Have buyers cancel what was just delivered, or ask to cancel what was not."""
        for order in late:
            self._shop.cancel(order.order_id)
        for order in unsure:
            self._shop.request_cancellation(order.order_id)
        self._synchronize()

    # === IN ODOO === #

    def _account(self, env):
        return env['amazon.account'].browse(self.account_id)

    def _synchronize(self):
        with self._database.transaction() as env:
            shop.set_back(self._account(env))
        shop.synchronize(self._database, self.account_id)

    def _deliver(self, orders):
        with self._database.transaction() as env:
            carrier = env['delivery.carrier'].search([('name', '=', CARRIER)]) or _new_carrier(env)
            pickings = env['stock.picking'].search([
                ('sale_id.amazon_order_ref', 'in', [order.order_id for order in orders]),
            ])
            pickings.write({'carrier_id': carrier.id, 'carrier_tracking_ref': TRACKING})
            pickings.button_validate()

    def _tell_amazon(self):
        """Tell Amazon of all parcels in one feed, and of some that it does not take."""
        with self._database.transaction() as env:
            self._account(env).feed_threshold = 0
            some = env['amazon.shipment'].search([], limit=ODD)
            refs = some.mapped('amazon_order_ref')
        for ref in refs:
            self._shop.reduce(ref, {MUG: 1})
        with self._database.transaction() as env:
            self._account(env)._cron_sync_pickings()
        with self._database.transaction() as env:
            self._account(env).action_sync_pickings()

    def _let_wait(self):
        """Leave the last parcels as they are when Amazon gives no answer for long."""
        with self._database.transaction() as env:
            env['amazon.shipment'].search([('state', '=', 'waiting')]).next_attempt = (
                fields.Datetime.now() + LONG)

    def _sell_to_others(self):
        with self._database.transaction() as env:
            product = env['product.product'].search([('default_code', '=', MUG)])
            partners = env['res.partner'].create([
                {'name': f"Customer {number}"} for number in range(ORDINARY)
            ])
            orders = env['sale.order'].create([
                {'partner_id': partner.id, 'order_line': [fields.Command.create({
                    'product_id': product.id, 'product_uom_qty': 1,
                })]}
                for partner in partners
            ])
            orders.action_confirm()
            orders[:ORDINARY // 2].picking_ids.button_validate()


def _new_carrier(env):
    product = env['product.product'].create({'name': CARRIER, 'type': 'service'})
    return env['delivery.carrier'].create({'name': CARRIER, 'product_id': product.id})
