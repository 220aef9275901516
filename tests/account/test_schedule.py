from ..common import AmazonCase, CommittedCase


class TestSchedule(AmazonCase):
    """A new version of the addon may want accounts to work more often, or less."""

    def setUp(self):
        super().setUp()
        self.link()
        self.crons = self.account._scheduled_actions()
        self.minutes = self.crons.mapped('interval_number')
        # An older version made them.
        self.account.schedule_minutes = dict.fromkeys(self.account._kinds_of_work(), 15)
        self.crons.interval_number = 15

    def test_each_kind_of_work_has_a_scheduled_action(self):
        kinds = self.account._kinds_of_work()
        self.assertLessEqual({'orders', 'pickings', 'taxes'}, set(kinds))
        self.assertEqual(len(self.crons), len(kinds))
        for cron in ('orders_cron_id', 'pickings_cron_id', 'uploads_cron_id'):
            self.assertIn(self.account[cron], self.crons)

    def test_work_that_is_new_gets_a_scheduled_action(self):
        self.account.taxes_cron_id.unlink()
        self.account._bring_schedules_along()
        self.assertIn('_cron_read_vat_reports', self.account.taxes_cron_id.code)

    def test_scheduled_actions_are_brought_along(self):
        self.account._bring_schedules_along()
        self.assertEqual(self.crons.mapped('interval_number'), self.minutes)
        self.account._bring_schedules_along()
        self.assertEqual(self.crons.mapped('interval_number'), self.minutes)

    def test_what_a_person_has_changed_stays(self):
        self.account.orders_cron_id.interval_number = 30
        self.account.pickings_cron_id.write({'interval_number': 15, 'interval_type': 'hours'})
        self.account._bring_schedules_along()
        self.assertEqual(self.account.orders_cron_id.interval_number, 30)
        self.assertEqual(self.account.pickings_cron_id.interval_type, 'hours')

    def test_archived_accounts_have_theirs_brought_along(self):
        self.account.active = False
        self.account._bring_schedules_along()
        self.assertEqual(self.crons.mapped('interval_number'), self.minutes)

    def test_what_is_as_it_should_be_is_not_written(self):
        self.account._bring_schedules_along()
        self.env.flush_all()
        self.env.cr.execute("UPDATE ir_cron SET write_date = NULL WHERE id = ANY(%s)", [
            self.crons.ids])
        self.env.invalidate_all()
        self.account._bring_schedules_along()
        self.env.flush_all()
        self.assertFalse(any(self.crons.mapped('write_date')))


class TestScheduleAtWork(CommittedCase):

    def test_scheduled_action_that_runs_just_now_stops_no_update(self):
        with self.transaction() as env:
            account = self.account(env)
            cron = account.orders_cron_id
            minutes = cron.interval_number
            account.schedule_minutes = dict.fromkeys(account._kinds_of_work(), 15)
            cron.interval_number = 15
        with self.transaction() as at_work, self.transaction() as env:
            at_work.cr.execute("SELECT id FROM ir_cron WHERE id = %s FOR UPDATE", [cron.id])
            self.account(env)._bring_schedules_along()
            self.assertEqual(self.account(env).orders_cron_id.interval_number, 15)
        with self.transaction() as env:
            self.account(env)._bring_schedules_along()
            self.assertEqual(self.account(env).orders_cron_id.interval_number, minutes)
