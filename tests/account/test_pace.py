import time

from ...lib.job import Job
from ...lib.work import Work
from ..common import CommittedCase


class TestTwoRuns(CommittedCase):
    """A click and a scheduled action take turns at an account, step by step."""

    def setUp(self):
        super().setUp()
        self.blamed = []
        self.sessions = [self._open(), self._open()]

    def _open(self):
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        return cr

    def _work(self, account):
        """Return work that never ends: one record is due, whatever is done with it."""
        return Work(
            account, 'test', lambda ids=None: account, lambda records: [1] * len(records),
            lambda records: None, self.blamed.append,
        )

    def _begin(self, cr):
        account = self.account(self.env_of(cr))
        job, work = Job(account, seconds=60), self._work(account)
        pace, records, is_cut = job.do(lambda: account.env['amazon.pace']._begin(job, work))
        return lambda: job.do(lambda: pace._deal_with(job, records, work, is_cut))

    def _end(self, cr):
        """End a session as the server ends it whose client was killed."""
        with self.transaction() as env:
            cr.execute("SELECT pg_backend_pid()")
            [pid] = cr.fetchone()
            cr._cnx.close()
            while True:
                env.cr.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pid])
                if not env.cr.fetchone():
                    return
                env.cr.rollback()
                time.sleep(0.1)

    def test_what_the_other_run_has_begun_is_not_blamed(self):
        for _turn in range(3):
            for cr in self.sessions:
                self._begin(cr)
        self.assertFalse(self.blamed)

    def test_end_of_a_run_leaves_the_note_of_the_other(self):
        one, two = self.sessions
        end_one = self._begin(one)
        self._begin(two)
        end_one()
        with self.transaction() as env:
            self.assertEqual(self._pace(env).begun_ids, [self.account_id])

    def test_what_ends_runs_is_blamed(self):
        one, two = self.sessions
        self._begin(one)
        self._end(one)
        self._begin(two)
        self.assertFalse(self.blamed)
        self._end(two)
        self._begin(self._open())
        self.assertEqual([record.id for record in self.blamed], [self.account_id])

    def _pace(self, env):
        return env['amazon.pace'].search([
            ('account_id', '=', self.account_id), ('kind', '=', 'test'),
        ])
