from odoo import fields, models

from ...lib.series import Constraint


class AmazonAccountRow(models.AbstractModel):
    """What of an account stands in a row of its own.

    Nobody waits for it who writes something else, and no fault of something else refuses it.
    """

    _name = 'amazon.account.row'
    _description = "Part of an Amazon Account"
    # To be said again by each class: Odoo asks none that is inherited.
    _log_access = False
    _rec_name = 'account_id'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )

    _unique_account = Constraint('unique(account_id)', "An account has only one of these.")
