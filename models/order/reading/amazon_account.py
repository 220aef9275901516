from datetime import datetime, timedelta

from odoo import fields, models

from ....lib.clock import database_now
from ....lib.differences import write_differences
from ....lib.words import _

# Calls that the second look leaves to the news, to pages, and to people who click.
CALLS_TO_LEAVE = 8
# Nobody who sells waits for longer without a look at what is wrong.
MOST_HOURS_WITHOUT_ORDERS = timedelta(hours=3)
NO_ORDERS = 'amazon_connector.mail_activity_no_orders'


class AmazonAccount(models.Model):
    """What an account has read of Amazon's time line, and what became of the rest."""

    _inherit = 'amazon.account'

    reading_ids = fields.One2many(
        comodel_name='amazon.order.reading',
        inverse_name='account_id',
        readonly=True,
        groups='base.group_system',
    )
    marketplaces_read_since = fields.Json(
        copy=False,
        groups='base.group_system',
        help="Since when each marketplace was read: what changed before is left alone.",
    )
    marketplaces_left = fields.Json(
        copy=False,
        groups='base.group_system',
        help="Until when marketplaces were read that are not asked for any more.",
    )

    # === READINGS === #

    def _reading(self, kind):
        """Return a reading; the empty one, if there is none.

        :param str kind: see :class:`AmazonOrderReading`.
        :rtype: amazon.order.reading
        """
        return self.sudo().reading_ids.filtered(lambda reading: reading.kind == kind)

    def _ensure_reading(self, kind, **values):
        return self._reading(kind) or self.sudo().reading_ids.create({
            'account_id': self.id, 'kind': kind, **values
        })

    def _has_begun_to_read(self):
        is_noted = bool(self.sudo().marketplaces_read_since)
        return is_noted and bool(self._reading('new') and self._reading('again'))

    def _begin_to_read(self):
        """Note that an account has begun to read."""
        self._ensure_reading('new')
        self._ensure_reading('again', ended=database_now(self.env))
        self._note_since()

    def _readings_due(self, is_asked):
        """Return what is to be read now, the most important first.

        :param bool is_asked: whether a person waits for it.
        :rtype: amazon.order.reading
        """
        news = self._reading('new')
        readings = news if is_asked or news._is_due() else news.browse()
        return readings + self._reading('open').filtered('goal') + self._reading('again').filtered(
            lambda look: look.goal or not look._is_resting()
        )

    def _is_amid_pages(self):
        """Return whether Amazon has more pages of what the account began to read."""
        return bool((self._reading('new') + self._reading('open')).filtered('page_token'))

    def _has_calls_to_spare(self):
        return self._calls_left('searchOrders') > CALLS_TO_LEAVE

    # === ORDERS OF BEFORE === #

    def action_import_orders(self):
        """Ask which orders of before are to be imported."""
        self.ensure_one()
        self._check_may_set_up()
        return {
            'type': 'ir.actions.act_window',
            'name': _("Import Older Orders"),
            'res_model': 'amazon.import.orders.wizard',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_account_id': self.id},
        }

    def _import_orders_since(self, since, choice):
        """Have orders of before read from Amazon, soon.

        :param datetime since: those that changed on Amazon since then (naive UTC).
        :param str choice: 'open' for those that are still to be shipped, 'all' or 'none'.
        """
        if choice == 'none':
            return
        since = max(since, self._earliest_orders_sync())
        if choice == 'all':
            self.last_orders_sync = min(since, self.last_orders_sync)
        else:
            self._ensure_reading('open')._begin_anew(since)
        self._wake_up('orders')

    # === SINCE WHEN === #

    def _read_since_by_ref(self):
        """Return since when each marketplace that is asked for was read (naive UTC), by its ref."""
        noted = self.sudo().marketplaces_read_since or {}
        return {
            ref: fields.Datetime.to_datetime(noted.get(ref)) or self.last_orders_sync
            for ref in self._marketplaces_to_ask().mapped('marketplace_ref')
        }

    def _read_since(self):
        """Return since when any marketplace was read."""
        return min(self._read_since_by_ref().values(), default=self.last_orders_sync)

    def _all_read_since(self):
        """Return since when all marketplaces were read that news are asked of by now."""
        last = self.last_orders_sync
        return max(
            (since for since in self._read_since_by_ref().values() if since <= last), default=last
        )

    def _next_read_since(self, moment):
        """Return when, after a moment, the next marketplace began to be read; None if none did."""
        return min(
            (since for since in self._read_since_by_ref().values() if since > moment), default=None
        )

    def _marketplaces_of(self, reading, start):
        """Return which marketplaces a reading asks for (Amazon's ids).

        What changed before a marketplace was on the list is no business of anybody, be it that
        others are read again.
        """
        until = {'new': self.last_orders_sync, 'open': datetime.max, 'again': start}[reading.kind]
        return [ref for ref, moment in self._read_since_by_ref().items() if moment <= until]

    def _note_since(self):
        """Note since when the marketplaces on the list are read: from the first time they were."""
        self.ensure_one()
        account = self.sudo()
        if not account.last_orders_sync:
            return
        now = fields.Datetime.to_string(account.last_orders_sync)
        noted = dict(account.marketplaces_read_since or {})
        for ref in account.active_marketplace_ids.mapped('marketplace_ref'):
            noted[ref] = min(noted.get(ref, now), now)
        write_differences(account, {'marketplaces_read_since': noted or False})

    # === MARKETPLACES THAT COME AND GO === #

    def _leave_marketplaces(self, marketplaces):
        """Note until when marketplaces were read that are not asked for any more."""
        account = self.sudo()
        until = fields.Datetime.to_string(account.last_orders_sync)
        left = {ref: until for ref in marketplaces.mapped('marketplace_ref')}
        account.marketplaces_left = {**left, **(account.marketplaces_left or {})} or False

    def _go_back_for(self, marketplaces):
        """Have marketplaces that are asked for again be read from where they were left.

        The others are read again from then on, too: what has not changed costs no write.
        """
        account = self.sudo()
        since = account.marketplaces_read_since
        left = dict(account.marketplaces_left or {})
        back = [
            left.pop(ref) for ref in marketplaces.mapped('marketplace_ref') if ref in left
        ]
        write_differences(account, {
            'marketplaces_left': left or False,
            'last_orders_sync': min(
                [account.last_orders_sync, *map(fields.Datetime.to_datetime, back)]
            ),
        })
        # Of those that were not on the list then, nothing is read that is older than that.
        write_differences(account, {'marketplaces_read_since': since})

    # === NO ORDERS FOR HOURS === #

    def _is_late(self):
        """Return whether nothing was read for hours, of an account that is to read."""
        since = self._reading('new').read_date
        return self.state == 'linked' and bool(since) and (
            since < database_now(self.env) - MOST_HOURS_WITHOUT_ORDERS
        )

    def _is_to_watch(self):
        """Return whether there is anything to tell of what is read, or to take back."""
        return self._is_late() != self._reading('new').is_missed

    def _watch_reading(self):
        """Ask the responsible, once, to look after an account that has read nothing for hours."""
        if not self._is_to_watch():
            return
        news = self._reading('new')
        news.is_missed = self._is_late()
        if news.is_missed:
            self.activity_schedule(
                NO_ORDERS, note=self._what_keeps_orders_away(), user_id=self._responsible().id
            )
        else:
            self.activity_unlink([NO_ORDERS])

    def _what_keeps_orders_away(self):
        if self.active_marketplace_ids and not self._marketplaces_to_ask():
            return _("Amazon denies orders of %s.", self._names_of_denied())
        return self._problem('orders').message or _(
            "The scheduled action “%s” does not read the orders. In developer mode, see whether it "
            "is active: Settings > Technical > Scheduled Actions. Until then, use Sync Orders.",
            self.sudo().orders_cron_id.name,
        )
