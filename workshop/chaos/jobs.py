"""What the connector does by itself, and what its administrator does."""
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError


def orders_job(registry):
    _scheduled_action(registry, '_cron_sync_orders')


def deliveries_job(registry):
    _scheduled_action(registry, '_cron_sync_pickings')


def tell_in_feeds_above(registry, parcels):
    """Set how many parcels are told one by one at most."""
    with registry.cursor() as cr:
        find_account(api.Environment(cr, SUPERUSER_ID, {})).feed_threshold = parcels


def relink(registry, refresh_token):
    """Link the account again, with a new consent of the seller.

    :param str refresh_token: what Amazon showed for it.
    :return: why it did not succeed: the administrator will try again.
    :rtype: str | None
    """
    with registry.cursor() as cr:
        find_account(api.Environment(cr, SUPERUSER_ID, {})).refresh_token = refresh_token
    try:
        with registry.cursor() as cr:
            find_account(api.Environment(cr, SUPERUSER_ID, {})).action_link()
    except UserError as error:
        return str(error)
    return None


def read_all_anew(registry, since):
    """Set Last Orders Sync back.

    :param datetime since: to when (naive UTC).
    """
    with registry.cursor() as cr:
        find_account(api.Environment(cr, SUPERUSER_ID, {})).last_orders_sync = since


def put_marketplaces_back(registry):
    """Have all marketplaces synchronized again that people took off the list."""
    with registry.cursor() as cr:
        account = find_account(api.Environment(cr, SUPERUSER_ID, {}))
        account.active_marketplace_ids = account.available_marketplace_ids


def is_linked(env):
    return find_account(env).state == 'linked'


def find_account(env):
    return env['amazon.account'].search([], limit=1)


def _scheduled_action(registry, method):
    with registry.cursor() as cr:
        getattr(find_account(api.Environment(cr, SUPERUSER_ID, {})), method)()
