import time
from contextlib import suppress
from math import ceil

from odoo import api, fields, models

from ...lib.series import Constraint

# How long a step is to take.
SECONDS_OF_STEP = 3
# What a unit of work takes, until it is known how long it takes here.
FIRST_GUESS = 0.02  # seconds
# So often one record alone has to end a run until it counts as the reason.
MOST_ENDS = 2


class AmazonPace(models.Model):
    """How much of a kind of work an account does in one step, and which step it has begun.

    Odoo ends a worker that takes too long, without a word. What a step is about to deal with is in
    the database before it begins. If the next run finds it there, the step did not end: then half
    of it is dealt with, and so on, until the record at fault stands alone.
    """

    _name = 'amazon.pace'
    _description = "Amazon Pace"

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade'
    )
    kind = fields.Char(required=True, readonly=True, help="Which work.")
    seconds_per_unit = fields.Float(default=FIRST_GUESS, readonly=True)
    begun_ids = fields.Json(
        readonly=True, help="What the step deals with that has begun and not ended."
    )
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
        pace, records = job.do(lambda: self._begin(work))
        if records:
            try:
                job.do(lambda: pace._deal_with(records, work))
            except Exception:
                # The run goes on to tell why. The database may be gone, or others write this, too.
                with suppress(Exception):
                    pace._note_that_it_ended()
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

    def _begin(self, work):
        """Note what is dealt with next.

        :rtype: tuple[amazon.pace, records]
        """
        pace = self.search([('account_id', '=', work.account.id), ('kind', '=', work.kind)])
        pace = pace or self.create({'account_id': work.account.id, 'kind': work.kind})
        if pace.begun_ids:
            pace._suspect(work)
        records = pace._choose(work)
        if records or pace.begun_ids:
            pace.begun_ids = records.ids or False
        return pace, records

    def _suspect(self, work):
        """Take note that a step did not end."""
        suspects = work.due(self.begun_ids)
        self.suspect_ids = suspects.ids or False
        self.lonely_ends = self.lonely_ends + 1 if len(suspects) == 1 else 0
        if self.lonely_ends >= MOST_ENDS:
            work.blame(suspects)
            self.write({'suspect_ids': False, 'lonely_ends': 0})

    def _choose(self, work):
        suspects = self.suspect_ids and work.due(self.suspect_ids)
        if suspects:
            records = suspects[:ceil(len(suspects) / 2)]
        else:
            records = work.due()
        if not records:
            return records
        left = SECONDS_OF_STEP / self.seconds_per_unit
        for number, weight in enumerate(work.weigh(records)):
            left -= weight
            if left < 0 and number:
                return records[:number]
        return records

    def _deal_with(self, records, work):
        began = time.perf_counter()
        units = sum(work.weigh(records))
        work.deal_with(records)
        self.env.flush_all()
        taken = (time.perf_counter() - began) / max(units, 1)
        suspects = set(self.suspect_ids or ()) - set(records.ids)
        self.write({
            'begun_ids': False,
            'suspect_ids': sorted(suspects) or False,
            'lonely_ends': 0,
            # One that took long may be followed by others; one that did not, too.
            'seconds_per_unit': max(taken, (taken + self.seconds_per_unit) / 2, 1e-4),
        })

    def _note_that_it_ended(self):
        try:
            self.begun_ids = False
            self.env.cr.commit()  # a step of its own. pylint: disable=invalid-commit
        except Exception:
            self.env.cr.rollback()
            raise
