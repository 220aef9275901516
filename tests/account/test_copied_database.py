from odoo.exceptions import UserError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import BaseCase, tagged

from ...lib.place import is_elsewhere
from ..delivery.delivery_case import DeliveryCase
from ..server_case import ServerCase

COPIED = 'amazon_connector.mail_activity_copied'
ELSEWHERE = 'original@7000000000000000000'


@tagged('-at_install', 'post_install')
class TestPlace(BaseCase):

    def test_where_a_database_is_not_any_more(self):
        for noted, now, expected in (
            ('a@1', 'a@1', False),
            ('a@1', 'b@1', True),  # duplicated, or renamed
            ('a@1', 'a@2', True),  # restored on another server
            ('a@1', 'b@2', True),
            ('a@', 'a@1', False),  # a server that did not tell, and does now
            ('a@1', 'a@', False),
            ('a@', 'b@', True),
            ('a@b@1', 'a@b@1', False),
            ('a@b@1', 'a@c@1', True),
            (False, 'a@1', False),  # an older version noted nothing
            ('', 'a@1', False),
        ):
            with self.subTest(noted=noted, now=now):
                self.assertEqual(is_elsewhere(noted, now), expected)


class TestCopiedDatabase(DeliveryCase):
    """A copy that nobody neutralised asks which database works with Amazon, before it does."""

    def setUp(self):
        super().setUp()
        self.parcel = self.place_and_ship()
        self.unread = self.shop.place()

    def leave_original(self, place=ELSEWHERE):
        """Have the database be another one than that which worked with Amazon before."""
        self.account.place = place
        self.calls = self.amazon.calls.total()

    def questions(self):
        return self.env['mail.activity'].search([
            ('activity_type_id', '=', self.env.ref(COPIED).id),
        ])

    def assert_amazon_heard_nothing(self):
        self.assertEqual(self.amazon.calls.total(), self.calls)

    def test_scheduled_actions_read_and_tell_nothing(self):
        self.leave_original()
        self.sync()
        self.send()
        self.assert_amazon_heard_nothing()
        self.assertFalse(self.sale_order(self.unread))

    def test_clicks_say_why_nothing_is_done(self):
        self.leave_original()
        recover = self.env['amazon.recover.order.wizard'].create({
            'account_id': self.account.id, 'amazon_order_ref': self.unread.order_id,
        })
        for record, button in (
            (self.account, 'action_link'),
            (self.account, 'action_sync_orders'),
            (self.account, 'action_sync_pickings'),
            (self.account, 'action_update_available_marketplaces'),
            (self.parcel.amazon_shipment_ids, 'action_retry'),
            (recover, 'action_recover'),
        ):
            with self.subTest(button), self.assertRaisesRegex(UserError, "a copy of “original”"):
                self.click(record, button)
        self.assert_amazon_heard_nothing()

    def test_responsible_is_asked_once(self):
        self.leave_original()
        for _ in range(2):
            self.sync()
            self.send()
        [question] = self.questions()
        self.assertEqual(question.user_id, self.account.user_id)
        self.assertIn("is a copy of “original”, or “original” was renamed", question.note)

    def test_it_is_this_one(self):
        self.leave_original()
        self.sync()
        self.click(self.account, 'action_is_this_database')
        self.assertFalse(self.account.place_question)
        self.assertFalse(self.questions())
        self.sync()
        self.send()
        self.assertTrue(self.sale_order(self.unread))
        self.assertEqual(len(self.packages(self.parcel)), 1)

    def test_one_answer_is_for_all_accounts(self):
        second = self.link(self.create_account(
            name="Second Shop", active_marketplace_ids=[(6, 0, self.marketplace('MX').ids)]))
        self.leave_original()
        second.place = ELSEWHERE
        self.sync()
        self.sync(second)
        self.assertEqual(len(self.questions()), 1)
        self.click(second, 'action_is_this_database')
        self.assertFalse(self.account.place_question)
        self.assertFalse(self.questions())

    def test_stop_here(self):
        self.leave_original()
        self.sync()
        self.click(self.account, 'action_is_another_database')
        self.assertEqual(self.account.state, 'draft')
        self.assertFalse(self.account.refresh_token)
        self.assertFalse(self.account.place_question)
        self.assertFalse(self.questions())
        self.sync()
        self.send()
        self.assert_amazon_heard_nothing()

    def test_same_name_on_another_server(self):
        place = self.account.place
        self.assertRegex(place, '^' + self.env.cr.dbname + r'@\d+$')
        self.leave_original(place[:-3] + '999')
        self.assertIn("a copy of one on another PostgreSQL server", self.account.place_question)
        self.sync()
        self.assert_amazon_heard_nothing()

    def test_provider_that_does_not_tell_the_server_is_no_hindrance(self):
        self.addCleanup(self.env.registry.clear_all_caches)
        self.env.registry.clear_all_caches()
        self.env.cr.execute("""
            CREATE SCHEMA provider;
            CREATE FUNCTION provider.pg_control_system() RETURNS TABLE (system_identifier bigint)
                AS $$ BEGIN RAISE insufficient_privilege; END $$ LANGUAGE plpgsql;
            SET LOCAL search_path = provider, pg_catalog, public;
        """)
        self.assertEqual(
            self.env['amazon.account']._place_now(), f'{self.env.cr.dbname}@')
        self.assertFalse(self.account.place_question)

    def test_accounts_of_an_older_version_are_not_asked(self):
        self.leave_original(False)
        self.assertFalse(self.account.place_question)
        self.env.flush_all()
        self.env['amazon.account'].init()
        self.env.invalidate_all()
        self.assertEqual(self.account.place, self.env['amazon.account']._place_now())
        self.sync()
        self.assertTrue(self.sale_order(self.unread))

    def test_linked_anew_is_answered(self):
        self.leave_original()
        self.account.state = 'draft'
        self.assertFalse(self.account.place_question)
        self.click(self.account, 'action_link')
        self.assertEqual(self.account.place, self.env['amazon.account']._place_now())

    def test_parcel_that_only_a_copy_can_have_told(self):
        """As of a machine that was cloned as a whole: there, nothing tells it from the original."""
        self.sync()
        for reference, is_noticed in ((f'{self.parcel.id}0001', False), (None, True)):
            order = self.place()
            self.shop.ship(order.order_id)
            [package] = order.packages
            package.reference = reference or f'{self.picking(order).id}01'
            self.sync()
            self.assertEqual(len(self.questions()), is_noticed)
        self.assertIn(package.reference, self.questions().note)
        self.assertFalse(self.account.place_question, "it goes on")

    def test_neutralised_copy_is_not_asked(self):
        self.leave_original()
        self.env.flush_all()
        for query in get_neutralization_queries(['base', 'mail', 'amazon_connector']):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        self.assertFalse(self.account.place_question)
        self.sync()
        self.send()
        self.assertFalse(self.questions())
        self.assert_amazon_heard_nothing()


@tagged('-at_install', 'post_install')
class TestRealCopy(ServerCase):

    def test_its_server_reads_nothing_and_asks(self):
        self.shop.place('US')
        with self.transaction() as env:
            place = self.account(env).place
        self.open_copy()
        self.execute("UPDATE amazon_account SET place = %s", place)
        calls = self.amazon.calls.total()
        self.start_server()
        self.run_until(lambda: self.execute("SELECT 1 FROM mail_activity"), seconds=60)
        self.assertEqual(self.amazon.calls.total(), calls)
        self.assertFalse(self.states())
