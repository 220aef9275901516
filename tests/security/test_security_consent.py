from datetime import timedelta
from urllib.parse import urlencode

from freezegun import freeze_time

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...workshop.simulator import SELLER_ID
from ..linking.consent_case import BEGIN, LOGIN, REDIRECT, ConsentCase

# Where a link may want to lead people.
ELSEWHERE = (
    'https://evil.example.com{path}', '//evil.example.com{path}', '{url}@evil.example.com{path}',
    '{url}.evil.example.com{path}', '{url}{path}/../../x', '{url}{path}?x=1', '{url}{path}#x',
    '{url}\\@evil.example.com{path}', '/\\evil.example.com{path}', '{url}/x{path}', '',
    'javascript:x', '{path}/../../../x', '{url}/apps/authorize/confirm/amzn1.sp.solution.another',
)


@tagged('-at_install', 'post_install')
class TestSecurityConsent(ConsentCase):
    """Who could have a shop linked with what it is not to be linked with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ('manager-one', 'manager-two'):
            new_test_user(
                cls.env, login, 'base.group_user,amazon_connector.group_amazon_manager')
        new_test_user(cls.env, 'amazon-user', 'base.group_user,amazon_connector.group_amazon_user')

    def setUp(self):
        super().setUp()
        self.log_in('manager-one')

    def log_in(self, login):
        self.authenticate(login, login)

    def assert_refused(self, response):
        self.assertNotIn('Location', response.headers)
        self.assertIn("could not be linked", response.text)
        self.env.invalidate_all()
        self.assertEqual(self.account.state, 'draft')
        self.assertFalse(self.account.refresh_token)

    def back(self):
        return self.come_back(self.agree(self.begin()))

    def test_manager_links_without_seeing_secrets(self):
        response = self.go(self.back())
        self.assertEqual(response.status_code, 303, response.text)
        self.env.invalidate_all()
        self.assertEqual(self.account.state, 'linked')
        self.assertNotIn(self.account.refresh_token, response.text + str(response.headers))

    def test_consent_of_another_session(self):
        back = self.back()
        self.log_in('manager-one')
        self.assert_refused(self.go(back))

    def test_consent_of_another_user(self):
        back = self.back()
        state = back.partition('state=')[2].partition('&')[0]
        self.log_in('manager-two')
        self.begin()
        self.assert_refused(self.go(f'{REDIRECT}?state={state}&spapi_oauth_code=x'))

    def test_consent_is_good_once(self):
        back = self.back()
        self.go(back)
        self.account.action_unlink_from_amazon()
        self.env.flush_all()
        self.assert_refused(self.go(back))

    def test_consent_that_took_too_long(self):
        back = self.back()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=11), tick=True):
            self.assert_refused(self.go(back))

    def test_forged_consent(self):
        back = self.back()
        state = back.partition('state=')[2].partition('&')[0]
        other = state[:-1] + ('0' if state[-1] != '0' else '1')
        for forged in ('', 'x', 'x.y', 'e30.é', other):
            self.begin()
            query = urlencode({'state': forged, 'spapi_oauth_code': 'x'})
            self.assert_refused(self.go(f'{REDIRECT}?{query}'))

    def test_another_seller_agrees(self):
        self.account.seller_ref = 'A1ANOTHERSELLER'
        self.env.flush_all()
        self.assert_refused(self.go(self.back()))

    def test_log_in_leads_to_amazon_alone(self):
        path = f'/apps/authorize/confirm/{self.application.application_id}'
        for template in ELSEWHERE:
            self.begin()
            uri = template.format(url=self.url, path=path)
            with self.subTest(uri):
                query = urlencode({'amazon_callback_uri': uri, 'amazon_state': 'x'})
                self.assert_refused(self.go(f'{LOGIN}?{query}'))

    def log_in_query(self):
        return {
            'amazon_callback_uri':
                f'{self.url}/apps/authorize/confirm/{self.application.application_id}',
            'amazon_state': 'amzn', 'selling_partner_id': SELLER_ID,
        }

    def test_amazon_that_begins_is_asked_about(self):
        response = self.go(f'{LOGIN}?{urlencode(self.log_in_query())}')
        self.assertNotIn('Location', response.headers)
        self.assertIn("Go On", response.text)

    def test_answer_takes_a_token_of_the_session(self):
        with mute_logger('odoo.http'):
            response = self.go(LOGIN, data={**self.log_in_query(), 'csrf_token': 'x'})
        self.assertEqual(response.status_code, 400)

    def test_nobody_is_told_of_the_address(self):
        for url in (
            f'{BEGIN}/{self.account.id}', f'{LOGIN}?amazon_state=x', f'{REDIRECT}?state=x',
            self.back(),
        ):
            with self.subTest(url[:40]):
                self.assertEqual(self.go(url).headers['Referrer-Policy'], 'no-referrer')

    def test_who_may_not_set_up_accounts_links_nothing(self):
        self.log_in('amazon-user')
        with mute_logger('odoo.models', 'odoo.addons.base.models.ir_model'):
            self.assert_refused(self.go(f'{BEGIN}/{self.account.id}'))
            self.assert_refused(self.go(f'{LOGIN}?{urlencode(self.log_in_query())}'))

    def test_visitor_is_asked_to_log_in(self):
        self.logout()
        for url in (f'{BEGIN}/{self.account.id}', f'{REDIRECT}?state=x', LOGIN):
            self.assertIn('/web/login', self.go(url).headers['Location'])
