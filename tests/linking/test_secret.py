from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, Form, new_test_user, tagged
from odoo.tools import mute_logger

from ...lib.linking.secret_age import reminder_due
from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, faults
from ..common import AmazonCase
from .test_pasted import SECRET, TOKEN

EXPIRES = 'amazon_connector.mail_activity_secret'
ISSUED = date(2026, 3, 1)
NEW_SECRET = SECRET


@tagged('-at_install', 'post_install')
class TestSecretAge(BaseCase):

    def test_reminders(self):
        for left, last, due in (
            (31, 0, 0), (30, 0, 30), (29, 30, 0), (15, 30, 0), (14, 30, 14), (14, 14, 0),
            (4, 14, 0), (3, 14, 3), (2, 3, 0), (0, 3, 0), (-9, 3, 0),
            # Nobody looked for a while.
            (10, 0, 14), (1, 30, 3), (-9, 0, 3),
        ):
            with self.subTest(left=left, last=last):
                today = ISSUED + timedelta(days=180 - left)
                self.assertEqual(reminder_due(ISSUED, today, last), due)


class TestSecretExpires(AmazonCase):
    """The responsible is reminded before the secret expires, by one activity."""

    def setUp(self):
        super().setUp()
        self.account.action_link()
        self.account.secret_issued_on = ISSUED

    def day(self, left):
        return freeze_time(datetime(2026, 3, 1, 8) + timedelta(days=180 - left))

    def remind(self, left):
        with self.day(left), self.committing(self.env['amazon.account']) as accounts:
            accounts._cron_remind_of_secrets()
        return self.reminders()

    def reminders(self):
        return self.account.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(EXPIRES))

    def test_one_activity_is_renewed(self):
        self.assertFalse(self.remind(31))
        first = self.remind(30)
        self.assertEqual(first.user_id, self.account.user_id)
        self.assertEqual(first.date_deadline, date(2026, 8, 28))
        self.assertIn("days left: 30", first.note)
        self.assertEqual(self.remind(20), first)
        for left in (14, 3):
            self.assertEqual(self.remind(left), first)
            self.assertIn(f"days left: {left}", first.note)

    def test_reminder_that_is_done_comes_again_at_the_next_time_alone(self):
        self.remind(30).unlink()
        self.assertFalse(self.remind(29))
        self.assertTrue(self.remind(14))

    def test_account_tells_for_the_last_month(self):
        with self.day(31):
            self.assertEqual(self.account._secret_trouble(), '')
        with self.day(20):
            self.assertIn("Replace Secret", self.account._secret_trouble())
        with self.day(-1):
            self.assertIn("expired on", self.account._secret_trouble())

    def test_account_that_is_not_linked_bothers_nobody(self):
        self.account.action_unlink_from_amazon()
        self.assertFalse(self.remind(3))

    def test_secret_of_an_unknown_day_bothers_nobody(self):
        self.account.secret_issued_on = False
        self.assertFalse(self.remind(3))

    def test_another_secret_is_of_today(self):
        self.remind(3)
        self.account.client_secret = NEW_SECRET
        self.assertEqual(self.account.secret_issued_on, date.today())
        self.assertFalse(self.reminders())
        self.assertEqual(self.account.secret_reminder, 0)

    def test_day_can_be_entered(self):
        self.account.write({'client_secret': NEW_SECRET, 'secret_issued_on': '2026-05-01'})
        self.assertEqual(self.account.secret_issued_on, date(2026, 5, 1))
        self.remind(3)
        self.account.secret_issued_on = '2026-06-01'
        self.assertFalse(self.reminders())

    def test_same_secret_written_again_is_no_other(self):
        self.account.client_secret = CLIENT_SECRET
        self.assertEqual(self.account.secret_issued_on, ISSUED)


class TestReplaceSecret(AmazonCase):
    """The old secret goes when Amazon knows the new one, and not before."""

    def setUp(self):
        super().setUp()
        self.account.action_link()
        self.account.secret_issued_on = ISSUED

    def replace(self, secret, user=None):
        action = self.click(self.account, 'action_replace_secret', user)
        form = Form(
            self.env[action['res_model']].with_user(user or self.env.ref('base.user_admin'))
            .with_context(**action['context'])
        )
        form.next_client_secret = secret
        wizard = form.save()
        return self.click(wizard, 'action_replace', user)

    def rotate(self):
        """Have another secret made in Seller Central; the former one is good for a week."""
        self.amazon.lwa.rotate_secret(self.amazon.application, NEW_SECRET)

    def test_new_secret_takes_the_place_of_the_old_one(self):
        self.rotate()
        told = self.replace(f'Client secret: {NEW_SECRET}')
        self.assertIn("accepted the new one", told['params']['message'])
        self.assertEqual(self.account.client_secret, NEW_SECRET)
        self.assertFalse(self.account.next_client_secret)
        self.assertEqual(self.account.secret_issued_on, date.today())
        self.assertTrue(self.account.refresh_token)

    def test_secret_that_amazon_does_not_know_leaves_the_old_one(self):
        """Issue 595 of jlevers/selling-partner-api: a new one takes its time to be known."""
        with self.assertRaisesRegex(UserError, "the old one stays in use.*take an hour"):
            self.replace(NEW_SECRET)
        self.assertEqual(self.account.client_secret, CLIENT_SECRET)
        self.assertEqual(self.account.secret_issued_on, ISSUED)
        self.shop.place()
        self.sync()
        self.assertFalse(self.account.orders_sync_message)

    def test_outage_leaves_the_old_one(self):
        self.rotate()
        self.amazon.faults.add('token', faults.html_503)
        with self.assertRaisesRegex(UserError, "the old one stays in use.*503"):
            self.replace(NEW_SECRET)
        self.assertEqual(self.account.client_secret, CLIENT_SECRET)

    def test_old_secret_works_until_then(self):
        self.rotate()
        self.account.action_update_available_marketplaces()

    @mute_logger('odoo.tests.form.onchange')
    def test_something_else_is_not_tried(self):
        calls = self.amazon.calls.total()
        for text, words in ((TOKEN, "refresh token"), (CLIENT_ID, "client ID")):
            with self.assertRaisesRegex(UserError, f"This is the {words}"):
                self.replace(text)
        with self.assertRaisesRegex(UserError, "in use already"):
            self.replace(CLIENT_SECRET)
        self.assertEqual(self.amazon.calls.total(), calls)

    def test_link_that_broke_is_mended(self):
        self.rotate()
        self.amazon.lwa.forget_former_secrets()
        self.amazon.lwa.expire_tokens()
        self.sync()
        self.assertEqual(self.account.state, 'unauthorized')
        self.replace(NEW_SECRET)
        self.assertEqual(self.account.state, 'linked')
        self.assertFalse(self.account.orders_sync_message)

    def test_secret_is_kept_on_the_account_alone(self):
        self.rotate()
        self.replace(NEW_SECRET)
        self.env.cr.execute("SELECT * FROM amazon_replace_secret_wizard")
        self.assertNotIn(NEW_SECRET, str(self.env.cr.fetchall()))

    def test_only_system_administrators_replace(self):
        manager = new_test_user(
            self.env, 'manager', 'base.group_user,amazon_connector.group_amazon_manager')
        wizards = self.env['amazon.replace.secret.wizard'].with_user(manager)
        with self.assertRaises(AccessError):
            wizards.create({'account_id': self.account.id, 'next_client_secret': NEW_SECRET})
        self.assertFalse(self.account.next_client_secret)
