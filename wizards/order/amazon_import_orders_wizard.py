from odoo import fields, models

from ...lib.words import _


class AmazonImportOrdersWizard(models.TransientModel):
    """Asks which orders of before are imported, of an account that is linked."""

    _name = 'amazon.import.orders.wizard'
    _inherit = 'amazon.import.orders.choice'
    _description = "Import Amazon Orders Since"

    account_id = fields.Many2one(comodel_name='amazon.account', required=True, readonly=True)

    def action_import(self):
        """Have orders of before imported.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if the account is not linked.
        """
        self.ensure_one()
        account = self.account_id
        account._check_may_set_up()
        account._check_can_work()
        account._import_orders_since(self._moment(), self.choice)
        return account._notification(
            _("Import Older Orders"), self._what_follows(), kind='success',
        )

    def _what_follows(self):
        follows = self.account_id._what_follows_the_link()
        if self.choice == 'none':
            return follows
        return _("Orders of before are being fetched now. %s", follows)
