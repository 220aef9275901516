from odoo import models


class MergePartnerAutomatic(models.TransientModel):
    _inherit = 'base.partner.merge.automatic.wizard'

    def _update_values(self, src_partners, dst_partner):
        """Have what the seller knows of a customer stay the seller's, whatever it is merged with.

        Odoo copies what the merged contacts have and the one that stays has not: with the mark of
        what came from Amazon, the contact would be forgotten as a whole.
        """
        merged = src_partners + dst_partner
        is_sellers_own = not all(partner.amazon_account_id for partner in merged)
        left = set(merged.mapped('amazon_data'))
        result = super()._update_values(src_partners, dst_partner)
        if is_sellers_own:
            dst_partner.write({'amazon_account_id': False, 'amazon_data': False})
        elif left != {'gone'}:
            dst_partner.amazon_data = 'full' if 'full' in left else 'reduced'
        dst_partner.amazon_data_check = False
        return result
