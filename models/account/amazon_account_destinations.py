from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.words import _


class AmazonAccount(models.Model):
    """Where an account's orders go in Odoo: sales team, warehouse."""

    _inherit = 'amazon.account'

    team_id = fields.Many2one(
        comodel_name='crm.team',
        string="Sales Team",
        check_company=True,
        help="Left empty, it is the team shared by all Amazon accounts of the company.",
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
        if vals.keys() & self._shared_fields():
            self._fill_in_shared_records()
        return result

    # === SHARED BY ALL ACCOUNTS OF A COMPANY === #

    @api.model
    def _shared_fields(self):
        """Return the fields that are never empty: accounts of a company share what they hold."""
        return {'team_id'}

    def _fill_in_shared_records(self):
        """Give accounts what the company's Amazon accounts share, where they have nothing else."""
        for account in self.filtered(lambda account: not account.team_id):
            account.team_id = account._shared_team()

    def _sibling_accounts(self):
        return self.with_context(active_test=False).search([
            ('company_id', '=', self.company_id.id), ('id', '!=', self.id),
        ], order='id')

    def _shared_team(self):
        values = {'name': "Amazon", 'company_id': self.company_id.id}
        teams = self.env['crm.team'].sudo()
        left = teams.search([(name, '=', value) for name, value in values.items()], limit=1)
        return self._sibling_accounts().team_id[:1] or left or teams.create(values)

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

    def _warehouse_of(self, marketplace, channel):
        """Return the warehouse whose orders those of a marketplace are.

        :param amazon.marketplace marketplace: where they are sold.
        :param str channel: 'fbm' or 'fba'.
        :return: the warehouse; empty, if Odoo is to propose one.
        :rtype: stock.warehouse
        :raise UserError: if it is archived.
        """
        warehouse = self._setting_of(marketplace).warehouse_id or self.warehouse_id
        if warehouse and not warehouse.active:
            raise UserError(_(
                "The warehouse “%s” is archived. Choose another one on the Amazon account, or "
                "unarchive it.", warehouse.name,
            ))
        return warehouse
