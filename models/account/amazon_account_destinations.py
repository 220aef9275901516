from odoo import api, fields, models


class AmazonAccount(models.Model):
    """Where an account's orders go in Odoo: sales team, warehouse, stock location."""

    _inherit = 'amazon.account'

    team_id = fields.Many2one(
        comodel_name='crm.team',
        string="Sales Team",
        check_company=True,
        help="Left empty, it is the team shared by all Amazon accounts of the company.",
    )
    location_id = fields.Many2one(
        comodel_name='stock.location',
        string="Amazon Location",
        domain="[('usage', '=', 'internal')]",
        check_company=True,
        help="Where your goods at Amazon are. "
        "Left empty, it is the location shared by all Amazon accounts of the company.",
    )
    warehouse_id = fields.Many2one(
        comodel_name='stock.warehouse',
        string="FBM Warehouse",
        compute='_compute_warehouse_id',
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        help="Orders that you ship yourself are shipped from here. "
        "Left empty, it is the warehouse that Odoo proposes for the responsible.",
    )
    marketplace_setting_ids = fields.One2many(
        comodel_name='amazon.marketplace.setting',
        inverse_name='account_id',
        string="Different for These Marketplaces",
    )

    @api.depends('company_id')
    def _compute_warehouse_id(self):
        for account in self:
            user = account.user_id or self.env.user
            account.warehouse_id = user.with_company(
                account.company_id
            )._get_default_warehouse_id()

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts._fill_in_shared_records()
        return accounts

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {'team_id', 'location_id'}:
            self._fill_in_shared_records()
        return result

    # === SHARED BY ALL ACCOUNTS OF A COMPANY === #

    def _fill_in_shared_records(self):
        """Give accounts the team and the location that the company's Amazon accounts share."""
        for account in self:
            if not account.team_id:
                account.team_id = account._shared_team()
            if not account.location_id:
                account.location_id = account._shared_location()

    def _sibling_accounts(self):
        return self.with_context(active_test=False).search([
            ('company_id', '=', self.company_id.id), ('id', '!=', self.id),
        ], order='id')

    def _shared_team(self):
        return self._sibling_accounts().team_id[:1] or self.env['crm.team'].sudo().create({
            'name': "Amazon",
            'company_id': self.company_id.id,
        })

    def _shared_location(self):
        shared = self._sibling_accounts().location_id.filtered('active')[:1]
        locations = self.env['stock.location'].sudo()
        return shared or locations._create_amazon_location(self.company_id)

    # === PER MARKETPLACE === #

    def _setting_of(self, marketplace):
        """Return what is different for a marketplace; an empty record if nothing is.

        :rtype: amazon.marketplace.setting
        """
        return self.marketplace_setting_ids.filtered(
            lambda setting: setting.marketplace_id == marketplace
        )

    def _team_of(self, marketplace):
        return self._setting_of(marketplace).team_id or self.team_id

    def _location_of(self, marketplace):
        return self._setting_of(marketplace).location_id or self.location_id

    def _warehouse_of(self, marketplace, channel):
        """Return the warehouse whose orders those of a marketplace are.

        What Amazon ships belongs to the warehouse that the goods at Amazon belong to, although
        nobody there has to do anything.

        :param amazon.marketplace marketplace: where they are sold.
        :param str channel: 'fbm' or 'fba'.
        :return: the warehouse; empty, if Odoo is to propose one.
        :rtype: stock.warehouse
        """
        if channel == 'fba':
            return self._location_of(marketplace).warehouse_id
        return self._setting_of(marketplace).warehouse_id or self.warehouse_id
