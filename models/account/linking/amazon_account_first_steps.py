from odoo import api, fields, models

from ....lib.linking.first_step import FirstStep
from ....lib.words import _

RESTRICTED = 'mail.restrict.template.rendering'


class AmazonAccount(models.Model):
    """What is left to do until the account runs by itself: a list that ticks itself off."""

    _inherit = 'amazon.account'

    first_steps_list = fields.Html(
        string="First Steps", compute='_compute_first_steps', sanitize=False
    )
    is_beginning = fields.Boolean(
        compute='_compute_first_steps', help="Whether first steps are left, and shown."
    )
    is_first_steps_hidden = fields.Boolean(
        string="First Steps Hidden", copy=False, help="Nobody wants to be reminded of the rest."
    )

    @api.depends('state', 'is_first_steps_hidden')
    @api.depends_context('lang')
    def _compute_first_steps(self):
        for account in self:
            steps = account.id and not account.is_first_steps_hidden and account._first_steps()
            account.is_beginning = bool(steps) and not all(step.is_done for step in steps)
            account.first_steps_list = account.is_beginning and self.env['ir.qweb']._render(
                'amazon_connector.first_steps', {'steps': steps}
            )

    def _first_steps(self):
        """Return what is to be done once, in its order; each room adds its own.

        :rtype: list[FirstStep]
        """
        self.ensure_one()
        return [
            FirstStep(
                name=_("Keep secrets secret"),
                is_done=bool(self.env['ir.config_parameter'].sudo().get_param(RESTRICTED)),
                how=_(
                    "So that nobody reads Amazon's credentials by an e-mail template: a system "
                    "administrator switches on Restrict Template Rendering, under Settings > "
                    "General Settings."
                ),
            ),
            FirstStep(
                name=_("Link with Amazon"),
                is_done=self.state == 'linked',
                how=_("The button above leads you through it, in a quarter of an hour."),
            ),
        ]

    def action_hide_first_steps(self):
        """Remind nobody of what is left.

        :return: True
        """
        self._check_may_set_up()
        self.is_first_steps_hidden = True
        return True
