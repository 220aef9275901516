"""A shop in Odoo that is linked with the simulator, and a warehouse that ships for it."""
import contextlib
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.sql_db import Cursor

from ...lib.series import STORABLE
from ..simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER_ID, Simulator, serve

SKU = 'FUZZ-MUG'
IN_STOCK = 100_000


class ConnectedShop:
    """Both ends of the connector.

    :param Simulator simulator: the Amazon
    :param callable transaction: gives the account, in a transaction of its own
    """

    def __init__(self, simulator, transaction):
        self.simulator = simulator
        self.transaction = transaction

    @property
    def shop(self):
        """The shop on Amazon."""
        return self.simulator.shop

    def import_orders(self):
        """Run the scheduled action for orders until there is no more to do."""
        with self.transaction() as account:
            account.last_orders_sync = fields.Datetime.now() - timedelta(days=1)
        is_more_left = True
        while is_more_left:
            with self.transaction() as account:
                account._cron_sync_orders()
            with self.transaction() as account:
                is_more_left = account._is_amid_pages() or (
                    account.env['amazon.order']._has_left_over(account))

    def tell_amazon(self):
        """Run the scheduled action for deliveries once."""
        with self.transaction() as account:
            account._cron_sync_pickings()

    def ship(self, orders):
        """Validate the deliveries of orders.

        :param list[Order] orders: Amazon's
        :return: ids of the deliveries
        """
        with self.transaction() as account:
            pickings = account.env['stock.picking'].search([
                ('sale_id.amazon_order_ref', 'in', [order.order_id for order in orders]),
            ])
            carrier = account.env['delivery.carrier'].search([('name', '=', "UPS")], limit=1)
            pickings.write({'carrier_id': carrier.id, 'carrier_tracking_ref': '1Z0000000000000000'})
            pickings.action_assign()
            pickings.button_validate()
            return pickings.ids


def set_up(env):
    """Make a product in stock and a delivery method.

    :param Environment env: the superuser's
    """
    product = env['product.product'].create({
        'name': SKU, 'default_code': SKU, **STORABLE, 'taxes_id': False,
    })
    warehouse = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1)
    env['stock.quant']._update_available_quantity(product, warehouse.lot_stock_id, IN_STOCK)
    env['delivery.carrier'].create({
        'name': "UPS",
        'product_id': env['product.product'].create({'name': "UPS", 'type': 'service'}).id,
    })


@contextlib.contextmanager
def connected_shop(env, name):
    """Give a shop whose account is in the database.

    :param Environment env: the superuser's
    :param str name: the shop's; shops of other names have other orders
    :rtype: ConnectedShop
    """
    simulator = Simulator(seed=name)
    simulator.limits.enabled = False
    simulator.shop.event_lag = timedelta(minutes=5)
    with serve(simulator) as url, patch.object(Cursor, 'now', lambda cr: datetime.utcnow()):
        account_id = _link_account(env, url, name)

        @contextlib.contextmanager
        def transaction():
            with env.registry.cursor() as cr:
                yield api.Environment(cr, SUPERUSER_ID, {})['amazon.account'].browse(account_id)

        yield ConnectedShop(simulator, transaction)


def _link_account(env, url, name):
    marketplaces = env['amazon.marketplace'].search([])
    with env.registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        set_up(env)
        account = env['amazon.account'].create({
            'name': name,
            'user_id': env.ref('base.user_admin').id,
            'base_marketplace_id': env.ref('amazon_connector.marketplace_us').id,
            'available_marketplace_ids': [fields.Command.set(marketplaces.ids)],
            'active_marketplace_ids': [fields.Command.set(marketplaces.ids)],
            'client_id': CLIENT_ID,
            'client_secret': CLIENT_SECRET,
            'refresh_token': REFRESH_TOKEN,
            'seller_ref': SELLER_ID,
            'endpoint_url': url,
            'lwa_url': f'{url}/auth/o2/token',
        })
        account.action_link()
        return account.id
