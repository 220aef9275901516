"""The world of chaos: the shop in Odoo before anything happens, and how it is looked at in the end.
"""
from collections import Counter

from odoo import fields

from ...lib.series import STORABLE
from ..simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER_ID
from .jobs import find_account
from .office import CARRIERS

PIECES = 100_000
GOODS = {"Mug": 'AMZ-MUG-WHITE', "Teapot": 'AMZ-TEAPOT', "Tea": 'AMZ-TEA-SENCHA'}


def furnish(env, amazon_url):
    """Make products, goods here and at Amazon, delivery methods, and an account that is linked.

    :param str amazon_url: where Amazon is simulated.
    """
    env['res.currency'].search([('name', 'in', ('USD', 'EUR', 'JPY'))]).active = True
    admin = env.ref('base.user_admin')
    admin.notification_type = 'inbox'  # Nobody here takes e-mails.
    account = env['amazon.account'].create({
        'name': "Chaos",
        'user_id': admin.id,
        'base_marketplace_id': env.ref('amazon_connector.marketplace_us').id,
        'client_id': CLIENT_ID,
        'client_secret': CLIENT_SECRET,
        'refresh_token': REFRESH_TOKEN,
        'seller_ref': SELLER_ID,
        'endpoint_url': amazon_url,
        'lwa_url': f'{amazon_url}/auth/o2/token',
    })
    account.action_link()
    products = env['product.product'].create([{
        'name': name,
        'default_code': sku,
        **STORABLE,
        'taxes_id': [fields.Command.clear()],
    } for name, sku in GOODS.items()])
    warehouse = env['stock.warehouse'].search([('company_id', '=', account.company_id.id)], limit=1)
    for product in products:
        for location in (warehouse.lot_stock_id, account.location_id):
            env['stock.quant']._update_available_quantity(product, location, PIECES)
    service = env['product.product'].create({'name': "Delivery", 'type': 'service'})
    env['delivery.carrier'].create([
        {'name': name, 'product_id': service.id} for name in CARRIERS
    ])


class World:
    """What the verdict looks at.

    :param Environment env: Odoo.
    :param Shop shop: Amazon.
    """

    deleted_refs = frozenset()  # Nobody deletes sales orders here.

    def __init__(self, env, shop):
        self.env = env
        self.shop = shop
        self.account = find_account(env)
        self.location = self.account.location_id
        self.stock_before = dict.fromkeys(GOODS.values(), PIECES)
        self._rows = self._by_order('amazon.order')
        self._sale_orders = self._by_order('sale.order')

    def _by_order(self, model):
        records = self.env[model].search([('amazon_order_ref', '!=', False)])
        return records.grouped('amazon_order_ref')

    def number(self, order_ref):
        return order_ref

    def rows(self, order):
        return self._rows.get(order.order_id, self.env['amazon.order'])

    def sale_orders(self, order):
        return self._sale_orders.get(order.order_id, self.env['sale.order'])

    def stock_at_amazon(self):
        groups = self.env['stock.quant']._read_group(
            [('location_id', 'child_of', self.location.id)], ['product_id'], ['quantity:sum'])
        return Counter({product.default_code: quantity for product, quantity in groups})
