from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Bring along, whatever the versions, what another series of Odoo wants to be said."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    accounts = env['amazon.account'].with_context(active_test=False).search([])
    settings = env['amazon.marketplace.setting'].search([])
    (accounts.location_id + settings.location_id)._let_supplies_end_here()
