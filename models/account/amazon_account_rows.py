from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...lib.series import check_access, has_groups
from ...lib.words import _


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
