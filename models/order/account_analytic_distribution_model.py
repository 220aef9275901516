from odoo import api, models

from ...lib.import_batch import ImportBatch


class AccountAnalyticDistributionModel(models.Model):
    _inherit = 'account.analytic.distribution.model'

    @api.model
    def _get_distribution(self, vals):
        """Override of `analytic` to search for none for each line where there is none at all."""
        if ImportBatch.of(self) and not ImportBatch.once(
            self, ('analytic distribution',), lambda: self.search([], limit=1)
        ):
            return {}
        return super()._get_distribution(vals)
