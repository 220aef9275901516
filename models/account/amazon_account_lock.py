from odoo import fields, models


class AmazonAccountLock(models.Model):
    """What a job holds while it works for an account, apart from all that anybody writes."""

    _name = 'amazon.account.lock'
    _inherit = 'amazon.account.row'
    _log_access = False
    _description = "Amazon Lock"

    turns = fields.Integer(readonly=True, help="How many steps were done under it.")
