from odoo import api, fields, models

from ...lib.clock import database_now
from ...lib.linking import pasted
from ...lib.words import _


class AmazonLinkAccountWizard(models.TransientModel):
    """Leads through the link of a shop, step by step; each room may add steps.

    What is entered is the account's: nothing of it is kept here.
    """

    _name = 'amazon.link.account.wizard'
    _description = "Link with Amazon"
    _rec_name = 'account_id'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )
    step = fields.Selection(
        selection=[('values', "Credentials"), ('works', "What Works"), ('done', "Done")],
        default='values',
        readonly=True,
    )
    state = fields.Selection(related='account_id.state')
    base_marketplace_id = fields.Many2one(related='account_id.base_marketplace_id', readonly=False)
    client_id = fields.Char(
        related='account_id.client_id', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    client_secret = fields.Char(
        related='account_id.client_secret', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    secret_issued_on = fields.Date(default=lambda self: database_now(self.env).date())
    refresh_token = fields.Char(
        related='account_id.refresh_token', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    seller_ref = fields.Char(
        related='account_id.seller_ref', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    is_public_application = fields.Boolean(
        related='account_id.is_public_application', readonly=False
    )
    application_ref = fields.Char(related='account_id.application_ref', readonly=False)
    is_draft_application = fields.Boolean(
        related='account_id.is_draft_application', readonly=False
    )
    login_uri = fields.Char(related='account_id.login_uri')
    redirect_uri = fields.Char(related='account_id.redirect_uri')
    consent_help = fields.Html(related='account_id.consent_help')
    permissions_list = fields.Html(related='account_id.permissions_list')
    first_steps_list = fields.Html(related='account_id.first_steps_list')
    what_follows = fields.Char(compute='_compute_what_follows')

    @api.depends('step')
    def _compute_what_follows(self):
        for wizard in self:
            wizard.what_follows = wizard.account_id._what_follows_the_link()

    @api.onchange(*pasted.ASKED)
    def _onchange_pasted(self):
        account = self.account_id
        return account._warning_of(account._mistakes_in(self))

    def action_next(self):
        """Do what the step is about, and go on to the next one.

        :return: the action that shows it.
        :rtype: dict
        :raise UserError: if something is wrong; says what to do.
        """
        self.ensure_one()
        self.account_id._check_may_set_up()
        self._leave_step()
        steps = self._steps()
        self.step = [*steps, steps[-1]][steps.index(self.step) + 1]
        return self._open()

    def action_ask_consent(self):
        """Lead to Amazon's consent page: there, a public application is authorised.

        :return: the action that does.
        :rtype: dict
        """
        self.ensure_one()
        self.account_id._check_may_set_up()
        self._date_secret()
        return self.account_id.action_ask_consent()

    def _date_secret(self):
        if self.account_id.state == 'draft':
            self.account_id.secret_issued_on = self.secret_issued_on

    @api.model
    def _steps(self):
        """Return the steps in their order; each room may put its own among them.

        :rtype: list[str]
        """
        return ['values', 'works', 'done']

    def _leave_step(self):
        """Do what the step is about."""
        if self.step == 'values':
            self._date_secret()
            self.account_id._link()
            self.account_id._try_permissions()

    def _open(self):
        return {
            'type': 'ir.actions.act_window',
            'name': _("Link with Amazon"),
            'res_model': self._name,
            'res_id': self.id,
            'view_mode': 'form',
            'target': 'new',
        }
