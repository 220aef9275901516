import time
from contextlib import suppress
from datetime import timedelta
from math import ceil

from odoo import api, fields, models

from ...lib.clock import database_now
from ...lib.series import Constraint
from ...lib.transient import is_of_size

# How long a step is to take.
SECONDS_OF_STEP = 4
# How much fits into it, until it is known how much does here: units of about 20 milliseconds.
FIRST_GUESS = 200
# How much less or more the next step may be.
LEAST_CHANGE, MOST_CHANGE = 0.25, 2
# So often one record alone has to end a run until it counts as the reason.
MOST_ENDS = 2
# A run pauses no longer between the note of a step and the step.
LONGEST_GAP = timedelta(minutes=2)
NOTHING_BEGUN = {
    'begun_ids': False, 'begun_by': False, 'begun_session': False, 'begun_date': False,
}


class AmazonPace(models.Model):
    """How much of a kind of work an account does in one step, and which step it has begun.

    Odoo ends a worker that takes too long, without a word. What a step is about to deal with is in
    the database before it begins. If the next run finds it there, the step did not end, or there
    was no memory for all of it: then half of it is dealt with, and so on, until the record at fault
    stands alone.

    Two runs may take turns at an account, such as a click and a scheduled action: the one leaves
    alone what the other has noted.
    """

    _name = 'amazon.pace'
    _description = "Amazon Pace"

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )
    kind = fields.Char(required=True, readonly=True, help="Which work.")
    units = fields.Float(default=FIRST_GUESS, readonly=True, help="How much fits into a step.")
    begun_ids = fields.Json(
        readonly=True, help="What the step deals with that has begun and not ended."
    )
    begun_by = fields.Char(readonly=True, help="Which run; empty if it told that it ended.")
    begun_session = fields.Char(readonly=True, help="Its connection to the database.")
    begun_date = fields.Datetime(readonly=True, help="Since when anything is noted as begun.")
    suspect_ids = fields.Json(
        readonly=True, help="What a step was dealing with when its worker was ended."
    )
    lonely_ends = fields.Integer(
        readonly=True, help="How often workers were ended that dealt with one record alone."
    )

    _unique_kind_of_account = Constraint(
        'unique(account_id, kind)', "An account has one pace for each kind of work."
    )

    @api.model
    def _step(self, job, work):
        """Deal with what is due next, no more than what takes some seconds.

        :param Job job: the run that this belongs to.
        :param Work work: what is to be done.
        :return: what was dealt with; empty if nothing is due.
        """
        due = work.due()
        if not due:
            return due  # without a step: most runs find nothing
        pace, records, is_cut = job.do(lambda: self._begin(job, work))
        if records:
            try:
                job.do(lambda: pace._deal_with(job, records, work, is_cut))
            except Exception as error:
                # The run goes on to tell why. The database may be gone, or others write this, too.
                with suppress(Exception):
                    pace._note_that_it_ended(job, error)
                raise
        return records

    @api.model
    def _work_off(self, job, work):
        """Deal with all that is due, step by step, until done or out of time.

        :param Job job: the run that this belongs to.
        :param Work work: what is to be done.
        :return: whether there is more to do.
        :rtype: bool
        """
        while job.seconds_left():
            if not self._step(job, work):
                return False
        return True

    def _begin(self, job, work):
        """Note what is dealt with next.

        :return: the pace, what is dealt with, and whether there was no room for more.
        :rtype: tuple[amazon.pace, records, bool]
        """
        due = work.due()
        if not due:
            return self, due, False
        pace = self.search([('account_id', '=', work.account.id), ('kind', '=', work.kind)])
        pace = pace or self.create({'account_id': work.account.id, 'kind': work.kind})
        is_other_at_work = bool(pace.begun_ids) and pace._is_other_at_work()
        if pace.begun_ids and not is_other_at_work:
            pace._suspect(work)
            pace.write(NOTHING_BEGUN)
        records, is_cut = pace._choose(work, due)
        if records:
            pace.write({
                'begun_ids': records.ids,
                'begun_by': job.token,
                'begun_session': self._session(),
                'begun_date': is_other_at_work and pace.begun_date or database_now(self.env),
            })
        return pace, records, is_cut

    def _session(self):
        """Return a name of the connection to the database that no other one has, had, or gets."""
        return next(session for session, is_own in self._sessions() if is_own)

    def _sessions(self):
        # The number of a process of the server is given again; not with the same beginning.
        self.env.cr.execute("""
            SELECT pid || ' ' || extract(epoch FROM backend_start), pid = pg_backend_pid()
              FROM pg_stat_activity
        """)
        return self.env.cr.fetchall()

    def _is_other_at_work(self):
        """Return whether what has begun is another run's that goes on: it is between two steps.

        A connection that somebody keeps for others, such as a pooler, does not end with its run.
        """
        if not self.begun_by or self.begun_date < database_now(self.env) - LONGEST_GAP:
            return False
        return any(
            session == self.begun_session for session, is_own in self._sessions() if not is_own
        )

    def _suspect(self, work):
        """Take note that a step did not end."""
        suspects = work.due(self.begun_ids)
        self.suspect_ids = suspects.ids or False
        self.lonely_ends = self.lonely_ends + 1 if len(suspects) == 1 else 0
        if self.lonely_ends >= MOST_ENDS:
            work.blame(suspects)
            self.write({'suspect_ids': False, 'lonely_ends': 0})

    def _choose(self, work, due):
        suspects = self.suspect_ids and work.due(self.suspect_ids)
        if suspects:
            records = suspects[:ceil(len(suspects) / 2)]
        else:
            records = due
        room = self.units
        for number, weight in enumerate(work.weigh(records) if records else ()):
            room -= weight
            if room < 0 and number:
                return records[:number], True
        return records, False

    def _deal_with(self, job, records, work, is_cut):
        began = time.perf_counter()
        units = sum(work.weigh(records))
        work.deal_with(records)
        self.env.flush_all()
        suspects = set(self.suspect_ids or ()) - set(records.ids)
        self.write({
            **(NOTHING_BEGUN if self.begun_by == job.token else {}),
            'suspect_ids': sorted(suspects) or False,
            'lonely_ends': 0,
            'units': self._units_next(units, time.perf_counter() - began, is_cut),
        })

    def _units_next(self, units, seconds, is_cut):
        """Return how much the next step may be.

        It is not the time of a unit that is known: each step takes something, however small it is.

        :param float units: how much this one was.
        :param float seconds: how long it took.
        :param bool is_cut: whether there was no room for more.
        """
        change = min(max(SECONDS_OF_STEP / max(seconds, 1e-3), LEAST_CHANGE), MOST_CHANGE)
        if change < 1:
            return max(min(units, self.units) * change, 1)
        return self.units * change if is_cut else self.units

    def _note_that_it_ended(self, job, error):
        try:
            if self.begun_by == job.token:
                # What may have been too much at once is left as if the worker had been ended.
                self.write({'begun_by': False} if is_of_size(error) else NOTHING_BEGUN)
            self.env.cr.commit()  # a step of its own. pylint: disable=invalid-commit
        except Exception:
            self.env.cr.rollback()
            raise
