from odoo import api, fields, models

from ...lib.series import Constraint


class AmazonMarketplace(models.Model):
    """A place where Amazon sells, such as Amazon.de.

    Amazon's own 23 are data of this module (source:
    https://developer-docs.amazon.com/sp-api/docs/marketplace-ids); others can be added by hand.
    """

    _name = 'amazon.marketplace'
    _description = "Amazon Marketplace"
    _order = 'name'

    name = fields.Char(required=True)
    marketplace_ref = fields.Char(
        string="Marketplace ID",
        required=True,
        help="The identifier that Amazon gives the marketplace, such as ATVPDKIKX0DER.",
    )
    country_id = fields.Many2one(comodel_name='res.country')
    region = fields.Selection(
        selection=[('na', "North America"), ('eu', "Europe"), ('fe', "Far East")],
        required=True,
        help="The region whose Selling Partner API serves the marketplace.",
    )
    seller_central_url = fields.Char(string="Seller Central", required=True)
    active = fields.Boolean(default=True)

    _unique_marketplace_ref = Constraint(
        'unique(marketplace_ref)',
        "There is already a marketplace with this Marketplace ID.",
    )

    @api.model
    def _ids_by_ref(self):
        """Return the marketplaces by Amazon's identifier, archived ones too.

        :rtype: dict[str, int]
        """
        # There are two dozen of them.
        marketplaces = self.with_context(active_test=False).search([])  # pylint: disable=no-search-all
        return {marketplace.marketplace_ref: marketplace.id for marketplace in marketplaces}
