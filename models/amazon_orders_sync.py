from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime

from .job import AccountBusy, Job
from .series import check_access

# A click is answered within this many seconds; what is left goes on in the background.
CLICK_SECONDS = 45
NO_PAGE_REACHED = {
    'orders_page_token': False,
    'orders_page_date': False,
    'orders_window_start': False,
    'orders_window_end': False,
}


class AmazonOrdersSync(models.AbstractModel):
    """How an account gets its orders from Amazon: when it did, and how far it came."""

    _name = 'amazon.orders.sync'
    _description = "Amazon Orders Synchronization"

    last_orders_sync = fields.Datetime(
        copy=False,
        help="Orders that changed on Amazon since then are fetched by the next synchronisation.",
    )
    orders_sync_message = fields.Char(
        string="Last Problem",
        readonly=True,
        copy=False,
        help="Why the last synchronisation could not read all orders.",
    )

    # === THE PLACE REACHED IN A SEQUENCE OF PAGES === #
    orders_page_token = fields.Char(readonly=True, copy=False, groups='base.group_system')
    orders_page_date = fields.Datetime(readonly=True, copy=False, groups='base.group_system')
    orders_window_start = fields.Datetime(readonly=True, copy=False, groups='base.group_system')
    orders_window_end = fields.Datetime(readonly=True, copy=False, groups='base.group_system')

    @api.constrains('last_orders_sync')
    def _check_last_orders_sync(self):
        for account in self:
            if account.last_orders_sync and account.last_orders_sync > fields.Datetime.now():
                raise ValidationError(_(
                    "Last Orders Sync lies in the future: what changes on Amazon until then "
                    "would not be read."
                ))

    def _check_entered_orders_sync(self):
        """Check what a person enters. Jobs put down where they are, however old that is.

        It is no constraint: since 19.0, these do not know whose values they check.
        """
        if self.env.su:
            return
        for account in self:
            earliest = account._earliest_orders_sync()
            if account.last_orders_sync and account.last_orders_sync < earliest:
                raise ValidationError(_(
                    "Last Orders Sync lies before %(date)s. Amazon does not tell of older orders: "
                    "it keeps them for two years, and since 2016 in Japan, Australia and "
                    "Singapore.",
                    date=format_datetime(account.env, earliest, dt_format='short'),
                ))

    def _earliest_orders_sync(self):
        """Return since when Amazon tells of orders that changed.

        Source: the description of the model orders_2026-01-01.json of
        https://github.com/amzn/selling-partner-api-models. The three marketplaces that it excepts
        are those of the Far East.

        :return: a moment (naive UTC).
        :rtype: datetime
        """
        self.ensure_one()
        if self.base_marketplace_id.region == 'fe':
            return datetime(2016, 1, 1)
        return fields.Datetime.now() - relativedelta(years=2)

    def action_sync_orders(self):
        """Fetch and import what changed on Amazon since the last synchronisation, now.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if the account is not linked, or if another job works for it already.
        """
        self.ensure_one()
        check_access(self.env['amazon.order'], 'read')
        check_access(self, 'read')
        self._check_can_work(must_be_linked=False)
        account = self.sudo()
        job = Job(account, CLICK_SECONDS)
        if account.state != 'linked':
            job.do(account._link)
        # A person who clicks has just mended something: do not make them wait for the next pause.
        job.do(lambda: account.env['amazon.order']._end_pauses(account))
        before = account.sale_order_count
        is_work_left = account._sync_orders(job)
        return account._sync_notification(before, is_work_left)

    def _cron_sync_orders(self):
        """Entry point of the account's scheduled action."""
        if not self._is_in_use():
            return
        # What a run left over is finished before Amazon is asked for more.
        is_to_fetch = self.orders_page_token or not self.env['amazon.order']._has_left_over(self)
        try:
            self._sync_orders(Job(self, Job.cron_seconds()), is_to_fetch)
        except AccountBusy:
            self._come_back_soon('orders')

    def _sync_orders(self, job, is_to_fetch=True):
        """Fetch what changed on Amazon and make sales orders of it, until done or out of time.

        :param Job job: this run.
        :param bool is_to_fetch: whether to ask Amazon, or only to import what is in the inbox.
        :return: whether the scheduled action was asked to go on.
        :rtype: bool
        :raise AccountBusy: if another job works for the account.
        """
        account = self._at_work()
        go_on_at = is_to_fetch and account.env['amazon.order.fetch']._fetch(account, job)
        if account.env['amazon.order.import']._import_all(account, job):
            go_on_at = fields.Datetime.now()
        if job.repeat(lambda: account.env['amazon.order']._compare_changed(account)):
            go_on_at = fields.Datetime.now()
        if go_on_at:
            job.do(lambda: account._wake_up('orders', go_on_at))
        return bool(go_on_at)

    def _sync_notification(self, sale_orders_before, is_work_left):
        self.invalidate_recordset(['sale_order_count', 'attention_count'])
        imported = self.sale_order_count - sale_orders_before
        sentences = [_("Orders imported: %s.", imported)]
        if self.attention_count:
            sentences.append(_("Orders that need your attention: %s.", self.attention_count))
        if self.orders_sync_message:
            sentences.append(self.orders_sync_message)
        elif is_work_left:
            sentences.append(_("The rest goes on in the background."))
        kind = 'warning' if self.attention_count or self.orders_sync_message else 'success'
        return self._notification(_("Orders synchronised"), ' '.join(sentences), kind=kind)
