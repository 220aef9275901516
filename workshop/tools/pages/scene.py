"""What the pictures show: the demo shop on a busy day. It runs inside Odoo, as `demo_shop.py`.

All of it is done as people do it: deliveries are validated, buttons clicked, in Odoo and in the
simulated Seller Central.
"""
import json
import urllib.parse
import urllib.request
from pathlib import Path

from ...simulator.demo.demo_shop import INVOICED
from .pictures import LANGUAGES

# Orders of the simulator's demo shop.
SHIPPED = (
    '113-6590127-4436709', '702-3318064-5509283', '114-9947203-5518062', '402-7763150-9904418',
    '114-6631940-2205817', '204-8350916-2279047')
REFUSED = '404-2250871-6637295'
REDUCED_TOO_LATE = '112-7710385-0091264'
OF_A_COMPANY = '302-5517730-4421908'


def prepare(env, amazon_url, file):
    """Let the day pass, and write where each picture is to be taken.

    :param Environment env: the shell's
    :param str amazon_url: where the simulator runs
    :param str file: for a JSON object: the user's number, and the names of pictures, each with the
        part of the address behind the # of Odoo's page
    """
    env = env(user=env.ref('base.user_admin'))
    account = env['amazon.account'].search([('endpoint_url', '!=', False)])
    _synchronise_deliveries(env, account)
    _let_a_buyer_cancel_too_late(env, account, amazon_url)
    _begin_to_pack(env, account)
    _speak(env)
    scene = {'user': env.uid, 'places': _places(env, account)}
    env.cr.commit()  # a shell rolls back at its end. pylint: disable=invalid-commit
    Path(file).write_text(json.dumps(scene), encoding='utf-8')


def _synchronise_deliveries(env, account):
    """Ship some orders, one by a carrier whose name somebody has mistyped; tell Amazon of all."""
    ups = env.ref('amazon_connector.delivery_method_ups')
    for number, order_ref in enumerate(SHIPPED):
        _ship(env, order_ref, ups, f'1Z999AA101234567{number:02}')
    mistyped = env.ref('amazon_connector.delivery_method_royal_mail')
    mistyped.amazon_carrier_id = env['amazon.carrier'].name_create("Royal Mial")[0]
    _ship(env, REFUSED, mistyped, 'RM123456785GB')
    env.cr.commit()  # jobs see what is committed. pylint: disable=invalid-commit
    account.action_sync_pickings()
    account.action_sync_orders()


def _let_a_buyer_cancel_too_late(env, account, amazon_url):
    """Ship an order of which Amazon cancels a piece before it knows of the parcel."""
    delivery = _ship(
        env, REDUCED_TOO_LATE, env.ref('amazon_connector.delivery_method_ups'),
        '1Z999AA10123456784')
    line = max(delivery.sale_id.order_line.filtered('amazon_item_ref'),
               key=lambda line: line.product_uom_qty)
    env.cr.commit()  # jobs see what is committed. pylint: disable=invalid-commit
    form = urllib.parse.urlencode({f'units:{line.amazon_item_ref}': 1}).encode()
    address = f'{amazon_url}/seller-central/cancel-part/{REDUCED_TOO_LATE}'
    urllib.request.urlopen(address, form).close()
    account.action_sync_orders()


def _begin_to_pack(env, account):
    """Enter the first tracking references of those that wait."""
    account.default_carrier_id = env.ref('amazon_connector.delivery_method_ups')
    waiting = env['stock.picking'].search([
        ('amazon_account_id', '=', account.id), ('state', '=', 'assigned'),
    ], order='date_deadline, id')
    for number, delivery in enumerate(waiting[1:4]):
        delivery.carrier_tracking_ref = f'1Z999AA101234569{number:02}'


def _speak(env):
    """Have Odoo know all languages of the pictures."""
    languages = env['res.lang'].with_context(active_test=False).search([
        ('code', 'in', LANGUAGES), ('active', '=', False)])
    env['base.language.install'].create({'lang_ids': [(6, 0, languages.ids)]}).lang_install()


def _new_account(account):
    """Return an account that is not linked yet, and that nothing else shows."""
    return account.create({
        'name': account.name,
        'base_marketplace_id': account.base_marketplace_id.id,
        'active': False,
    })


def _moves_of(env, account):
    """Return an action that shows what has left the Amazon location, as Moves History does."""
    history = env.ref('stock.stock_move_line_action')
    return history.copy({
        'domain': [('location_id', '=', account.location_id.id)],
        'context': {},
        **({'path': False} if 'path' in history._fields else {}),  # Since 18.0: it is no other's.
    })


def _sale_order(env, order_ref):
    return env['sale.order'].search([('amazon_order_ref', '=', order_ref)])


def _ship(env, order_ref, carrier, tracking_ref):
    """Validate the delivery of an order, and return it."""
    delivery = _sale_order(env, order_ref).picking_ids
    delivery.write({'carrier_id': carrier.id, 'carrier_tracking_ref': tracking_ref})
    delivery.button_validate()
    return delivery


def _places(env, account):
    """Return the parts of addresses that lead to what the pictures show."""
    sales = f"menu_id={env.ref('sale.sale_menu_root').id}"
    stock = f"menu_id={env.ref('stock.menu_stock_root').id}"
    books = f"menu_id={env.ref('account.menu_finance').id}"
    moves = _moves_of(env, account)
    refused = _sale_order(env, REFUSED).picking_ids
    invoice = _sale_order(env, INVOICED).invoice_ids
    orders = f'{sales}&action=sale.action_orders&model=sale.order&view_type=form'
    return {
        'dashboard': f'{sales}&action=amazon_connector.action_amazon_dashboard',
        'todo': f'{sales}&action=amazon_connector.action_amazon_todo',
        'to_ship': f'{stock}&action=amazon_connector.action_picking_to_ship',
        'question': f'{sales}&action=amazon_connector.action_amazon_order&model=amazon.order'
                    f'&view_type=form&id={_sale_order(env, REDUCED_TOO_LATE).amazon_order_ids.id}',
        'link': f'{sales}&action=amazon_connector.action_amazon_account&model=amazon.account'
                f'&view_type=form&id={_new_account(account).id}',
        'sales_order': f'{orders}&id={_sale_order(env, OF_A_COMPANY).id}',
        'stock': f'{stock}&action={moves.id}',
        'delivery': f'{stock}&action=stock.action_picking_tree_outgoing&model=stock.picking'
                    f'&view_type=form&id={refused.id}',
        'invoice': f'{books}&action=account.action_move_out_invoice_type&model=account.move'
                   f'&view_type=form&id={invoice.id}',
    }
