import hashlib
import logging

from odoo import _, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_time

from ..spapi import (
    AmazonError,
    Credentials,
    Endpoints,
    SellingPartner,
    Throttled,
    Unauthorized,
)
from .job import AccountBusy, Job

_logger = logging.getLogger(__name__)

# A click is answered within this many seconds; what is left goes on in the background.
CLICK_SECONDS = 45


NO_PAGE_REACHED = {
    'orders_page_token': False,
    'orders_window_start': False,
    'orders_window_end': False,
}


class AmazonAccount(models.Model):
    """A seller's registration with Amazon: whose orders are read, and where they go in Odoo."""

    _name = 'amazon.account'
    _description = "Amazon Account"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _check_company_auto = True
    _order = 'name'

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name='res.company', required=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        selection=[
            ('draft', "Not Linked"),
            ('linked', "Linked"),
            ('unauthorized', "Link Broken"),
        ],
        string="Status",
        default='draft',
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )

    # === CREDENTIALS === #
    environment = fields.Selection(
        selection=[('production', "Amazon"), ('sandbox', "Amazon's sandbox")],
        default='production',
        required=True,
        groups='base.group_system',
    )
    client_id = fields.Char(
        string="Client ID",
        groups='base.group_system',
        copy=False,
        help="The LWA client identifier of your application (amzn1.application-oa2-client…).",
    )
    client_secret = fields.Char(groups='base.group_system', copy=False)
    refresh_token = fields.Char(
        groups='base.group_system',
        copy=False,
        help="What Amazon shows when you authorise your own application (Atzr|…).",
    )
    seller_ref = fields.Char(
        string="Merchant Token",
        groups='base.group_system',
        copy=False,
        help="Who you are for Amazon (Seller Central: Settings, Account Info, Merchant Token). "
        "Accounts of one seller share what Amazon allows.",
    )
    endpoint_url = fields.Char(
        string="Other API URL",
        groups='base.group_system',
        help="Only to reach something else than Amazon, such as the simulator.",
    )
    lwa_url = fields.Char(
        string="Other Token URL",
        groups='base.group_system',
        help="Where access tokens come from if it is not Amazon.",
    )

    # === MARKETPLACES === #
    base_marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace',
        string="Home Marketplace",
        required=True,
        help="Where the seller is registered; it decides which region's service is asked.",
    )
    available_marketplace_ids = fields.Many2many(
        comodel_name='amazon.marketplace',
        relation='amazon_account_available_marketplace_rel',
        string="Available Marketplaces",
        copy=False,
    )
    active_marketplace_ids = fields.Many2many(
        comodel_name='amazon.marketplace',
        relation='amazon_account_active_marketplace_rel',
        string="Synchronised Marketplaces",
        domain="[('id', 'in', available_marketplace_ids)]",
        copy=False,
        help="Orders are fetched from these marketplaces only.",
    )

    # === ORDERS FOLLOW-UP === #
    user_id = fields.Many2one(
        comodel_name='res.users',
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        help="Salesperson of the orders; hears of what needs a person.",
    )
    team_id = fields.Many2one(
        comodel_name='crm.team',
        string="Sales Team",
        check_company=True,
        help="Left empty, it is the team shared by all Amazon accounts of the company.",
    )
    location_id = fields.Many2one(
        comodel_name='stock.location',
        string="Amazon Location",
        domain="[('usage', '=', 'internal')]",
        check_company=True,
        help="Where your goods at Amazon are. "
        "Left empty, it is the location shared by all Amazon accounts of the company.",
    )
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
    orders_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )

    # === THE PLACE REACHED IN A SEQUENCE OF PAGES === #
    orders_page_token = fields.Char(readonly=True, copy=False, groups='base.group_system')
    orders_window_start = fields.Datetime(readonly=True, copy=False, groups='base.group_system')
    orders_window_end = fields.Datetime(readonly=True, copy=False, groups='base.group_system')

    # === SMART BUTTONS === #
    sale_order_count = fields.Integer(compute='_compute_counts', string="Orders")
    offer_count = fields.Integer(compute='_compute_counts', string="Offers")
    amazon_order_count = fields.Integer(compute='_compute_counts', string="Amazon Orders")
    attention_count = fields.Integer(compute='_compute_counts', string="Orders to Look At")

    def _compute_counts(self):
        def count(model, field, domain=()):
            groups = self.env[model].sudo()._read_group(
                [(field, 'in', self.ids), *domain], [field], ['__count']
            )
            return {account.id: number for account, number in groups}

        sale_orders = count('sale.order', 'amazon_account_id')
        offers = count('amazon.offer', 'account_id')
        amazon_orders = count('amazon.order', 'account_id')
        to_look_at = count('amazon.order', 'account_id', [('state', 'in', ('failed', 'conflict'))])
        for account in self:
            account.sale_order_count = sale_orders.get(account.id, 0)
            account.offer_count = offers.get(account.id, 0)
            account.amazon_order_count = amazon_orders.get(account.id, 0)
            account.attention_count = to_look_at.get(account.id, 0)

    @api.constrains('endpoint_url', 'lwa_url')
    def _check_urls(self):
        for account in self.sudo():
            try:
                account._endpoints()
            except ValueError:
                raise ValidationError(_(
                    "This is not an address that secrets may be sent to. Enter one that begins "
                    "with https://, or with http:// if it is on this very machine (127.0.0.1)."
                )) from None

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        for account in accounts:
            account._fill_in_shared_records()
        return accounts

    def write(self, vals):
        # A sequence of pages is over as soon as another question is asked.
        if vals.keys() & {'last_orders_sync', 'active_marketplace_ids'} and (
            'orders_page_token' not in vals
        ):
            vals = {**vals, **NO_PAGE_REACHED}
        return super().write(vals)

    def unlink(self):
        crons = self.sudo().orders_cron_id
        result = super().unlink()
        crons.unlink()
        return result

    def _fill_in_shared_records(self):
        """Give the account the team and the location that the company's Amazon accounts share."""
        self.ensure_one()
        if not self.team_id:
            self.team_id = self._shared_team()
        if not self.location_id:
            self.location_id = self._shared_location()

    def _sibling_accounts(self):
        return self.with_context(active_test=False).search([
            ('company_id', '=', self.company_id.id), ('id', '!=', self.id),
        ], order='id')

    def _shared_team(self):
        return self._sibling_accounts().team_id[:1] or self.env['crm.team'].sudo().create({
            'name': "Amazon",
            'company_id': self.company_id.id,
        })

    def _shared_location(self):
        siblings = self._sibling_accounts()
        if siblings.location_id:
            return siblings.location_id[:1]
        warehouse = self.env['stock.warehouse'].sudo().search(
            [('company_id', '=', self.company_id.id)], limit=1
        )
        return self.env['stock.location'].sudo().create({
            'name': "Amazon",
            'usage': 'internal',
            'location_id': warehouse.view_location_id.id,
            'company_id': self.company_id.id,
            'replenish_location': True,
        })

    # === ACTION METHODS === #

    def action_link(self):
        """Test the credentials, ask for the marketplaces and start the synchronisation.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon refuses or cannot be reached; says what to do.
        """
        self.check_access_rights('write')
        self._link()
        return self._notification(
            _("%s is linked with Amazon.", self.name),
            _("Its orders are fetched from now on, every ten minutes."),
            kind='success',
        )

    def action_update_available_marketplaces(self):
        """Ask Amazon again where the seller sells.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon refuses or cannot be reached; says what to do.
        """
        self.ensure_one()
        self.check_access_rights('write')
        known_before = self.available_marketplace_ids
        with self._amazon() as amazon:
            participations = self._ask_or_explain(amazon.marketplace_participations)
        self._set_available_marketplaces(participations)
        new_ones = self.available_marketplace_ids - known_before
        return self._notification(
            _("Available marketplaces: %s", len(self.available_marketplace_ids)),
            _("New: %s", ", ".join(new_ones.mapped('name'))) if new_ones else "",
        )

    def action_sync_orders(self):
        """Fetch and import what changed on Amazon since the last synchronisation, now.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if the account is not linked, or if another job works for it already.
        """
        self.ensure_one()
        self.env['amazon.order'].check_access_rights('read')
        self.check_access_rule('read')
        account = self.sudo()
        if account.state != 'linked':
            account._link()
        # A person who clicks has just mended something: do not make them wait for the next pause.
        account.env['amazon.order']._end_pauses(account)
        before = account._count_by_state()
        is_work_left = account._sync_orders(Job(account, CLICK_SECONDS))
        return account._sync_notification(before, is_work_left)

    def action_view_sale_orders(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('sale.action_orders')
        action['domain'] = [('amazon_account_id', '=', self.id)]
        action['context'] = {}
        return action

    def action_view_offers(self):
        return self._view_of_account('amazon_connector.action_amazon_offer')

    def action_view_amazon_orders(self):
        return self._view_of_account('amazon_connector.action_amazon_order')

    def _view_of_account(self, action_xmlid):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id(action_xmlid)
        action['domain'] = [('account_id', '=', self.id)]
        action['context'] = {'default_account_id': self.id}
        return action

    def _notification(self, title, message, kind='info'):
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'title': title,
                'message': message,
                'type': kind,
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }

    # === LINKING === #

    def _link(self):
        self.ensure_one()
        with self._amazon() as amazon:
            participations = self._ask_or_explain(amazon.check_credentials)
        self._set_available_marketplaces(participations)
        self.write({'state': 'linked', 'orders_sync_message': False})
        if not self.last_orders_sync:
            self.last_orders_sync = fields.Datetime.now()
        self._ensure_cron()
        self.activity_unlink(['mail.mail_activity_data_warning'])

    def _ask_or_explain(self, question):
        """Ask Amazon on behalf of a person who waits for the answer.

        :param callable question: a method of :class:`SellingPartner`.
        :return: Amazon's answer.
        :raise UserError: if there is none; says what to do.
        """
        try:
            return question()
        except AmazonError as error:
            raise UserError(self._explain(error)) from None

    def _explain(self, error):
        """Return what a person needs to know of an error.

        :param AmazonError error: what came instead of an answer.
        :return: a sentence or two: what happened, and what to do.
        :rtype: str
        """
        if isinstance(error, Unauthorized):
            return {
                'invalid_client': _(
                    "Amazon does not know this client ID and client secret. Copy both again from "
                    "Seller Central (Develop Apps, LWA credentials); Amazon lets a secret expire "
                    "after 180 days."
                ),
                'invalid_grant': _(
                    "Amazon refuses the refresh token: it was revoked, or belongs to another "
                    "application. Authorise the application again in Seller Central and paste "
                    "the new token."
                ),
                'access_denied': _(
                    "The credentials are good, but Amazon denies access. Check that the "
                    "application has the roles for orders and that the home marketplace is in "
                    "the seller's region, then authorise the application again."
                ),
            }[error.reason]
        if isinstance(error, Throttled):
            return _(
                "Amazon's limit of calls is used up; the next one is allowed at %s.",
                format_time(
                    self.env,
                    error.available_at.replace(tzinfo=None),
                    tz=self.env.context.get('tz'),
                    time_format='short',
                ),
            )
        return _("Amazon did not give an answer that can be used: %s", error)

    def _set_available_marketplaces(self, participations):
        """Remember where the seller sells; marketplaces that are new are synchronised at once.

        What was chosen before the account was linked is a choice, too.
        """
        refs = [p.marketplace_ref for p in participations if p.is_participating]
        marketplaces = self.env['amazon.marketplace'].search([('marketplace_ref', 'in', refs)])
        if not marketplaces:
            raise UserError(_("The seller takes part in no marketplace that is known here."))
        active = self.active_marketplace_ids & marketplaces
        if self.available_marketplace_ids or not active:
            active |= marketplaces - self.available_marketplace_ids
        self.write({
            'available_marketplace_ids': [fields.Command.set(marketplaces.ids)],
            'active_marketplace_ids': [fields.Command.set(active.ids)],
        })

    def _ensure_cron(self):
        """Give the account a scheduled action of its own, so that cron workers share accounts."""
        self = self.sudo()
        if self.orders_cron_id:
            return
        self.orders_cron_id = self.env['ir.cron'].create({
            'name': f"Amazon: synchronise orders of {self.name}",
            'model_id': self.env['ir.model']._get_id(self._name),
            'state': 'code',
            'code': f'model.browse({self.id})._cron_sync_orders()',
            'user_id': self.env.ref('base.user_root').id,
            'interval_number': 10,  # Amazon allows 20 searches an hour.
            'interval_type': 'minutes',
            'numbercall': -1,
        })

    # === SYNCHRONISATION === #

    def _cron_sync_orders(self):
        """Entry point of the account's scheduled action."""
        if not self.exists() or not self.active or self.state != 'linked':
            return
        # What a run left over is finished before Amazon is asked for more.
        is_to_fetch = self.orders_page_token or not self.env['amazon.order']._has_left_over(self)
        try:
            self._sync_orders(Job(self, Job.cron_seconds()), is_to_fetch)
        except AccountBusy:
            _logger.info("Amazon account %s is being synchronised already.", self.id)

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
        if job.repeat(lambda: account.env['amazon.order.import']._import_due(account)):
            go_on_at = fields.Datetime.now()
        if go_on_at:
            job.do(lambda: account.orders_cron_id._trigger(at=go_on_at))
        return bool(go_on_at)

    def _at_work(self):
        """Return the account as jobs work for it, whoever starts them.

        What they write for people is in the language and the time zone of the responsible.
        """
        user = self.user_id or self.env.user
        return self.with_company(self.company_id).with_context(lang=user.lang, tz=user.tz)

    def _amazon(self):
        """Return Amazon as this account's seller sees it.

        :return: the client; a context manager that closes its connections.
        :rtype: SellingPartner
        :raise UserError: if credentials are missing.
        """
        self.ensure_one()
        account = self.sudo()
        if not (account.client_id and account.client_secret and account.refresh_token):
            raise UserError(_(
                "The client ID, the client secret and the refresh token of %s are needed to talk "
                "to Amazon. A system administrator enters them on the tab Credentials.",
                account.name,
            ))
        return SellingPartner(
            Credentials(account.client_id, account.client_secret, account.refresh_token),
            account._endpoints(),
            account.base_marketplace_id.marketplace_ref,
            account.env['amazon.rate.limit']._limiter(account._rate_limit_key()),
        )

    def _endpoints(self):
        region = self.base_marketplace_id.region
        if self.environment == 'sandbox':
            endpoints = Endpoints.sandbox(region)
        else:
            endpoints = Endpoints.production(region)
        return Endpoints(
            self.endpoint_url or endpoints.api_url, self.lwa_url or endpoints.lwa_url
        )

    def _rate_limit_key(self):
        """Return what Amazon counts calls by: the seller and the application."""
        caller = f'{self.client_id} {self.seller_ref or self.refresh_token}'
        return hashlib.sha256(caller.encode()).hexdigest()

    def _note_problem(self, error):
        """Show on the account why Amazon could not be read.

        :param AmazonError error: what came instead of an answer.
        """
        explanation = self._explain(error)
        self.orders_sync_message = explanation
        if isinstance(error, Unauthorized):
            self.state = 'unauthorized'
            self.activity_schedule(
                'mail.mail_activity_data_warning',
                summary=_("Link %s with Amazon again", self.name),
                note=explanation,
                user_id=(self.user_id or self.env.user).id,
            )

    # === REPORTING TO THE USER === #

    def _count_by_state(self):
        groups = self.env['amazon.order']._read_group(
            [('account_id', '=', self.id)], ['state'], ['__count']
        )
        return dict(groups)

    def _sync_notification(self, before, is_work_left):
        after = self._count_by_state()
        imported = after.get('imported', 0) - before.get('imported', 0)
        sentences = [_("Orders imported: %s.", imported)]
        if self.attention_count:
            sentences.append(_("Orders that need your attention: %s.", self.attention_count))
        if self.orders_sync_message:
            sentences.append(self.orders_sync_message)
        elif is_work_left:
            sentences.append(_("The rest goes on in the background."))
        kind = 'warning' if self.attention_count or self.orders_sync_message else 'success'
        return self._notification(_("Orders synchronised"), ' '.join(sentences), kind=kind)
