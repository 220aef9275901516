from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import database_now
from ...lib.words import _


class AmazonReplaceSecretWizard(models.TransientModel):
    """Asks for another client secret. Nothing of it is kept here."""

    _name = 'amazon.replace.secret.wizard'
    _description = "Replace the Client Secret"
    _rec_name = 'account_id'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )
    next_client_secret = fields.Char(
        string="New Client Secret", related='account_id.next_client_secret', readonly=False,
        related_sudo=False, groups='base.group_system',
    )
    issued_on = fields.Date(
        string="Made On", required=True, default=lambda self: database_now(self.env).date()
    )

    @api.onchange('next_client_secret')
    def _onchange_next_client_secret(self):
        mistakes = self.account_id._mistakes_in_next_secret(self)
        return self.account_id._warning_of(mistakes)

    def action_replace(self):
        """Try out the new secret; the old one is dropped only if Amazon knows it.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon does not; says what to do.
        """
        self.ensure_one()
        account = self.account_id
        account._check_may_set_up()
        mistakes = account._mistakes_in_next_secret(account.sudo())
        if mistakes:
            raise UserError("\n\n".join(mistakes))
        account._replace_secret(self.issued_on)
        return account._notification(
            _("The client secret is replaced"),
            _("Amazon has accepted the new one; the old one is forgotten."),
            kind='success',
        )
