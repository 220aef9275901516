from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Have what Amazon canceled not be to invoice before somebody has decided about it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    rows = env['amazon.order'].search([
        ('state', '=', 'conflict'),
        ('amazon_status', '=', 'cancelled'),
        ('sale_order_id', '!=', False),
    ])
    for sale_order in rows.sale_order_id:
        sale_order._hold_amazon_invoice(True)
