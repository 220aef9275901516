from odoo import fields, models


class AmazonAccountProgress(models.Model):
    """How far jobs have come, apart from what people enter: neither has to wait for the other.

    Who asks Amazon something else than before, such as of other marketplaces, writes here, too: a
    job that waits for an answer to the former question cannot note it any more, and asks anew.
    """

    _name = 'amazon.account.progress'
    _inherit = 'amazon.account.row'
    _log_access = False
    _description = "Amazon Progress"

    questions = fields.Integer(
        readonly=True, help="How often Amazon was to be asked something else than before."
    )
