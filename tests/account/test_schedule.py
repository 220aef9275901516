from ..common import AmazonCase


class TestSchedule(AmazonCase):
    """A new version of the addon may want accounts to work more often, or less."""

    def setUp(self):
        super().setUp()
        self.link()
        self.crons = self.account._scheduled_actions()
        self.minutes = self.crons.mapped('interval_number')
        # An older version made them.
        self.account.schedule_minutes = {'orders': 15, 'pickings': 15}
        self.crons.interval_number = 15

    def test_each_kind_of_work_has_a_scheduled_action(self):
        self.assertEqual(
            self.crons, self.account.orders_cron_id + self.account.pickings_cron_id)

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
