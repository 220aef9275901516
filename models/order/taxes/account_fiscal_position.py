from itertools import chain, count

from odoo import api, fields, models

from ....lib.taxes import schemes as tax_schemes
from ....lib.words import _

SCHEMES = [
    (tax_schemes.FACILITATOR, "Marketplace Facilitator"),
    (tax_schemes.DEEMED_SUPPLIER, "Deemed Supplier"),
    (tax_schemes.IOSS, "Deemed Supplier, IOSS"),
    (tax_schemes.UNION_OSS, "Deemed Supplier, Union OSS"),
    (tax_schemes.LOW_VALUE_GOODS, "Low-Value Goods"),
]


class AccountFiscalPosition(models.Model):
    """What sales are taxed with whose tax Amazon collects and remits.

    Whatever the taxes of the products are, the seller owes none of them. A tax of 0 % with a tag of
    its own keeps the turnover apart in the tax report.
    """

    _inherit = 'account.fiscal.position'

    amazon_tax_scheme = fields.Selection(
        selection=SCHEMES,
        string="Tax Collected by Amazon",
        help="For sales whose tax Amazon collects and remits under this scheme.",
    )
    amazon_tax_id = fields.Many2one(
        comodel_name='account.tax',
        string="Tax on Them",
        check_company=True,
        help="Takes the place of each tax that is not in the list.",
    )

    def map_tax(self, taxes):
        """Override of `account`: of sales whose tax Amazon remits, no other tax is left."""
        mapped = super().map_tax(taxes)
        if not self.amazon_tax_scheme:
            return mapped
        chosen = mapped - taxes
        return chosen or self.amazon_tax_id

    @api.model
    def _of_amazon_scheme(self, company, scheme):
        """Return the fiscal position of sales whose tax Amazon remits; it is made if needed.

        :param res.company company: the seller.
        :param str scheme: see `lib/taxes/schemes.py`.
        :rtype: account.fiscal.position
        """
        positions = self.sudo().with_context(active_test=False)
        position = positions.search([
            ('company_id', '=', company.id), ('amazon_tax_scheme', '=', scheme),
        ], limit=1)
        name = _("Amazon: %s", dict(self._amazon_schemes())[scheme])
        if not position:
            position = positions.create({
                'name': name,
                'company_id': company.id,
                'amazon_tax_scheme': scheme,
                'amazon_tax_id': self._amazon_tax(company, name).id,
                'note': _("Amazon collects the tax on this sale and remits it."),
            })
        elif not (position.amazon_tax_id or position._find_amazon_tax(company, name)):
            # The company had no country when it was made; or somebody deleted the tax.
            position.amazon_tax_id = self._amazon_tax(company, name)
        return position.with_env(self.env)

    def _amazon_schemes(self):
        return self._fields['amazon_tax_scheme']._description_selection(self.env)

    @api.model
    def _amazon_tax(self, company, name):
        """Return the tax of 0 %; none, as long as the company has no country to tax for.

        :rtype: account.tax
        """
        if not _country_of_taxes(company):
            return self.env['account.tax']
        tax = self._find_amazon_tax(company, name) or self._create_amazon_tax(company, name)
        tax.active = True
        return tax

    @api.model
    def _find_amazon_tax(self, company, name):
        """Return the tax of 0 % that is there without its fiscal position, or a parent company's.

        :rtype: account.tax
        """
        taxes = self.env['account.tax'].sudo().with_context(active_test=False)
        return taxes.search([
            *taxes._check_company_domain(company), ('name', '=', name), ('amount', '=', 0),
            ('type_tax_use', '=', 'sale'), ('country_id', '=', _country_of_taxes(company).id),
        ], limit=1)

    @api.model
    def _create_amazon_tax(self, company, name):
        country = _country_of_taxes(company)
        tag = self._amazon_tax_tag(country, name)
        return self.env['account.tax'].sudo().create({
            'name': self._free_amazon_tax_name(company, country, name),
            'invoice_label': "0%",
            'amount_type': 'percent',
            'amount': 0,
            'type_tax_use': 'sale',
            'company_id': company.id,
            'country_id': country.id,
            'tax_group_id': self._amazon_tax_group(company, country).id,
            'repartition_line_ids': [
                fields.Command.create({
                    'document_type': document,
                    'repartition_type': part,
                    'tag_ids': [fields.Command.set(tag.ids if part == 'base' else [])],
                })
                for document in ('invoice', 'refund') for part in ('base', 'tax')
            ],
        })

    @api.model
    def _free_amazon_tax_name(self, company, country, name):
        """Return the name of a tax that no other tax has: branches are not to share any."""
        taxes = self.env['account.tax'].sudo().with_context(active_test=False)
        taken = set(taxes.search([
            ('company_id', 'child_of', company.root_id.id), ('name', '=like', f'{name}%'),
            ('type_tax_use', '=', 'sale'), ('country_id', '=', country.id),
        ]).mapped('name'))
        names = chain([name, f"{name}, {company.name}"], (f"{name} {n}" for n in count(2)))
        return next(each for each in names if each not in taken)

    @api.model
    def _amazon_tax_tag(self, country, name):
        """Return the tag of a tax: all companies of a country share it."""
        tags = self.env['account.account.tag'].sudo().with_context(active_test=False)
        values = {'name': name, 'applicability': 'taxes', 'country_id': country.id}
        return tags.search([
            (key, '=', value) for key, value in values.items()
        ], limit=1) or tags.create(values)

    @api.model
    def _amazon_tax_group(self, company, country):
        groups = self.env['account.tax.group'].sudo()
        values = {
            'name': _("Amazon remits the tax"),
            'company_id': company.id,
            'country_id': country.id,
        }
        return groups.search([
            (name, '=', value) for name, value in values.items()
        ], limit=1) or groups.create(values)


def _country_of_taxes(company):
    return company.account_fiscal_country_id or company.country_id
