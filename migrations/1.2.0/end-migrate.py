from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Have the Amazon locations that there are supplied by reordering rules, as new ones are."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    accounts = env['amazon.account'].with_context(active_test=False).search([])
    for location in accounts.location_id:
        if location.warehouse_id:
            location._supply_from(location.warehouse_id)
