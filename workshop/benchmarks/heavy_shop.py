"""A shop whose orders are work: many lines, kits, lots, and most of them shipped by Amazon."""
from odoo import fields

from ...lib.series import STORABLE
from ..simulator import Item
from . import sellers, shop

PLAIN = [f'PLAIN-{number}' for number in range(12)]
LOTS = [f'LOT-{number}' for number in range(4)]
KITS = [f'KIT-{number}' for number in range(4)]
SKUS = [*PLAIN, *LOTS, *KITS]
LINES = 8  # an order
OF_AMAZON = 3, 5  # three orders of five are shipped by Amazon
COMPONENTS = 3  # of a kit
LOTS_ON_STOCK = 20  # of a product, at every place
PIECES_OF_LOT = 500


def open_shop(simulator, orders):
    """Open a seller's account with orders in it.

    :param Simulator simulator: the Amazon
    :param int orders: how many orders
    :return: Amazon's id of the seller, and the refresh token
    :rtype: tuple[str, str]
    """
    seller = simulator.add_seller()
    place_orders(seller.shop, orders)
    return seller.seller_id, simulator.lwa.authorize(simulator.application, seller)


def place_orders(shop_, orders):
    """Have new buyers place orders of eight lines; Amazon ships three of five.

    :param Shop shop_: where
    :param int orders: how many
    :return: the orders, in the order of their last update
    :rtype: list[Order]
    """
    placed = []
    for number, moment in enumerate(sellers.moments(shop_, orders)):
        channel = 'AMAZON' if number % OF_AMAZON[1] < OF_AMAZON[0] else 'MERCHANT'
        items = [
            Item(SKUS[(3 * number + 5 * line) % len(SKUS)], 1 + (number + line) % 3)
            for line in range(LINES)
        ]
        placed.append(
            shop_.place('US', channel, sellers.STATUSES[channel], items, updated=moment))
    return placed


def set_up(database):
    """Have Odoo know kits, make the products, and put them on stock in the warehouse.

    :param Database database: a fresh one with the addon
    """
    with database.transaction() as env:
        env['ir.module.module'].search([('name', '=', 'mrp')]).button_immediate_install()
    with database.transaction() as env:
        _make_products(env)
        warehouse = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1)
        put_on_stock(env, warehouse.lot_stock_id)


def _make_products(env):
    components = [f'PART-{number}' for number in range(len(KITS) * COMPONENTS)]
    products = env['product.product'].create([
        {'name': sku, 'default_code': sku, **STORABLE, 'taxes_id': False,
         'tracking': 'lot' if sku in LOTS else 'none'}
        for sku in [*SKUS, *components]
    ])
    by_sku = {product.default_code: product for product in products}
    env['mrp.bom'].create([
        {'product_tmpl_id': by_sku[kit].product_tmpl_id.id, 'type': 'phantom', 'bom_line_ids': [
            fields.Command.create({'product_id': by_sku[component].id, 'product_qty': 1})
            for component in components[number::len(KITS)]
        ]}
        for number, kit in enumerate(KITS)
    ])


def put_on_stock(env, location):
    """Put all that is sold, but no kits, on stock; of what has lots, several."""
    products = env['product.product'].search([('default_code', '!=', False)])
    goods = products.filtered(lambda product: product.default_code.startswith(('PLAIN', 'PART')))
    shop.put_on_stock(goods, location)
    tracked = products.filtered(lambda product: product.default_code in LOTS)
    for product in tracked:
        for number in range(LOTS_ON_STOCK):
            lot = env['stock.lot'].create({
                'product_id': product.id, 'company_id': env.company.id,
                'name': f'{product.default_code}-{location.id}-{number}',
            })
            env['stock.quant']._update_available_quantity(
                product, location, PIECES_OF_LOT, lot_id=lot)
