from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.words import _

DAYS_BACK = 14
# Who types a year of two digits means no emperor's time; before, Amazon had no sellers.
FIRST_DAY = date(2000, 1, 1)


class AmazonImportOrdersChoice(models.AbstractModel):
    """Which orders of before are imported: asked while an account is linked, and later."""

    _name = 'amazon.import.orders.choice'
    _description = "Choice of Amazon Orders to Import"

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

    def _moment(self):
        """Return when the day begins that a person has entered, where that person is (naive UTC).

        :rtype: datetime
        :raise UserError: if it lies in the future.
        """
        if self.since > fields.Date.context_today(self):
            raise UserError(_("Enter a day in the past: orders that come are imported anyway."))
        since = max(self.since, FIRST_DAY)
        midnight = datetime.combine(since, time.min, ZoneInfo(self.env.user.tz or 'UTC'))
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)
