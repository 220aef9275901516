from odoo import models


class ResCurrency(models.Model):
    _inherit = 'res.currency'

    def _has_amazon_rate(self, company):
        """Return whether amounts in a currency can be converted into that of a company.

        :param res.company company: whose.
        :rtype: bool
        """
        return not self or self not in self._without_amazon_rate(company)[company]

    def _without_amazon_rate(self, companies):
        """Return which of these currencies cannot be converted into those of companies.

        Without a rate, a currency counts as the one that the others' rates are about. So it may be,
        but not if it comes to 1 for 1.

        :param res.company companies: whose.
        :return: the currencies, by company.
        :rtype: dict[res.company, res.currency]
        """
        nobody = companies.browse()
        rates = self.env['res.currency.rate'].sudo()._read_group([
            ('currency_id', 'in', (self + companies.currency_id).ids),
            ('company_id', 'in', [False, *companies.ids, *companies.root_id.ids]),
        ], ['company_id', 'currency_id'], ['rate:min', 'rate:max'])
        without = {}
        for company in companies:
            known = {
                currency: ends for owner, currency, *ends in rates
                if owner in (nobody, company, company.root_id)
            }
            is_converted = known.get(company.currency_id, [1, 1]) != [1, 1]
            without[company] = self.browse() if is_converted else self.filtered(
                lambda currency, known=known, own=company.currency_id: (
                    currency not in known and currency != own
                )
            )
        return without
