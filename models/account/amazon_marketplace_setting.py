from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.series import Constraint
from ...lib.words import _


class AmazonMarketplaceSetting(models.Model):
    """What is different for one marketplace of an account; what is empty is as in the account."""

    _name = 'amazon.marketplace.setting'
    _description = "Amazon Marketplace Setting"
    _rec_name = 'marketplace_id'
    _order = 'marketplace_id, id'
    _check_company_auto = True

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace', required=True, ondelete='cascade'
    )
    team_id = fields.Many2one(
        comodel_name='crm.team', string="Sales Team", check_company=True
    )
    warehouse_id = fields.Many2one(
        comodel_name='stock.warehouse',
        string="FBM Warehouse",
        check_company=True,
        help="Orders of this marketplace that you ship yourself are shipped from here.",
    )
    pricelist_id = fields.Many2one(
        comodel_name='product.pricelist',
        check_company=True,
        help="What orders of this marketplace are filed under. Their prices are always Amazon's.",
    )

    _unique_marketplace = Constraint(
        'unique(account_id, marketplace_id)',
        "There is already a line for this marketplace.",
    )

    @api.constrains('marketplace_id', 'pricelist_id')
    def _check_currency(self):
        for setting in self:
            currency = setting.marketplace_id.country_id.currency_id
            pricelist = setting.pricelist_id
            if currency and pricelist and pricelist.currency_id != currency:
                raise ValidationError(_(
                    "%(marketplace)s sells in %(currency)s. Choose a pricelist in this currency "
                    "instead of %(pricelist)s, which is in %(other_currency)s.",
                    marketplace=setting.marketplace_id.name,
                    currency=currency.name,
                    pricelist=pricelist.name,
                    other_currency=pricelist.currency_id.name,
                ))

    def _pricelist_in(self, currency_code):
        """Return the pricelist that is set, if it is of a currency.

        :param str currency_code: ISO 4217 code.
        :rtype: product.pricelist
        """
        return self.pricelist_id.filtered(
            lambda pricelist: pricelist.currency_id.name == currency_code
        )
