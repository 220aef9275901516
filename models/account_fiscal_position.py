from odoo import api, models

from .import_batch import ImportBatch


class AccountFiscalPosition(models.Model):
    _inherit = 'account.fiscal.position'

    @api.model
    def _get_fpos_by_region(
        self, country_id=False, state_id=False, zipcode=False, vat_required=False
    ):
        """Override of `account` to search once for all buyers of a region; until 18.0."""
        find = super()._get_fpos_by_region
        if ImportBatch.of(self) and not ImportBatch.once(
            self, ('fiscal positions by zip',), self._is_any_by_zip
        ):
            zipcode = False
        return ImportBatch.once(
            self,
            ('fiscal position', country_id, state_id, zipcode, vat_required),
            lambda: find(country_id, state_id, zipcode, vat_required),
        )

    def _get_first_matching_fpos(self, partner):
        """Override of `account` to search once for all buyers of a region; since 18.0."""
        find = super()._get_first_matching_fpos
        is_any_by_zip = ImportBatch.of(self) and ImportBatch.once(
            self, ('fiscal positions by zip',), self._is_any_by_zip
        )
        return ImportBatch.once(
            self,
            ('fiscal position', self, partner.country_id, partner.state_id,
             partner.zip if is_any_by_zip else False,
             partner._get_vat_required_valid(company=self.env.company)),
            lambda: find(partner),
        )

    @api.model
    def _is_any_by_zip(self):
        return bool(self.search([('zip_from', '!=', False)], limit=1))
