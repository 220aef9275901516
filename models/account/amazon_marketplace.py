import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.series import Constraint
from ...lib.words import _

_logger = logging.getLogger(__name__)


class AmazonMarketplace(models.Model):
    """A place where Amazon sells, such as Amazon.de.

    Amazon's own 23 are data of this module (source:
    https://developer-docs.amazon.com/sp-api/docs/marketplace-ids); others can be added by hand.
    """

    _name = 'amazon.marketplace'
    _description = "Amazon Marketplace"
    _order = 'name'
    _rec_names_search = ['name', 'country_id']

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

    @api.constrains('active')
    def _check_archived_are_not_synchronized(self):
        self.filtered(lambda marketplace: not marketplace.active)._check_not_synchronized()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_synchronized(self):
        self._check_not_synchronized()

    def _check_not_synchronized(self):
        """Check that no account's orders of these would silently not be read any more.

        :raise ValidationError: if one synchronizes them; says which.
        """
        accounts = self.env['amazon.account'].sudo().with_context(active_test=False)
        for marketplace in self:
            found = accounts.search([('active_marketplace_ids', 'in', marketplace.ids)])
            if found:
                raise ValidationError(_(
                    "%(marketplace)s is synchronized by %(accounts)s. Take it off the list there "
                    "first, or its orders would silently not be read any more.",
                    marketplace=marketplace.name, accounts=", ".join(found.mapped('name')),
                ))

    @api.model
    def _unarchive_synchronized(self):
        """Unarchive what accounts synchronize: up to version 1.4.0, it could be archived.

        The responsible is told, since orders are missing.

        :return: the accounts.
        :rtype: amazon.account
        """
        accounts = self.env['amazon.account'].with_context(active_test=False).search([
            ('active_marketplace_ids.active', '=', False),
        ])
        for account in accounts:
            archived = account.active_marketplace_ids.filtered(lambda place: not place.active)
            names = ", ".join(archived.mapped('name'))
            _logger.info("%s is synchronized by %s: unarchived", names, account.name)
            account.activity_schedule(
                'mail.mail_activity_data_warning',
                summary=_("Orders of %s were not read", names),
                note=_(
                    "%s was archived, so its orders were not read, without a word. It is "
                    "unarchived now, and new orders are read. Import Older Orders gets "
                    "the others. If you do not sell there, take it off the list of synchronized "
                    "marketplaces.",
                    names,
                ),
                user_id=account._responsible().id,
            )
        accounts.active_marketplace_ids.filtered(lambda place: not place.active).active = True
        return accounts.with_context(active_test=True)

    @api.model
    def _ids_by_ref(self):
        """Return the marketplaces by Amazon's identifier, archived ones too.

        :rtype: dict[str, int]
        """
        # There are two dozen of them.
        marketplaces = self.with_context(active_test=False).search([])  # pylint: disable=no-search-all
        return {marketplace.marketplace_ref: marketplace.id for marketplace in marketplaces}
