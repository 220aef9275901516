from odoo import _, api, fields, models
from odoo.exceptions import AccessError

from ...lib.series import Constraint, check_access, has_groups
from ...lib.sql_log import sql_log_without_values


class AmazonAccountCredentials(models.Model):
    """What gives a right to a seller's orders, apart from what people enter otherwise.

    PostgreSQL tells of a row that it refuses all values, and writes them into its own log. So no
    value here can be refused: there is no constraint on any.
    """

    _name = 'amazon.account.credentials'
    _description = "Amazon Credentials"
    _log_access = False
    _rec_name = 'account_id'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )
    client_id = fields.Char(
        string="Client ID",
        help="The LWA client identifier of your application (amzn1.application-oa2-client…).",
    )
    client_secret = fields.Char()
    refresh_token = fields.Char(
        help="What Amazon shows when you authorise your own application (Atzr|…).",
    )
    seller_ref = fields.Char(
        string="Merchant Token",
        help="Who you are for Amazon (Seller Central: Settings, Account Info, Merchant Token). "
        "Accounts of one seller share what Amazon allows.",
    )
    endpoint_url = fields.Char(
        string="Other API URL",
        help="Only to reach something else than Amazon, such as the simulator.",
    )
    lwa_url = fields.Char(
        string="Other Token URL",
        help="Where access tokens come from if it is not Amazon.",
    )

    _unique_account = Constraint('unique(account_id)', "An account has credentials once.")

    @api.model_create_multi
    def create(self, vals_list):
        with sql_log_without_values():
            return super().create(vals_list)

    def write(self, vals):
        with sql_log_without_values():
            # Who comes second is refused here, by a statement without values.
            self.env.cr.execute(
                'SELECT id FROM amazon_account_credentials WHERE id = ANY(%s) FOR UPDATE',
                [self.ids],
            )
            result = super().write(vals)
            self.flush_recordset(vals)
        return result


class AmazonAccountProgress(models.Model):
    """How far jobs have come, apart from what people enter: neither has to wait for the other.

    Who asks Amazon something else than before, such as of other marketplaces, writes here, too: a
    job that waits for an answer to the former question cannot note it any more, and asks anew.
    """

    _name = 'amazon.account.progress'
    _description = "Amazon Progress"
    _log_access = False
    _rec_name = 'account_id'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )

    questions = fields.Integer(
        readonly=True, help="How often Amazon was to be asked something else than before."
    )

    _unique_account = Constraint('unique(account_id)', "An account has its progress noted once.")


class AmazonAccountLock(models.Model):
    """What a job holds while it works for an account, apart from all that anybody writes."""

    _name = 'amazon.account.lock'
    _description = "Amazon Lock"
    _log_access = False
    _rec_name = 'account_id'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )
    turns = fields.Integer(readonly=True, help="How many steps were done under it.")

    _unique_account = Constraint('unique(account_id)', "An account is locked once.")


class AmazonAccount(models.Model):
    """What of an account is kept in rows of its own. On the account, it looks like the rest.

    The account has a related field for each field of theirs that somebody reads or writes. Those
    that are secret are related as the user: Odoo would give them to whoever maps or sorts by them.
    """

    _inherit = 'amazon.account'

    credentials_ids = fields.One2many(
        comodel_name='amazon.account.credentials',
        inverse_name='account_id',
        readonly=True,
        copy=False,
        groups='base.group_system',
    )
    progress_ids = fields.One2many(
        comodel_name='amazon.account.progress',
        inverse_name='account_id',
        readonly=True,
        copy=False,
        groups='base.group_system',
    )

    @api.model
    def _split_values(self, vals):
        """Return what of an account's values is its own, and what belongs to each row apart.

        :param dict vals: values, by field of the account.
        :rtype: tuple[dict, dict[str, dict]]
        """
        own, apart = {}, {'credentials_ids': {}, 'progress_ids': {}}
        for name, value in vals.items():
            related = self._fields[name].related if name in self._fields else None
            # Odoo has it as a text, or as a list of names.
            path = related.split('.') if isinstance(related, str) else related or [None]
            if path[0] in apart:
                apart[path[0]][path[1]] = value
            else:
                own[name] = value
        return own, apart

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create([self._split_values(vals)[0] for vals in vals_list])
        apart_list = [
            self._split_values(self._add_missing_default_values(vals))[1] for vals in vals_list
        ]
        rows = accounts.sudo()
        for name in ('credentials_ids', 'progress_ids'):
            rows[name].create([
                {'account_id': account.id, **apart[name]}
                for account, apart in zip(accounts, apart_list, strict=True)
            ])
        self.env['amazon.account.lock'].sudo().create([
            {'account_id': account.id} for account in accounts
        ])
        accounts._check_restricted_fields()
        accounts._validate_fields({
            name for apart in apart_list for values in apart.values() for name in values
        })
        return accounts

    def write(self, vals):
        own, apart = self._split_values(vals)
        written = {name: values for name, values in apart.items() if values}
        if written:
            check_access(self, 'write')
            self._check_may_fill_in(vals.keys() - own.keys())
        for name, values in written.items():
            self.sudo()[name].write(values)
        result = super().write(own) if own or not written else True
        if written:
            self._validate_fields(vals.keys() - own.keys())
        return result

    def _ask_anew(self):
        """Have a job that waits for Amazon's answer note nothing of it."""
        for progress in self.sudo().progress_ids:
            progress.questions += 1

    def _hold_question(self):
        """Have the step done again if Amazon is to be asked something else than it was just now."""
        self.env.cr.execute(
            'SELECT id FROM amazon_account_progress WHERE account_id = %s FOR SHARE', [self.id]
        )

    def _check_may_fill_in(self, names):
        """Check what Odoo does not, as these fields are no longer the account's own.

        :param set names: of fields.
        :raise AccessError: if the user may not write one of them.
        """
        for name in () if self.env.su else sorted(names):
            field = self._fields[name]
            if field.groups and not has_groups(self, field.groups):
                raise AccessError(_(
                    "Only a system administrator may fill in the field %s.", field.string
                ))
