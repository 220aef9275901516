from psycopg2.errors import FeatureNotSupported, InsufficientPrivilege, UndefinedFunction

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ...lib.place import is_elsewhere, split
from ...lib.words import _

COPIED = 'amazon_connector.mail_activity_copied'


class AmazonAccount(models.Model):
    """Which database works with Amazon, where there are several: a copy asks before it does."""

    _inherit = 'amazon.account'

    place = fields.Char(
        readonly=True,
        copy=False,
        groups='base.group_system',
        help="Where the database was that worked with Amazon: its name, and the identifier of its "
        "PostgreSQL server.",
    )
    place_question = fields.Char(
        compute='_compute_place_question', help="What is asked, if this database is a copy."
    )

    def init(self):
        result = super().init()
        # Linked by a version that did not note it.
        self.env.cr.execute(
            "UPDATE amazon_account SET place = %s WHERE place IS NULL AND state <> 'draft'",
            [self._place_now()],
        )
        return result

    @api.depends('state', 'place')
    @api.depends_context('lang')
    def _compute_place_question(self):
        now = self._place_now()
        for account in self:
            noted = account.sudo().place
            is_asked = account.state != 'draft' and is_elsewhere(noted, now)
            account.place_question = is_asked and self._ask_about_place(noted, now)

    def _ask_about_place(self, noted, now):
        name, name_now = split(noted)[0], split(now)[0]
        happened = _(
            "This database, “%(now)s”, is a copy of “%(before)s”, or “%(before)s” was renamed.",
            now=name_now, before=name,
        ) if name != name_now else _(
            "This database, “%s”, is a copy of one on another PostgreSQL server, or was moved from "
            "there.", name,
        )
        return _(
            "%s Only one may work with Amazon, or buyers are told twice. Nothing is read and told "
            "here until an Amazon administrator says on the account which one it is.", happened
        )

    @api.model
    @tools.ormcache()
    def _place_now(self):
        """Return where this database is.

        PostgreSQL's identifier stays with a server and its replicas, whatever its machine is
        called; what is restored from a dump on another server has another one.

        :return: as `lib/place.py` has it.
        :rtype: str
        """
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False):
                cr.execute(
                    "SELECT system_identifier FROM pg_control_system()", log_exceptions=False
                )
                server, = cr.fetchone()
        except (FeatureNotSupported, InsufficientPrivilege, UndefinedFunction):
            server = ''
        cr.execute("SELECT current_database()")
        name, = cr.fetchone()
        return f'{name}@{server}'

    # === NOTHING IS DONE BEFORE IT IS ANSWERED === #

    def _is_in_use(self):
        return super()._is_in_use() and not self.place_question

    def _why_idle(self):
        return super()._why_idle() or self.place_question or ''

    def _check_is_no_copy(self):
        result = super()._check_is_no_copy()
        if self.place_question:
            raise UserError(self.place_question)
        return result

    def _check_can_work(self, must_be_linked=True):
        result = super()._check_can_work(must_be_linked)
        if self.place_question:
            raise UserError(self.place_question)
        return result

    def _link(self):
        result = super()._link()
        self.sudo().place = self._place_now()
        return result

    def _ask_which_database(self):
        """Have the responsible answer, if there is a question."""
        if self.exists() and self.place_question:
            account = self._at_work()
            account._tell_of_copy(account.place_question)

    def _tell_of_copy(self, note):
        """Have the responsible look after copies of the database: once, for all accounts.

        :param str note: what was noticed, and what to do.
        """
        is_told = self.env['mail.activity'].sudo().search_count([
            ('activity_type_id', '=', self.env['ir.model.data']._xmlid_to_res_id(COPIED)),
        ], limit=1)
        if not is_told:
            self.activity_schedule(COPIED, user_id=self._responsible().id, note=note)

    # === ACTION METHODS === #

    def action_is_this_database(self):
        """Have all accounts work here from now on.

        :return: True
        """
        self._check_may_set_up()
        accounts = self._accounts_of_database()
        accounts.place = self._place_now()
        accounts.activity_unlink([COPIED])
        for account in accounts.filtered(lambda account: account._is_in_use()):
            for kind in account._kinds_of_work():
                account._wake_up(kind)
        return True

    def action_is_another_database(self):
        """Have no account work here: unlink them all, as this database is only a copy.

        :return: True
        """
        self._check_may_set_up()
        accounts = self._accounts_of_database()
        accounts.action_unlink_from_amazon()
        accounts.activity_unlink([COPIED])
        return True

    def _accounts_of_database(self):
        return self.sudo().search([('state', '!=', 'draft'), ('active', 'in', (True, False))])
