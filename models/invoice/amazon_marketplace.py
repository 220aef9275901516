from odoo import models

# Its marketplace's VAT is like the European Union's, and Amazon reports it with theirs.
GREAT_BRITAIN = 'GB'


class AmazonMarketplace(models.Model):
    """Whether what is sold there bears the VAT of the European Union, or one like it."""

    _inherit = 'amazon.marketplace'

    def _is_in_european_union(self):
        self.ensure_one()
        return self.country_id in self.env.ref('base.europe').country_ids

    def _of_vat_report(self):
        """Return those of which Amazon writes its VAT invoice report.

        They are Belgium, France, Germany, Great Britain, Ireland, Italy, the Netherlands, Poland,
        Spain and Sweden: https://developer-docs.amazon.com/sp-api/docs/report-type-values-invoice-data

        :rtype: amazon.marketplace
        """
        return self.filtered(lambda marketplace: (
            marketplace._is_in_european_union() or marketplace.country_id.code == GREAT_BRITAIN
        ))
