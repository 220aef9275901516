from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.words import _

DAYS_BACK = 14


class AmazonImportOrdersWizard(models.TransientModel):
    """Asks which orders of before are imported: when an account is linked, or later."""

    _name = 'amazon.import.orders.wizard'
    _description = "Import Amazon Orders Since"

    account_id = fields.Many2one(comodel_name='amazon.account', required=True, readonly=True)
    is_linked = fields.Boolean(compute='_compute_is_linked')
    choice = fields.Selection(
        selection=[
            ('open', "What is still to be shipped"),
            ('all', "All orders, shipped ones too"),
            ('none', "Only what is ordered from now on"),
        ],
        string="Orders",
        required=True,
        default='open',
    )
    since = fields.Date(
        string="Changed on Amazon Since",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=DAYS_BACK),
    )

    def _compute_is_linked(self):
        for wizard in self:
            wizard.is_linked = wizard.account_id.state == 'linked'

    def action_import(self):
        """Link the account, if it is not linked yet, and have orders of before imported.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon refuses or cannot be reached; says what to do.
        """
        self.ensure_one()
        account = self.account_id
        account._check_may_set_up()
        if account.state != 'linked':
            account._link()
        account._import_orders_since(self._moment(), self.choice)
        return account._notification(
            _("%s is linked with Amazon.", account.name),
            self._what_follows(),
            kind='success',
        )

    def _moment(self):
        """Return when the day begins that a person has entered, where that person is (naive UTC).

        :rtype: datetime
        :raise UserError: if it lies in the future.
        """
        if self.since > fields.Date.context_today(self):
            raise UserError(_("Enter a day in the past: orders that come are imported anyway."))
        midnight = datetime.combine(self.since, time.min, ZoneInfo(self.env.user.tz or 'UTC'))
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    def _what_follows(self):
        follows = self.account_id._what_follows_the_link()
        if self.choice == 'none':
            return follows
        return _("Orders of before are being fetched now. %s", follows)
