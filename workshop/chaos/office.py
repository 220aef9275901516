"""What people do in Odoo, while the connector works on the same records."""
import random
from collections import Counter
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.tests import Form

from .shop import NEW_SKU

MAX_TRIES = 5
OPEN_STATES = ('waiting', 'confirmed', 'assigned')
MESSAGES = ("The buyer called.", "Wrapped as a present.")
CARRIERS = ('UPS', 'DHL', 'Local Bikes')


class Outpaced(Exception):
    """Other transactions were faster again and again."""


def people_work(registry, seed, deeds):
    """Do things one after the other, each in a transaction of its own, as clicks are.

    :param seed: chooses what they are done with.
    :param list deeds: names of functions of this module.
    :return: how many were done, by their names, and how many were refused.
    :rtype: Counter
    """
    done = Counter()
    for number, name in enumerate(deeds):
        try:
            is_done = _click(registry, globals()[name], f'{seed} {number}')
            done[name if is_done else f'{name}: nothing there'] += 1
        except UserError:
            done[f'{name}: refused'] += 1
        except Outpaced:
            done[f'{name}: outpaced'] += 1
    return done


def _click(registry, deed, seed):
    """Do something, and again if another transaction was faster, as Odoo does with requests."""
    for _ in range(MAX_TRIES):
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            env = env(user=env.ref('base.user_admin'))
            try:
                is_done = deed(env, random.Random(seed)) is not False
                cr.flush()
                return is_done
            except OperationalError as error:
                cr.rollback()
                if error.pgcode not in PG_CONCURRENCY_ERRORS_TO_RETRY:
                    raise
            except UserError:
                cr.rollback()
                raise
    raise Outpaced


def _some(env, rng, model, domain, most=1):
    """Return some records by chance."""
    ids = env[model].search(domain, order='id').ids
    return env[model].browse(sorted(rng.sample(ids, min(len(ids), rng.randint(1, most)))))


def _one_sale_order(env, rng, *states):
    return _some(env, rng, 'sale.order', [
        ('amazon_order_ref', '!=', False), ('state', 'in', states),
    ])


def _deliveries(env, rng, states, *domain, most=1):
    return _some(env, rng, 'stock.picking', [
        ('sale_id.amazon_order_ref', '!=', False), ('picking_type_code', '=', 'outgoing'),
        ('state', 'in', states), *domain,
    ], most)


# === THE WAREHOUSE === #

def ship_deliveries(env, rng):
    """Enter a carrier and a tracking reference, and validate."""
    return _ship(env, rng, most=rng.choice([1, 5, 20]))


def ship_a_part(env, rng):
    """Validate parts of deliveries; the rest becomes a backorder, or is given up."""
    return _ship(env, rng, most=rng.choice([1, 3, 8]), is_whole=False)


def _ship(env, rng, most, is_whole=True):
    deliveries = _deliveries(env, rng, OPEN_STATES, most=most)
    if not deliveries:
        return False
    carriers = env['delivery.carrier'].search([('name', 'in', CARRIERS)], order='id')
    for delivery in deliveries:
        delivery.write({
            'carrier_id': rng.choice(carriers).id, 'carrier_tracking_ref': f'1Z{delivery.id:016}',
        })
    deliveries.action_assign()
    for move in deliveries.move_ids.filtered('quantity') if not is_whole else ():
        move.quantity = rng.randint(0, int(move.quantity))
    _validate(deliveries, is_rest_kept=rng.random() < 0.7)
    return True


def _validate(deliveries, is_rest_kept):
    action = deliveries.button_validate()
    if isinstance(action, dict) and action.get('res_model') == 'stock.backorder.confirmation':
        wizard = Form(
            deliveries.env['stock.backorder.confirmation'].with_context(**action['context'])
        ).save()
        wizard.process() if is_rest_kept else wizard.process_cancel_backorder()


def enter_a_carrier(env, rng):
    """Prepare a delivery, to ship it later."""
    delivery = _deliveries(env, rng, OPEN_STATES)
    delivery.carrier_id = env['delivery.carrier'].search([('name', '=', rng.choice(CARRIERS))])
    return bool(delivery)


def correct_a_tracking_reference(env, rng):
    delivery = _deliveries(env, rng, ['done'])
    delivery.carrier_tracking_ref = f'1Z{delivery.id:016}-{rng.randrange(1000)}'
    return bool(delivery)


def cancel_a_delivery(env, rng):
    delivery = _deliveries(env, rng, OPEN_STATES)
    delivery.action_cancel()
    return bool(delivery)


def unreserve_a_delivery(env, rng):
    delivery = _deliveries(env, rng, ['assigned'])
    delivery.do_unreserve()
    return bool(delivery)


