from odoo import models

from ...lib.series import check_access


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    def action_view_amazon_accounts(self):
        check_access(self.env['amazon.account'], 'read')
        return self.env['ir.actions.act_window']._for_xml_id(
            'amazon_connector.action_amazon_account'
        )
