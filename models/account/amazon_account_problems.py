from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_datetime, plaintext2html

from ...lib.clock import database_now
from ...lib.words import _, at_moment, joined
from ...spapi import Unauthorized

# Where Amazon refuses everything, it is asked again after these pauses, and on after the last one:
# it has been seen to refuse thousands of sellers for 25 minutes, and to be well again.
# (Issues 3153 of https://github.com/amzn/selling-partner-api-docs, 2595 of …-models.)
PAUSES = [timedelta(minutes=minutes) for minutes in (5, 5, 10, 10, 20, 30, 60)]
# What Amazon refuses for so long, it does not refuse by mistake.
MOST_REFUSED = timedelta(days=3)


class AmazonAccount(models.Model):
    """What keeps an account from its work, and since when."""

    _inherit = 'amazon.account'

    problem_ids = fields.One2many(
        comodel_name='amazon.problem', inverse_name='account_id', readonly=True
    )

    def _problem(self, kind):
        """Return what keeps the account from a kind of work; nothing, if nothing does.

        :param str kind: of work, see :meth:`_kinds_of_work`.
        :rtype: amazon.problem
        """
        return self.sudo().problem_ids.filtered(lambda problem: problem.kind == kind)

    def _is_pausing(self, kind):
        """Return whether Amazon, which refuses a kind of work, is left in peace for a while."""
        next_attempt = self._problem(kind).next_attempt
        return bool(next_attempt) and next_attempt > database_now(self.env)

    def _end_pause(self, kind):
        self._problem(kind).next_attempt = False

    def _tell_problem(self, kind, message, **values):
        """Show on the account what keeps it from a kind of work.

        :param str kind: of work.
        :param str message: what happened, and what to do.
        :param values: other fields of the problem.
        """
        problem = self._problem(kind)
        values = {'message': message, 'trace': False, 'next_attempt': False, **values}
        if problem:
            problem.write(values)
        else:
            problem.create({'account_id': self.id, 'kind': kind, **values})

    def _solve(self, kind):
        """Note that a kind of work is done again."""
        self._problem(kind).unlink()

    def _note_problem(self, kind, error):
        """Show on the account why Amazon was of no use; refusals are followed by pauses.

        :param str kind: of work.
        :param AmazonError error: what came instead of an answer.
        """
        if not isinstance(error, Unauthorized):
            self._tell_problem(kind, self._explain(error), trace=error.trace)
        elif error.is_final:
            self._break_link(kind, error)
        else:
            self._note_refusal(kind, error)

    def _note_refusal(self, kind, error):
        now = database_now(self.env)
        problem = self._problem(kind)
        refused_since = problem.refused_since or now
        if now - refused_since > MOST_REFUSED and self._kinds_of_work()[kind].is_vital:
            self._break_link(kind, error)
            return
        next_attempt = now + PAUSES[min(problem.refusals, len(PAUSES) - 1)]
        again = _(
            "Amazon is asked again at %(time)s; all goes on by itself as soon as it agrees.",
            time=at_moment(self.env, next_attempt),
        )
        self._tell_problem(
            kind,
            joined(' ', [self._explain(error), again]),
            trace=error.trace,
            refused_since=refused_since,
            refusals=problem.refusals + 1,
            next_attempt=next_attempt,
        )
        self._wake_up(kind, next_attempt)

    def _break_link(self, kind, error):
        """Stop working for the account: a person has to link it again."""
        explanation = self._explain(error)
        self._tell_problem(kind, explanation, trace=error.trace)
        self.state = 'unauthorized'
        self.activity_schedule(
            'mail.mail_activity_data_warning',
            summary=_("Link %s with Amazon again", self.name),
            note=plaintext2html(explanation),
            user_id=self._responsible().id,
        )

    def _message_of(self, kind):
        return self._problem(kind).message or False

    @api.model
    def _trace_of(self, problem):
        """Return since when there is a problem, and what Amazon's support finds the call by."""
        if not problem:
            return False
        return ' · '.join(filter(None, (self._since(problem), problem.trace)))

    @api.model
    def _since(self, problem):
        return _("Since %s", format_datetime(self.env, problem.since, dt_format='short'))
