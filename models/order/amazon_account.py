import re
from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ...lib.clock import database_now
from ...lib.differences import write_differences
from ...lib.job import Job
from ...lib.series import check_access
from ...lib.words import Sentence, _
from ..account.amazon_account_connection import ADDRESSES, CREDENTIALS
from ..account.amazon_account_schedule import KindOfWork
from .reading.amazon_order_reading import DELAYS

# How often orders are fetched. Amazon allows 20 searches an hour: what is left is for pages, and
# for a second look at what it shows late.
MINUTES_BETWEEN_ORDERS_SYNCS = 5

# A click is answered within this many seconds; what is left goes on in the background.
CLICK_SECONDS = 45
RATE_ACTIVITY = 'amazon_connector.mail_activity_rate'
# What Amazon is asked; a sequence of pages is over as soon as another question is asked.
QUESTION = {'active_marketplace_ids', *CREDENTIALS, *ADDRESSES}


class AmazonAccount(models.Model):
    """How an account gets its orders from Amazon: when it did, and how far it came."""

    _inherit = 'amazon.account'

    last_orders_sync = fields.Datetime(related='progress_ids.last_orders_sync', readonly=False)
    orders_sync_message = Sentence(
        string="Last Problem",
        compute='_compute_orders_problem',
        help="Why the last synchronization could not read all orders.",
    )

    orders_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Orders",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )

    # === SMART BUTTONS === #
    sale_order_count = fields.Integer(compute='_compute_order_counts', string="Orders")
    amazon_order_count = fields.Integer(compute='_compute_order_counts', string="Amazon Orders")
    attention_count = fields.Integer(compute='_compute_order_counts', string="Orders to Look At")

    @api.depends('problem_ids.kind', 'problem_ids.message')
    def _compute_orders_problem(self):
        for account in self:
            account.orders_sync_message = account._message_of('orders')

    def _compute_order_counts(self):
        sale_orders = self._count('sale.order', 'amazon_account_id')
        amazon_orders = self._count('amazon.order')
        to_look_at = self._count('amazon.order', domain=[('state', 'in', ('failed', 'conflict'))])
        for account in self:
            account.sale_order_count = sale_orders.get(account.id, 0)
            account.amazon_order_count = amazon_orders.get(account.id, 0)
            account.attention_count = to_look_at.get(account.id, 0)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts._check_entered_orders_sync()
        for account in accounts:
            account._note_since()
        return accounts

    def write(self, vals):
        if 'company_id' in vals:
            self._check_may_move_to(vals['company_id'])
        before = {}
        if 'active_marketplace_ids' in vals:
            before = {account: account.active_marketplace_ids for account in self}
        result = super().write(vals)
        for account, marketplaces in before.items():
            account._follow_marketplaces(marketplaces)
        if 'last_orders_sync' in vals:
            self._check_entered_orders_sync()
        if vals.keys() & {'last_orders_sync', 'active_marketplace_ids'}:
            for account in self:
                account._note_since()
        if vals.keys() & QUESTION:
            self.sudo().reading_ids._start_over()
            self._ask_anew()
        elif 'last_orders_sync' in vals:
            for account in self:
                account._reading('new')._start_over()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_orders(self):
        self._check_nothing_is_left('sale.order', [('amazon_account_id', 'in', self.ids)])

    def _check_may_move_to(self, company_id):
        """Check that accounts of other companies have no orders yet.

        :param int company_id: where they are to belong.
        :raise UserError: if one has.
        """
        moving = self.filtered(lambda account: account.company_id.id != company_id)
        if self.sudo().env['sale.order'].search(
            [('amazon_account_id', 'in', moving.ids)], limit=1
        ):
            raise UserError(_(
                "There are sales orders of this account, which stay in their company. Make an "
                "account for the other company, and archive this one."
            ))

    def _follow_marketplaces(self, before):
        """Note which marketplaces have come and gone.

        :param amazon.marketplace before: what was on the list before.
        """
        if not self.last_orders_sync:
            return
        after = self.active_marketplace_ids
        self._leave_marketplaces(before - after - self.denied_marketplace_ids)
        self._forget_denied(before - after)
        self._go_back_for(after - before)

    # === CONSTRAINT METHODS === #

    @api.constrains('last_orders_sync')
    def _check_last_orders_sync(self):
        for account in self:
            if account.last_orders_sync and account.last_orders_sync > database_now(self.env):
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
        return database_now(self.env) - relativedelta(years=2)

    def _check_order_is_not_of_twin(self, order_ref, marketplace_ref):
        """Check that no other account of the same seller synchronizes an order.

        :param str order_ref: Amazon's reference of the order.
        :param str marketplace_ref: Amazon's reference of its marketplace.
        :raise UserError: if one does; says which one.
        """
        for twin in self._linked_twins():
            marketplaces = twin.active_marketplace_ids.mapped('marketplace_ref')
            if marketplace_ref in marketplaces or self.env['sale.order'].search_count([
                ('amazon_account_id', '=', twin.id), ('amazon_order_ref', '=', order_ref),
            ]):
                raise UserError(_(
                    "The order %(order_ref)s belongs to the account %(account)s: recover it there.",
                    order_ref=order_ref, account=twin.name,
                ))

    # === LINKING === #

    @api.model
    def _kinds_of_work(self):
        return {
            **super()._kinds_of_work(),
            'orders': KindOfWork(
                '_cron_sync_orders', MINUTES_BETWEEN_ORDERS_SYNCS, is_vital=True
            ),
        }

    def _what_follows_the_link(self):
        return _(
            "Its orders are fetched from now on, every %s minutes.", MINUTES_BETWEEN_ORDERS_SYNCS
        )

    def _link(self):
        result = super()._link()
        if not self.last_orders_sync:
            # What is newer, Amazon does not tell yet.
            self.last_orders_sync = database_now(self.env) - DELAYS[0]
        return result

    # === SYNCHRONISING === #

    def action_sync_orders(self):
        """Fetch and import what changed on Amazon since the last synchronization, now.

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
        job.do(account._end_pauses)
        before = account._newest_sale_order()
        job.awaits = {'newest': before}
        is_work_left = account._sync_orders(job, is_asked=True)
        return account._notice_of_orders(before, job.dealt_with, is_work_left)

    def _end_pauses(self):
        self._end_pause('orders')
        self.env['amazon.order']._end_pauses(self)

    def _cron_sync_orders(self):
        """Entry point of the account's scheduled action."""
        self._run_scheduled('orders', lambda job: self._sync_orders(job, self._is_to_fetch()))

    def _is_to_fetch(self):
        """Return whether a scheduled run asks Amazon, or only imports what is in the inbox."""
        if self._is_pausing('orders'):
            return False
        # What a run left over is finished before Amazon is asked for more.
        return self._is_amid_pages() or not self.env['amazon.order']._has_left_over(self)

    def _sync_orders(self, job, is_to_fetch=True, is_asked=False):
        """Fetch what changed on Amazon and make sales orders of it, until done or out of time.

        :param Job job: this run.
        :param bool is_to_fetch: whether to ask Amazon, or only to import what is in the inbox.
        :param bool is_asked: whether a person waits for it.
        :return: whether the scheduled action was asked to go on.
        :rtype: bool
        :raise AccountBusy: if another job works for the account.
        """
        account = self._at_work()
        go_on_at = is_to_fetch and account.env['amazon.order.fetch']._fetch(account, job, is_asked)
        if account.env['amazon.order.import']._import_all(account, job):
            go_on_at = database_now(self.env)
        changed = account.env['amazon.order']._changed(account)
        if account.env['amazon.pace']._work_off(job, changed):
            go_on_at = database_now(self.env)
        if account._is_to_watch():
            job.do(account._watch_reading)
        if go_on_at:
            job.do(lambda: account._go_on('orders', go_on_at, job))
        elif account._is_awaited('orders'):
            tell = account._ring if is_to_fetch else account._note_waiting
            job.do(lambda: tell('orders', job))
        return bool(go_on_at)

    def _ask_for_rate(self, currency):
        """Ask the responsible for the rate of a currency that Odoo has none of: once for all.

        :param res.currency currency: an order's.
        """
        activity = self._question_about_rates()
        names = {currency.name}
        if activity:
            names |= set(re.findall('[A-Z]{3}', activity.summary or ''))
        summary = _("Enter the exchange rates of %s", ", ".join(sorted(names)))
        if activity:
            write_differences(activity, {'summary': summary})
            return
        self.activity_schedule(
            RATE_ACTIVITY,
            summary=summary,
            note=_(
                "Until then, Odoo takes 1 for 1, and Amazon's orders in these currencies cannot be "
                "invoiced. Enter the rates under Invoicing > Configuration > Currencies."
            ),
            user_id=self._responsible().id,
        )

    def _question_about_rates(self):
        """Return the activity that asks for rates, if there is one.

        :rtype: mail.activity
        """
        # Somebody may have deleted the type: then there is none of it.
        type_id = self.env['ir.model.data']._xmlid_to_res_id(RATE_ACTIVITY)
        return self.activity_ids.filtered(
            lambda activity: activity.activity_type_id.id == type_id
        )[:1]

    # === ACTION METHODS === #

    def action_view_sale_orders(self):
        self.ensure_one()
        check_access(self, 'read')
        action = self.env['ir.actions.act_window']._for_xml_id('sale.action_orders')
        action['domain'] = [('amazon_account_id', '=', self.id)]
        action['context'] = {}
        return action

    def action_view_amazon_orders(self):
        return self._view_of_account('amazon_connector.action_amazon_order')

    def action_recover_order(self):
        """Ask for the reference of an order that is to be read from Amazon now."""
        self.ensure_one()
        check_access(self, 'read')
        return {
            'type': 'ir.actions.act_window',
            'name': _("Recover Order"),
            'res_model': 'amazon.recover.order.wizard',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_account_id': self.id},
        }
