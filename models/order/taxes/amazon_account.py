from odoo import api, models

from ....lib.import_batch import ImportBatch
from ....lib.taxes.schemes import own_schemes, scheme_of
from ..offers.product_product import DEFAULT_PRODUCTS


class AmazonAccount(models.Model):
    """Which sales of an account are taxed how, where Amazon collects the tax."""

    _inherit = 'amazon.account'

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        for account in accounts:
            account._make_withheld_positions()
            account._tax_default_products()
        return accounts

    def _make_withheld_positions(self):
        """Make what the marketplaces of the account are likely to need."""
        self.ensure_one()
        countries = self.active_marketplace_ids.country_id.mapped('code')
        for scheme in sorted({scheme_of('', code) for code in countries}):
            self.env['account.fiscal.position']._of_amazon_scheme(self.company_id, scheme)

    def _tax_default_products(self):
        """Have what stands for shipping and wrapping taxed in a company that begins to sell.

        These products were made with the taxes of the companies that were there then, if any.
        Later, what a person chooses stays.
        """
        self.ensure_one()
        accounts = self.sudo().with_context(active_test=False).search([
            ('company_id', '=', self.company_id.id),
        ])
        tax = self.sudo().company_id.account_sale_tax_id
        if not tax or accounts != self:
            return
        products = self.env['product.product'].sudo()
        for product in map(products._amazon_default, DEFAULT_PRODUCTS):
            if not product.taxes_id._filter_taxes_by_company(self.company_id):
                product.taxes_id += tax

    def _withheld_position(self, marketplace, scheme):
        """Return what sales of a marketplace are taxed with whose tax Amazon remits.

        :param amazon.marketplace marketplace: where they are sold.
        :param str scheme: see `lib/taxes/schemes.py`.
        :rtype: account.fiscal.position
        """
        self.ensure_one()
        return self._setting_of(marketplace).withheld_position_id or ImportBatch.once(
            self, ('withheld', self.company_id, scheme),
            lambda: self.env['account.fiscal.position']._of_amazon_scheme(self.company_id, scheme),
        )

    def _own_tax_schemes(self):
        """Return Amazon's words for schemes under which the seller remits the tax itself.

        :rtype: frozenset[str]
        """
        self.ensure_one()
        company = self.company_id
        return own_schemes((company.account_fiscal_country_id or company.country_id).code or '')
