from odoo import fields, models

from ...lib.clock import database_now
from ...lib.series import Constraint
from ...lib.words import Sentence


class AmazonProblem(models.Model):
    """What keeps an account from one kind of its work at present.

    It is gone as soon as that work is done again.
    """

    _name = 'amazon.problem'
    _description = "Amazon Problem"
    _rec_name = 'message'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True)
    kind = fields.Char(
        string="Kind of Work", required=True, readonly=True, help="Such as orders, or pickings."
    )
    message = Sentence(readonly=True, help="What happened, and what to do.")
    trace = fields.Char(
        string="For Amazon's Support",
        readonly=True,
        groups='amazon_connector.group_amazon_manager',
        help="The call that Amazon did not answer well, and Amazon's number of it.",
    )
    since = fields.Datetime(
        required=True, readonly=True, default=lambda self: database_now(self.env)
    )
    refused_since = fields.Datetime(readonly=True, help="Since when Amazon denies access.")
    refusals = fields.Integer(readonly=True, help="How often in a row Amazon has denied access.")
    next_attempt = fields.Datetime(readonly=True, help="Until then Amazon is left in peace.")

    _unique_kind = Constraint('unique(account_id, kind)', "An account has one problem of a kind.")
