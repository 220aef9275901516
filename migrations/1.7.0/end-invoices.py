from odoo import SUPERUSER_ID, api
from odoo.tools import split_every

INVOICES_AT_ONCE = 1000


def migrate(cr, version):
    """Have invoices know which orders of Amazon's they are about; make journals and taxes."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    invoices = env['account.move'].search([
        ('line_ids.sale_line_ids.order_id.amazon_order_ref', '!=', False),
    ])
    for ids in split_every(INVOICES_AT_ONCE, invoices.ids):
        env['account.move'].browse(ids)._compute_amazon_origin()
        env.flush_all()
        env.invalidate_all()
    env['amazon.account'].search([('state', '=', 'linked')])._fill_in_shared_records()
    accounts = env['amazon.account'].with_context(active_test=False)
    for account in accounts.search([('active_marketplace_ids', '!=', False)]):
        account._make_withheld_positions()
