from odoo import api, models
from odoo.exceptions import UserError

from ...lib.import_batch import ImportBatch
from ...lib.words import _


class ProductPricelist(models.Model):
    _inherit = 'product.pricelist'

    @api.model
    def _of_amazon_currency(self, account, currency_code):
        """Find the pricelist that sets nothing but the currency; make it if there is none.

        :param amazon.account account: whose orders.
        :param str currency_code: ISO 4217 code.
        :rtype: product.pricelist
        :raise UserError: if Odoo does not know the currency.
        """
        return ImportBatch.once(
            self, ('pricelist', account, currency_code),
            lambda: self._find_or_create_for_amazon(account, currency_code),
        )

    def _find_or_create_for_amazon(self, account, currency_code):
        name = f"Amazon {currency_code}"
        currency = self.env['res.currency'].with_context(active_test=False).search(
            [('name', '=', currency_code)], limit=1
        )
        if not currency:
            raise UserError(_("Odoo does not know the currency %s.", currency_code))
        if not currency.active:
            currency.active = True
        if not currency._has_amazon_rate(account.company_id):
            account._ask_for_rate(currency)
        pricelist = self.with_context(lang=None).search([
            ('name', '=', name),
            ('currency_id', '=', currency.id),
            ('company_id', 'in', (False, account.company_id.id)),
        ], limit=1)
        return pricelist or self.create({
            'name': name, 'currency_id': currency.id, 'company_id': account.company_id.id,
        })
