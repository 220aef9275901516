from odoo import models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    def action_view_amazon_accounts(self):
        self.env['amazon.account'].check_access('read')
        return self.env['ir.actions.act_window']._for_xml_id(
            'amazon_connector.action_amazon_account'
        )