def tell_amazon_again(env, rng):
    """Click on Retry Amazon Sync."""
    failed = ('amazon_sync_status', '=', 'error')
    return _tell_again(_deliveries(env, rng, ['done'], failed, most=5))


def tell_amazon_of_all_again(env, rng):
    """Click on Retry Amazon Sync in the list of all deliveries that failed."""
    return _tell_again(env['stock.picking'].search([('amazon_sync_status', '=', 'error')]))


def _tell_again(deliveries):
    for delivery in deliveries:
        if not delivery.carrier_tracking_ref:  # A label was canceled.
            delivery.carrier_tracking_ref = f'1Z{delivery.id:016}-AGAIN'
        if not delivery.carrier_id:
            delivery.carrier_id = delivery.carrier_id.search([('name', '=', CARRIERS[0])])
    if deliveries:
        deliveries.action_retry_amazon_sync()
    return bool(deliveries)


# === SALES === #

def change_a_quantity(env, rng):
    line = rng.choice(_one_sale_order(env, rng, 'sale').order_line.filtered('amazon_item_ref') or [
        env['sale.order.line']
    ])
    line.product_uom_qty = rng.randint(0, 4)
    return bool(line)


def write_a_message(env, rng):
    order = _one_sale_order(env, rng, 'sale', 'cancel')
    if order:
        order.message_post(body=rng.choice(MESSAGES))
    return bool(order)


def change_a_customer(env, rng):
    partner = _one_sale_order(env, rng, 'sale').partner_shipping_id
    partner.write({'phone': f'+1 {rng.randrange(10**9)}', 'comment': "Ring twice."})
    return bool(partner)


def cancel_an_order(env, rng):
    order = _one_sale_order(env, rng, 'sale')
    if order:
        order._action_cancel()
    return bool(order)


def answer_a_question(env, rng):
    """Click on one of the answers to a conflict."""
    answers = {
        'action_keep': 'state', 'action_take_over': 'can_take_over', 'action_return': 'can_return',
        'action_cancel_anyway': 'can_cancel',
    }
    row = _some(env, rng, 'amazon.order', [('state', '=', 'conflict')])
    if row:
        getattr(row, rng.choice([answer for answer, can in answers.items() if row[can]]))()
    return bool(row)


def try_an_order_again(env, rng):
    row = _some(env, rng, 'amazon.order', [('state', 'in', ('failed', 'to_import'))])
    if row:
        row.action_retry()
    return bool(row)


def enter_the_missing_product(env, rng):
    """Do what the reason says of orders that another shop sold: nobody knows what left Amazon."""
    rows = env['amazon.order'].search([
        ('state', '=', 'failed'), ('reason', 'like', NEW_SKU),
    ])
    products = env['product.product']
    if rows and not products.search([('default_code', '=', NEW_SKU)]):
        products.create({'name': "New", 'default_code': NEW_SKU})
    if rows:
        rows.action_retry()
    return bool(rows)


def sync_orders(env, rng):
    """Click on Sync Orders."""
    env['amazon.account'].search([], limit=1).action_sync_orders()


def sync_pickings(env, rng):
    """Click on Sync Pickings."""
    env['amazon.account'].search([], limit=1).action_sync_pickings()


# === ADMINISTRATION: WHILE A JOB WAITS FOR AMAZON, OR WRITES === #

def edit_the_account(env, rng):
    env['amazon.account'].search([], limit=1).write({
        'name': rng.choice(["Chaos", "Chaos & Sons"]), 'feed_threshold': rng.choice([0, 3, 100]),
    })


def choose_marketplaces(env, rng):
    """Take one off the list, or put all back."""
    account = env['amazon.account'].search([], limit=1)
    every = account.available_marketplace_ids
    is_any_off = bool(every - account.active_marketplace_ids)
    account.active_marketplace_ids = every if is_any_off else every - rng.choice(every.sorted('id'))


def set_the_orders_back(env, rng):
    """Have some of the orders read again."""
    account = env['amazon.account'].search([], limit=1)
    account.last_orders_sync -= timedelta(minutes=rng.randint(1, 60))


# How often people do something, compared with the rest.
HABITS = {
    'ship_deliveries': 20,
    'ship_a_part': 12,
    'enter_a_carrier': 3,
    'correct_a_tracking_reference': 2,
    'cancel_a_delivery': 1,
    'unreserve_a_delivery': 1,
    'tell_amazon_again': 2,
    'change_a_quantity': 2,
    'write_a_message': 4,
    'change_a_customer': 3,
    'cancel_an_order': 1,
    'answer_a_question': 2,
    'try_an_order_again': 1,
    'sync_orders': 1,
    'sync_pickings': 1,
    'edit_the_account': 3,
    'choose_marketplaces': 1,
    'set_the_orders_back': 1,
}
