from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...lib.account_lock import lock_account
from ...lib.job import interruption
from ...lib.series import GROUP_MEMBERS, check_access, has_access, has_groups
from ...lib.sql_log import sql_without_values
from ...lib.transient import is_transaction_lost
from ...lib.words import _
from ...spapi import AmazonError


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

    # === MARKETPLACES === #
    available_marketplace_ids = fields.Many2many(
        comodel_name='amazon.marketplace',
        relation='amazon_account_available_marketplace_rel',
        string="Available Marketplaces",
        copy=False,
    )
    active_marketplace_ids = fields.Many2many(
        comodel_name='amazon.marketplace',
        relation='amazon_account_active_marketplace_rel',
        string="Synchronized Marketplaces",
        domain="[('id', 'in', available_marketplace_ids)]",
        copy=False,
        help="Orders are fetched from these marketplaces only. When you put one back on the list, "
        "what changed there meanwhile is read, too.",
    )
    # === ORDERS FOLLOW-UP === #
    user_id = fields.Many2one(
        comodel_name='res.users',
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        help="Salesperson of the orders; hears of what needs a person.",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains(
        'active', 'active_marketplace_ids', 'state',
        # Whose account it is.
        'refresh_token', 'seller_ref', 'endpoint_url', 'base_marketplace_id',
    )
    def _check_marketplaces_of_seller(self):
        for account in self.filtered(lambda account: account.active and account.state == 'linked'):
            for twin in account._linked_twins():
                shared = account.active_marketplace_ids & twin.active_marketplace_ids
                if shared:
                    raise ValidationError(_(
                        "%(marketplaces)s: synchronized by %(account)s already, which belongs to "
                        "the same seller. Each order would be imported twice. Take what both have "
                        "off the list of one of them.",
                        marketplaces=", ".join(shared.mapped('name')),
                        account=twin.name,
                    ))

    def _check_nothing_is_left(self, model, domain):
        """Check that nothing refers to accounts that are to be deleted.

        :param str model: what may refer to them.
        :param list domain: by which it is found.
        :raise UserError: if something does.
        """
        if self.sudo().env[model].with_context(active_test=False).search(domain, limit=1):
            raise UserError(_(
                "There are sales orders or customers of this account. Archive it instead of "
                "deleting it."
            ))

    def _linked_twins(self):
        """Return the other accounts that are synchronized for the same seller."""
        self.ensure_one()
        account = self.sudo()
        others = account.with_context(active_test=True).search([
            ('state', '=', 'linked'), ('id', '!=', account.id),
        ])
        return others.filtered(account._is_of_same_seller)

    def _check_restricted_fields(self):
        """Check that nobody fills in what is not his to fill in while an account is created.

        Odoo checks the groups of fields that are written, but not of those of a new record, which
        have values from a call, a context, or anybody's own defaults.

        :raise AccessError: if somebody does.
        """
        if self.env.su:
            return
        for name, field in self._fields.items():
            is_filled_in = field.store and field.type != 'one2many' or not field.readonly
            if not (is_filled_in and field.groups) or has_groups(self, field.groups):
                continue
            default = field.default and field.default(self) or False
            for account in self.sudo():
                if (field.convert_to_write(account[name], account) or False) != default:
                    raise AccessError(_(
                        "Only a system administrator may fill in the field %s.", field.string
                    ))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        with sql_without_values(self):
            accounts = super().create(vals_list)
            accounts._check_restricted_fields()
        return accounts

    def write(self, vals):
        # At once: statements that fail later are told with all values of the row.
        with sql_without_values(self):
            return super().write(vals)

    def unlink(self):
        for account in self:
            lock_account(account)
        crons = self._scheduled_actions()
        result = super().unlink()
        crons.unlink()
        return result

    # === ACTION METHODS === #

    def action_link(self):
        """Test the credentials, ask for the marketplaces and start the synchronization.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon refuses or cannot be reached; says what to do.
        """
        self.ensure_one()
        self._check_may_set_up()
        self._link()
        return self._notification(
            _("%s is linked with Amazon.", self.name),
            self._what_follows_the_link(),
            kind='success',
        )

    def action_begin_to_link(self):
        """Lead through all that the link takes, step by step."""
        self.ensure_one()
        self._check_may_set_up()
        return self.env['amazon.link.account.wizard'].create({'account_id': self.id})._open()

    def _what_follows_the_link(self):
        """Return a sentence that says what happens by itself from now on; '' for nothing."""
        return ''

    def action_update_available_marketplaces(self):
        """Ask Amazon again where the seller sells.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon refuses or cannot be reached; says what to do.
        """
        self.ensure_one()
        self._check_may_set_up()
        known_before = self.available_marketplace_ids
        with self._amazon() as amazon:
            participations = self._ask_or_explain(amazon.marketplace_participations)
        self._set_available_marketplaces(participations)
        new_ones = self.available_marketplace_ids - known_before
        return self._notification(
            _("Available marketplaces: %s", len(self.available_marketplace_ids)),
            _("New: %s", ", ".join(new_ones.mapped('name'))) if new_ones else "",
        )

    def action_unlink_from_amazon(self):
        """Stop the synchronization and forget the refresh token.

        :return: True
        """
        self._check_may_set_up()
        self.state = 'draft'
        self.sudo().problem_ids.unlink()
        self.sudo().refresh_token = False
        self.activity_unlink(['mail.mail_activity_data_warning'])
        return True

    def _check_may_set_up(self):
        check_access(self, 'write')

    def _check_can_work(self, must_be_linked=True):
        """Check that something may be done for the account.

        :param bool must_be_linked: whether it is not linked on the way, by those who may.
        :raise UserError: if the account is out of use; says what to do.
        """
        may_link = not must_be_linked and has_access(self, 'write')
        if not self.active or self.state != 'linked' and not may_link:
            raise UserError(self._why_idle())

    def _why_idle(self):
        """Return why nothing is done for the account; '' if it is in use."""
        if not self.active:
            return _("%s is archived. Unarchive it first.", self.name)
        if self.state != 'linked':
            return _(
                "%s is not linked with Amazon. An Amazon administrator can link it.", self.name
            )
        return ''

    def _view_of_account(self, action_xmlid):
        self.ensure_one()
        check_access(self, 'read')
        action = self.env['ir.actions.act_window']._for_xml_id(action_xmlid)
        action['domain'] = [('account_id', '=', self.id)]
        action['context'] = {'default_account_id': self.id}
        return action

    def _count(self, model, field='account_id', domain=()):
        """Return how many records of a model the accounts have.

        :param str field: of the model, that leads to the account.
        :return: numbers by account's id; those that have none are left out.
        :rtype: dict[int, int]
        """
        groups = self.env[model].sudo()._read_group(
            [(field, 'in', self.ids), *domain], [field], ['__count']
        )
        return {account.id: number for account, number in groups}

    # === LINKING === #

    def _link(self):
        self.ensure_one()
        with self._amazon() as amazon:
            participations = self._ask_or_explain(amazon.check_credentials)
        self._set_available_marketplaces(participations)
        self.state = 'linked'
        self.sudo().problem_ids.unlink()
        self._ensure_crons(self._kinds_of_work())
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
            trace = f'({error.trace})' if error.trace else ''
            raise UserError(f'{self._explain(error)} {trace}'.strip()) from None
        except Exception as error:
            if not is_transaction_lost(error):
                raise
            raise interruption() from None

    def _set_available_marketplaces(self, participations):
        """Remember where the seller sells; marketplaces that are new are synchronized at once.

        What was chosen before the account was linked is a choice, too.
        """
        refs = [p.marketplace_ref for p in participations if p.is_participating]
        marketplaces = self.env['amazon.marketplace'].search([('marketplace_ref', 'in', refs)])
        if not marketplaces:
            raise UserError(_("The seller takes part in no marketplace that is known here."))
        active = self.active_marketplace_ids & marketplaces
        if self.available_marketplace_ids or not active:
            active |= marketplaces - self.available_marketplace_ids
            active -= self._linked_twins().active_marketplace_ids
        self.write({
            'available_marketplace_ids': [fields.Command.set(marketplaces.ids)],
            'active_marketplace_ids': [fields.Command.set(active.ids)],
        })

    # === WORKING === #

    def _is_in_use(self):
        return bool(self.exists()) and self.active and self.state == 'linked'

    def _at_work(self):
        """Return the account as jobs work for it, whoever starts them.

        What they write for people is in the language and the time zone of the responsible.
        """
        user = self._responsible()
        return self.with_company(self.company_id).with_context(lang=user.lang, tz=user.tz)

    def _responsible(self):
        """Return who hears of what needs a person: an administrator, if there is nobody else.

        :rtype: res.users
        """
        return (
            self.user_id.filtered('active') or self._administrators()[:1] or self.env.user
        )

    def _administrators(self):
        people = self.env.ref('amazon_connector.group_amazon_manager').sudo()[GROUP_MEMBERS]
        return people.filtered(
            lambda user: user.active
            and not user._is_superuser()
            and self.company_id in user.company_ids
        )
