from odoo import api, fields, models

from ...lib.invoices.deadline import ZONES

# Its marketplace's VAT is like the European Union's, and Amazon reports it with theirs.
GREAT_BRITAIN = 'GB'


class AmazonMarketplace(models.Model):
    """What Amazon does there with VAT and invoices."""

    _inherit = 'amazon.marketplace'

    uploads_invoices = fields.Boolean(
        string="Takes Invoices",
        compute='_compute_uploads_invoices',
        store=True,
        readonly=False,
        precompute=True,
        help="Whether Amazon takes invoices that sellers issue for its business buyers here.",
    )

    @api.depends('country_id')
    def _compute_uploads_invoices(self):
        for marketplace in self:
            marketplace.uploads_invoices = marketplace.country_id.code in ZONES

    def write(self, vals):
        result = super().write(vals)
        if 'uploads_invoices' in vals:
            self.env['amazon.invoice'].sudo().search([
                ('marketplace_id', 'in', self.ids), ('state', 'in', ('waiting', 'failed')),
            ])._decide_anew()
        return result

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
