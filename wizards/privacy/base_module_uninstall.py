from odoo import models

from ...lib.words import _


class BaseModuleUninstall(models.TransientModel):
    _inherit = 'base.module.uninstall'

    def _undone_without_amazon(self):
        sentences = super()._undone_without_amazon()
        accounts = self.env['amazon.account'].sudo().search([('active', 'in', (True, False))])
        buyers = sum(accounts.mapped('personal_data_count'))
        if buyers:
            sentences.append(_(
                "Buyers of whom Odoo still has personal data: %s. Nothing removes them by itself "
                "any more, even if you install it again. Amazon wants them gone 30 days after "
                "delivery: remove them yourself.", buyers
            ))
        return sentences
