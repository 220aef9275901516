import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from psycopg2 import Error

from odoo import api, fields, models

from ...lib.clock import database_now
from ...lib.job import AccountBusy, Job
from ...lib.series import CRON_FOREVER
from ...lib.transient import is_transaction_lost, named

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KindOfWork:
    """Work that an account has done by a scheduled action of its own.

    :param str method: of the account, that it begins with.
    :param int minutes: how often it is done.
    :param bool is_vital: whether the link is broken if Amazon refuses it for days.
    """

    method: str
    minutes: int
    is_vital: bool = False


# Who is ahead by less is right: a transaction may have begun some time ago.
MOST_AHEAD = timedelta(minutes=2)

# Of scheduled actions that are older than the note of it.
MINUTES_BEFORE_NOTED = 10


class AmazonAccount(models.Model):
    """When an account works: scheduled actions of its own, so that cron workers share accounts."""

    _inherit = 'amazon.account'

    schedule_minutes = fields.Json(
        copy=False,
        groups='base.group_system',
        help="How often each kind of work was to be done when its scheduled action was made, or "
        "brought along: what a person has changed since is left alone.",
    )

    @api.model
    def _kinds_of_work(self):
        """Return what accounts have to do regularly; each room adds its own.

        Each kind has a field for its scheduled action: `orders` has `orders_cron_id`.

        :rtype: dict[str, KindOfWork]
        """
        return {}

    def _wake_up(self, kind, at=None):
        """Have a scheduled action run soon, or at a certain moment.

        :param str kind: of work, see :meth:`_kinds_of_work`.
        :param datetime at: when, by the database's clock, which Odoo goes by (naive UTC).
        """
        self._ensure_crons([kind])
        self.sudo()[f'{kind}_cron_id']._trigger(at=at)

    def _run_scheduled(self, kind, work):
        """Do regular work of the account, if it is in use, as its scheduled action does.

        Where another job is at work for the account, or Odoo itself is not well, it is done a
        minute later. Odoo is told of neither: it would end scheduled actions that fail again and
        again.

        :param str kind: of work, see :meth:`_kinds_of_work`.
        :param callable work: does it; gets the `Job`.
        """
        try:
            if not self._is_in_use():
                self._ask_which_database()
                return
            seconds = Job.cron_seconds()
            if not seconds:  # Other scheduled actions took all of the worker's time.
                self._wake_up(kind)
                return
            work(Job(self, seconds))
            self._keep_pace(kind)
        except Exception as error:
            if not isinstance(error, AccountBusy):
                if not is_transaction_lost(error):
                    raise
                _logger.warning("A job ends here, and goes on later: %s.", named(error))
            self._come_back_soon(kind)

    def _come_back_soon(self, kind):
        """Have the work done in a minute, or by its next regular run, whatever has gone wrong."""
        try:
            self.env.cr.rollback()
            self._wake_up(kind, database_now(self.env) + timedelta(minutes=1))
        except Exception as error:
            if not is_transaction_lost(error):
                raise
            _logger.warning("The next regular run goes on with it: %s.", named(error))
            with suppress(Error):
                self.env.cr.rollback()

    def _keep_pace(self, kind):
        """Have the work done in time by a server whose clock is ahead.

        Odoo reckons when it is due next by the server's clock (up to 18.0), and looks whether it is
        by the database's.

        :param str kind: of work, see :meth:`_kinds_of_work`.
        """
        if not self.exists():
            return
        now = database_now(self.env)
        if fields.Datetime.now() - now > MOST_AHEAD:
            self._wake_up(kind, now + timedelta(minutes=self._kinds_of_work()[kind].minutes))

    def _ensure_crons(self, kinds):
        """Make the scheduled actions that the account does not have yet.

        :param kinds: of work, see :meth:`_kinds_of_work`.
        """
        self.ensure_one()
        account = self.sudo()
        # Writing those it has again would wait for the job that holds the account.
        kinds = [kind for kind in kinds if not account[f'{kind}_cron_id']]
        if not kinds:
            return
        crons = account.env['ir.cron'].create([account._cron_values(kind) for kind in kinds])
        minutes = {kind: self._kinds_of_work()[kind].minutes for kind in kinds}
        account.write({
            **{f'{kind}_cron_id': cron.id for kind, cron in zip(kinds, crons, strict=True)},
            'schedule_minutes': {**(account.schedule_minutes or {}), **minutes},
        })

    def _cron_values(self, kind):
        work = self._kinds_of_work()[kind]
        return {
            'name': f"Amazon: synchronize {kind} of {self.name}",
            'model_id': self.env['ir.model']._get_id(self._name),
            'state': 'code',
            'code': f'model.browse({self.id}).{work.method}()',
            'user_id': self.env.ref('base.user_root').id,
            'interval_number': work.minutes,
            'interval_type': 'minutes',
            **CRON_FOREVER,
        }

    @api.model
    def _bring_schedules_along(self):
        """Have scheduled actions run as often as this version wants, where nobody changed that.

        Work that is new with this version gets its scheduled action.
        """
        for account in self.sudo().search([('active', 'in', (True, False))]):
            if account.state == 'linked':
                account._ensure_crons(self._kinds_of_work())
            for kind, work in self._kinds_of_work().items():
                cron = account[f'{kind}_cron_id']
                noted = account.schedule_minutes or {}
                made = noted.get(kind, MINUTES_BEFORE_NOTED)
                is_as_made = (cron.interval_number, cron.interval_type) == (made, 'minutes')
                if is_as_made and made != work.minutes:
                    account._bring_along(kind, cron, work.minutes)

    def _bring_along(self, kind, cron, minutes):
        # Odoo rolls all back if somebody changes a scheduled action that is at work.
        self.env.cr.execute(
            "SELECT id FROM ir_cron WHERE id = %s FOR UPDATE SKIP LOCKED", [cron.id]
        )
        if not self.env.cr.fetchone():
            _logger.info("The interval of %s stays as it is until the next update.", cron.name)
            return
        cron.interval_number = minutes
        self.schedule_minutes = {**(self.schedule_minutes or {}), kind: minutes}

    def _scheduled_actions(self):
        account = self.sudo()
        crons = account.env['ir.cron']
        return crons.concat(*(account[f'{kind}_cron_id'] for kind in self._kinds_of_work()))
