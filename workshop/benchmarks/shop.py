"""The shop in Odoo: products in stock, accounts, and their synchronization."""
import datetime

from odoo import fields

from ...lib.series import STORABLE
from ..simulator import CLIENT_ID, CLIENT_SECRET
from . import sellers

IN_STOCK = 10**6  # of each product, at every place
SET_BACK = datetime.timedelta(days=1)


def set_up(env, assortments=1):
    """Make the products that sellers have orders of, and put them on stock in the warehouse.

    Nothing is taxed, so that Odoo's totals are Amazon's without a line for what is rounded.

    :param Environment env: the superuser's
    :param int assortments: how many of them, see :func:`.sellers.skus`
    """
    products = env['product.product'].create([
        {'name': sku, 'default_code': sku, **STORABLE}
        for assortment in range(assortments) for sku in sellers.skus(assortment)
    ])
    (products + env['product.product']._amazon_default('shipping')).taxes_id = False
    env.company.account_sale_tax_id = False  # which shipping would get with the first account
    warehouse = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1)
    put_on_stock(products, warehouse.lot_stock_id)


def put_on_stock(products, location):
    for product in products:
        product.env['stock.quant']._update_available_quantity(product, location, IN_STOCK)


def link_account(env, amazon, seller_id, refresh_token, skus):
    """Make an account that is linked with a seller of the simulated Amazon, with stock there.

    :param Environment env: the superuser's
    :param Amazon amazon: where the seller is
    :param str seller_id: the seller
    :param str refresh_token: the seller's consent
    :param tuple skus: what the seller sells
    :rtype: amazon.account
    """
    marketplace = env.ref('amazon_connector.marketplace_us')
    account = env['amazon.account'].create({
        'name': seller_id,
        'user_id': env.ref('base.user_admin').id,
        'base_marketplace_id': marketplace.id,
        'available_marketplace_ids': [fields.Command.set(env['amazon.marketplace'].search([]).ids)],
        'active_marketplace_ids': [fields.Command.set(marketplace.ids)],
        'client_id': CLIENT_ID,
        'client_secret': CLIENT_SECRET,
        'seller_ref': seller_id,
        'refresh_token': refresh_token,
        'endpoint_url': amazon.url,
        'lwa_url': f'{amazon.url}/auth/o2/token',
    })
    account.action_link()
    set_back(account)
    products = env['product.product'].search([('default_code', 'in', skus)])
    put_on_stock(products, account.location_id)
    return account


def set_back(account):
    """Have the next synchronization read everything again."""
    account.last_orders_sync = fields.Datetime.now() - SET_BACK


def new_backlog(
    database, amazon, orders, channel='MERCHANT', assortment=0, opening=sellers.open_shop
):
    """Make an account that has orders waiting for it.

    It is a new seller's, since Amazon counts calls by seller.

    :param Database database: where the account is made
    :param Amazon amazon: where the orders wait
    :param int orders: how many
    :param str channel: as :meth:`Shop.place` takes it
    :param int assortment: what the seller sells, see :func:`.sellers.skus`
    :param callable opening: opens the seller's account, as :func:`.sellers.open_shop` does
    :return: the account's id
    """
    opened = amazon.do(opening, orders, channel, assortment)
    with database.transaction() as env:
        return link_account(env, amazon, *opened, sellers.skus(assortment)).id


def synchronize(database, account_id):
    """Run the account's scheduled job as often as it asks for.

    :param Database database: where the account is
    :param int account_id: the account
    """
    while True:
        with database.transaction() as env:
            env['amazon.account'].browse(account_id)._cron_sync_orders()
        with database.transaction() as env:
            account = env['amazon.account'].browse(account_id)
            if not account._is_amid_pages() and not env['amazon.order']._has_left_over(account):
                return


def check_imported(database, account_id, orders):
    """Check that what was measured was done: a confirmed sales order for each order.

    :raise AssertionError: if not
    """
    with database.transaction() as env:
        confirmed = env['sale.order'].search_count([
            ('amazon_account_id', '=', account_id), ('state', '=', 'sale'),
        ])
        if confirmed != orders:
            message = env['amazon.account'].browse(account_id).orders_sync_message
            raise AssertionError(f"{confirmed} of {orders} orders were imported. {message or ''}")
