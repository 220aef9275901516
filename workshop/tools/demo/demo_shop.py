"""The demo shop in Odoo. It runs inside Odoo, in the shell that ``demo_database.py`` starts."""
from datetime import timedelta

from odoo import fields
from odoo.modules.module import get_manifest
from odoo.tools import convert_file

from ... import simulator
from ...simulator.demo.demo_shop import INVOICED
from . import demo_taxes

HOME_MARKETPLACE = 'ATVPDKIKX0DER'  # amazon.com
DAYS_TO_FETCH = 30


def set_up(env, amazon_url):
    """Load the demo data, link an account to the simulator, and fetch its orders.

    :param Environment env: the shell's
    :param str amazon_url: where the simulator runs
    """
    env = env(user=env.ref('base.user_admin'))
    demo_taxes.set_up(env)
    for file in get_manifest('amazon_connector')['demo']:
        convert_file(env, 'amazon_connector', file, {}, mode='init', noupdate=True)
    marketplace = env['amazon.marketplace'].search([('marketplace_ref', '=', HOME_MARKETPLACE)])
    account = env['amazon.account'].create({
        'name': "Demo Shop",
        'base_marketplace_id': marketplace.id,
        'client_id': simulator.CLIENT_ID,
        'client_secret': simulator.CLIENT_SECRET,
        'refresh_token': simulator.REFRESH_TOKEN,
        'seller_ref': simulator.SELLER_ID,
        'last_orders_sync': fields.Datetime.now() - timedelta(days=DAYS_TO_FETCH),
        **_addresses(amazon_url),
    })
    account.action_sync_orders()
    invoice_one(account)
    env.cr.commit()  # a shell rolls back at its end. pylint: disable=invalid-commit


def invoice_one(account):
    """Ship a German business's order, invoice it, and send the invoice to Amazon.

    :param amazon.account account: of the demo shop
    """
    account.invoice_upload_mode = 'seller_issues'
    order = account.env['sale.order'].search([('amazon_order_ref', '=', INVOICED)])
    picking = order.picking_ids
    picking.write({
        'carrier_id': account.env['delivery.carrier'].search([('name', '=', "UPS")], limit=1).id,
        'carrier_tracking_ref': '1Z999AA10123456784',
    })
    for move in picking.move_ids:
        move.quantity = move.product_uom_qty
    picking.button_validate()
    account.action_sync_pickings()
    order._create_invoices().action_post()
    account.action_sync_uploads()


def move(env, amazon_url):
    """Tell the account where the simulator runs this time."""
    env['amazon.account'].search([('endpoint_url', '!=', False)]).write(_addresses(amazon_url))
    env.cr.commit()  # a shell rolls back at its end. pylint: disable=invalid-commit


def _addresses(amazon_url):
    return {'endpoint_url': amazon_url, 'lwa_url': f'{amazon_url}/auth/o2/token'}
