from odoo import api, fields, models
from odoo.exceptions import UserError

from ....lib.clock import database_now
from ....lib.dashboard import WARNING, Trouble
from ....lib.linking import pasted
from ....lib.linking.secret_age import REMINDERS, days_left, expires_on, reminder_due
from ....lib.words import _, joined, on_day, words_of

EXPIRES = 'amazon_connector.mail_activity_secret'


class AmazonAccount(models.Model):
    """How long the client secret is good, and how another one takes its place."""

    _inherit = 'amazon.account'

    next_client_secret = fields.Char(
        related='credentials_ids.next_client_secret', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    secret_issued_on = fields.Date(
        copy=False,
        help="When the client secret was made in Seller Central. Amazon lets it expire 180 days "
        "later.",
    )
    secret_reminder = fields.Integer(
        readonly=True, copy=False, help="How many days were left when people were reminded last."
    )
    secret_trouble = fields.Char(compute='_compute_secret_trouble')

    @api.depends('secret_issued_on')
    @api.depends_context('lang')
    def _compute_secret_trouble(self):
        for account in self:
            account.secret_trouble = account._secret_trouble()

    @api.onchange('client_secret')
    def _onchange_client_secret(self):
        if self.client_secret and not self.secret_issued_on:
            self.secret_issued_on = self._day_of(self.client_secret)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([
            {'secret_issued_on': self._day_of(vals.get('client_secret')), **vals}
            for vals in vals_list
        ])

    def write(self, vals):
        renewed = self._with_another_secret(vals)
        result = super().write(vals)
        if renewed:
            day = self._day_of(vals.get('client_secret'))
            day = vals.get('secret_issued_on', day)
            super(AmazonAccount, renewed).write({'secret_issued_on': day, 'secret_reminder': 0})
            renewed.activity_unlink([EXPIRES])
        return result

    def _with_another_secret(self, vals):
        """Return the accounts that get another secret, or learn that theirs is of another day."""
        if 'client_secret' not in vals:
            return self if 'secret_issued_on' in vals else self.browse()
        return self.filtered(lambda account: account.sudo().client_secret != vals['client_secret'])

    def _day_of(self, secret):
        """Return of which day a secret is taken to be that is entered; False if there is none."""
        return bool(secret) and database_now(self.env).date()

    # === REMINDERS === #

    @api.model
    def _cron_remind_of_secrets(self):
        """Entry point of the daily scheduled action."""
        today = database_now(self.env).date()
        for account in self.search([('state', '!=', 'draft'), ('secret_issued_on', '!=', False)]):
            due = reminder_due(account.secret_issued_on, today, account.secret_reminder)
            if due:
                account.secret_reminder = due
                account._at_work()._remind_of_secret()

    def _remind_of_secret(self):
        """Have the responsible replace the secret: one activity, with the words of today."""
        values = {
            'summary': _("Replace the client secret of %s", self.name),
            'note': self._secret_trouble(),
            'date_deadline': expires_on(self.secret_issued_on),
        }
        activity = self.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(EXPIRES, False)
        )[:1]
        if activity:
            activity.write(values)
        else:
            self.activity_schedule(EXPIRES, user_id=self._responsible().id, **values)

    def _secret_trouble(self):
        """Return what is to be done about the secret soon, as words; '' if there is time.

        :rtype: str
        """
        self.ensure_one()
        issued_on = self.secret_issued_on
        if not issued_on or self.state == 'draft':
            return ''
        left = days_left(issued_on, database_now(self.env).date())
        if left > max(REMINDERS):
            return ''
        end = on_day(self.env, expires_on(issued_on))
        return joined(' ', [
            _("The client secret expires on %(date)s (days left: %(days)s).", date=end, days=left)
            if left > 0 else _("The client secret expired on %(date)s.", date=end),
            _("Make a new one in Seller Central (Develop Apps, View, Rotate secret), then click on "
              "Replace Secret. The refresh token stays good."),
        ])

    def _troubles_at_work(self):
        """Override to show on the dashboard that the secret is to be replaced."""
        trouble = self._secret_trouble()
        return [*super()._troubles_at_work(), *([Trouble(trouble, WARNING)] if trouble else [])]

    # === ANOTHER SECRET === #

    def action_replace_secret(self):
        """Ask for another secret."""
        self.ensure_one()
        self._check_may_set_up()
        return {
            'type': 'ir.actions.act_window',
            'name': _("Replace Secret"),
            'res_model': 'amazon.replace.secret.wizard',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_account_id': self.id},
        }

    def _replace_secret(self, issued_on):
        """Try out the next secret, and have it take the place of the old one if Amazon knows it.

        :param date issued_on: when it was made.
        :raise UserError: if Amazon does not; the old one stays in use.
        """
        secret = self.sudo().next_client_secret
        if not secret:
            raise UserError(_("Enter the new secret."))
        if secret == self.sudo().client_secret:
            raise UserError(_("This is the secret that is in use already."))
        try:
            with self._amazon(client_secret=secret) as amazon:
                self._ask_or_explain(amazon.check_credentials)
        except UserError as refusal:
            raise UserError(_(
                "The new secret was tried, and the old one stays in use. %s", words_of(refusal)
            )) from None
        self.sudo().write({
            'client_secret': secret, 'next_client_secret': False, 'secret_issued_on': issued_on,
        })
        if self.state == 'unauthorized' or self.sudo().problem_ids:
            self._link()

    @api.model
    def _mistakes_in_next_secret(self, record):
        return self._mistakes_in(record, {'next_client_secret': pasted.CLIENT_SECRET})
