from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.words import _


class AmazonAccount(models.Model):
    """Where an account's goods at Amazon are."""

    _inherit = 'amazon.account'

    location_id = fields.Many2one(
        comodel_name='stock.location',
        string="Amazon Location",
        domain="[('usage', '=', 'internal')]",
        check_company=True,
        help="Where your goods at Amazon are. "
        "Left empty, it is the location shared by all Amazon accounts of the company.",
    )

    @api.model
    def _shared_fields(self):
        return super()._shared_fields() | {'location_id'}

    def _fill_in_shared_records(self):
        result = super()._fill_in_shared_records()
        for account in self.filtered(lambda account: not account.location_id):
            account.location_id = account._shared_location()
        return result

    def _shared_location(self):
        shared = self._sibling_accounts().location_id.filtered('active')[:1]
        return shared or self.env['stock.location'].sudo()._amazon_location(self.company_id)

    @api.constrains('location_id')
    def _check_location_id(self):
        self.location_id._check_fit_for_amazon()

    def _location_of(self, marketplace):
        """Return where the goods are that Amazon ships for a marketplace.

        :param amazon.marketplace marketplace: which one.
        :rtype: stock.location
        :raise UserError: if there is none any more.
        """
        location = self._setting_of(marketplace).location_id or self.location_id
        if not location:
            raise UserError(_(
                "The Amazon account “%s” has no Amazon Location: it was deleted. Choose one.",
                self.name,
            ))
        return location

    def _warehouse_of(self, marketplace, channel):
        """Override of the accounts' room: what Amazon ships belongs to the warehouse of its goods.

        Nobody there has to do anything, though.
        """
        if channel == 'fba':
            return self._location_of(marketplace).warehouse_id
        return super()._warehouse_of(marketplace, channel)
