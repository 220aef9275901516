import json
from itertools import product
from xmlrpc.client import Fault

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET
from ..customer.known_buyer import NAME, STREET
from .security_case import USERS, SecurityCase

SECRET_FIELDS = (
    'refresh_token', 'client_id', 'client_secret', 'next_client_secret', 'seller_ref',
    'endpoint_url', 'lwa_url',
)
PAGE_TOKEN = 'page-token-of-the-test'
SELLER = 'A1SECRETSELLER'
# A row is (model, method, arguments, keyword arguments) with {id}s and a {secret} to fill in.
ATTACKS = {
    'read': ('amazon.account', 'read', [['{account}'], ['{secret}']], {}),
    'read all': ('amazon.account', 'read', [['{account}']], {}),
    'web_read': ('amazon.account', 'web_read', [['{account}'], {'{secret}': {}}], {}),
    'search_read': ('amazon.account', 'search_read', [[], ['{secret}']], {}),
    'web_search_read': ('amazon.account', 'web_search_read', [[], {'{secret}': {}}], {}),
    'search': ('amazon.account', 'search', [[['{secret}', '=like', '{start}%']]], {}),
    'search_count': ('amazon.account', 'search_count', [[['{secret}', '>', '!']]], {}),
    'search by order': ('amazon.account', 'search', [[]], {'order': '{secret}'}),
    'name_search': (
        'amazon.account', 'name_search', [], {'args': [['{secret}', '=like', '{start}%']]}
    ),
    'read_group': ('amazon.account', 'read_group', [[], ['{secret}'], ['{secret}']], {}),
    'read_group by domain': (
        'amazon.account', 'read_group', [[['{secret}', 'like', '{start}']], ['name'], ['name']], {}
    ),
    'read_group aggregate': (
        'amazon.account', 'read_group', [[], ['x:max({secret})'], ['company_id']], {}
    ),
    'read_group array_agg': (
        'amazon.account', 'read_group', [[], ['x:array_agg({secret})'], ['company_id']], {}
    ),
    'read_group order': (
        'amazon.account', 'read_group', [[], ['name'], ['name']], {'orderby': '{secret}'}
    ),
    'web_read_group': ('amazon.account', 'web_read_group', [[], ['{secret}'], ['{secret}']], {}),
    'search_panel': ('amazon.account', 'search_panel_select_range', ['{secret}'], {}),
    'export_data': ('amazon.account', 'export_data', [['{account}'], ['{secret}']], {}),
    'copy_data': ('amazon.account', 'copy_data', [['{account}']], {}),
    'copy': ('amazon.account', 'copy', [['{account}']], {}),
    'default_get': ('amazon.account', 'default_get', [['{secret}']], {}),
    'onchange': (
        'amazon.account', 'onchange',
        [['{account}'], {'name': "x"}, ['name'], {'name': {}, '{secret}': {}}], {}
    ),
    'mapped': ('amazon.account', 'mapped', [['{account}'], '{secret}'], {}),
    'filtered': ('amazon.account', 'filtered', [['{account}'], '{secret}'], {}),
    'filtered_domain': (
        'amazon.account', 'filtered_domain', [['{account}'], [['{secret}', '>', '!']]], {}
    ),
    'sorted': ('amazon.account', 'sorted', [['{account}'], '{secret}'], {}),
    'get_field_translations': (
        'amazon.account', 'get_field_translations', [['{account}'], '{secret}'], {}
    ),
    'get_views': (
        'amazon.account', 'get_views', [[[False, 'form'], [False, 'list'], [False, 'search']]], {}
    ),
    'fields_get': ('amazon.account', 'fields_get', [['{secret}']], {}),
    'load': ('amazon.account', 'load', [['.id', '{secret}'], [['{account}', 'x']]], {}),
    'write': ('amazon.account', 'write', [['{account}'], {'{secret}': 'x'}], {}),
    'web_save': ('amazon.account', 'web_save', [['{account}'], {'{secret}': 'x'}, {}], {}),
    'wrong value': ('amazon.account', 'write', [['{account}'], {'name': False}], {}),
    'another wrong value': ('amazon.account', 'write', [['{account}'], {'user_id': 999999}], {}),
    'a third wrong value': ('amazon.account', 'write', [['{account}'], {'company_id': False}], {}),
    'search from orders': (
        'sale.order', 'search', [[['amazon_account_id.{secret}', '=like', '{start}%']]], {}
    ),
    'read from orders': (
        'sale.order', 'web_read',
        [['{sale_order}'], {'amazon_account_id': {'fields': {'{secret}': {}}}}], {}
    ),
    'export from orders': (
        'sale.order', 'export_data', [['{sale_order}'], ['amazon_account_id/{secret}']], {}
    ),
    'mapped from orders': (
        'sale.order', 'mapped', [['{sale_order}'], 'amazon_account_id.{secret}'], {}
    ),
    'order of orders': ('sale.order', 'search', [[]], {'order': 'amazon_account_id.{secret}'}),
    'search from contacts': (
        'res.partner', 'search', [[['amazon_account_id.{secret}', '=like', '{start}%']]], {}
    ),
    'search from companies': (
        'amazon.order', 'search', [[['account_id.{secret}', '=like', '{start}%']]], {}
    ),
    'rows of secrets': ('amazon.account.credentials', 'search_read', [[]], {}),
    'rows of progress': ('amazon.account.progress', 'search_read', [[]], {}),
    'read through rows': (
        'amazon.account', 'web_read',
        [['{account}'], {'credentials_ids': {'fields': {'client_secret': {}}}}], {}
    ),
    'mapped through rows': (
        'amazon.account', 'mapped', [['{account}'], 'credentials_ids.client_secret'], {}
    ),
    'search through rows': (
        'amazon.account', 'search', [[['credentials_ids.client_secret', '=like', 'a%']]], {}
    ),
    'payload': ('amazon.order', 'read', [['{row}'], ['payload', 'payload_digest']], {}),
    'search by payload': ('amazon.order', 'search', [[['payload', 'like', 'Ada']]], {}),
    'read_group by payload': (
        'amazon.order', 'read_group', [[], ['payload'], ['payload']], {}
    ),
    'export payload': ('amazon.order', 'export_data', [['{row}'], ['payload']], {}),
    'page token': ('amazon.order.reading', 'search_read', [[]], {}),
    'search by page token': (
        'amazon.account', 'search', [[['reading_ids.page_token', '=like', 'page%']]], {}
    ),
    'tracking': ('mail.tracking.value', 'search_read', [[]], {}),
    'log': ('ir.logging', 'search_read', [[]], {}),
    'limits': ('amazon.rate.limit', 'search_read', [[]], {}),
    'settings': ('res.config.settings', 'default_get', [['company_id']], {}),
    'scheduled actions': ('ir.cron', 'search_read', [[], ['code']], {}),
}
# What Odoo writes into its log of attacks that failed.
COMPLAINTS = (
    'odoo.http', 'odoo.models', 'odoo.sql_db', 'odoo.addons.base.models.ir_model',
    'odoo.addons.base.models.ir_rule', 'odoo.addons.web.controllers.export',
    # That 19.0 would rather be called in other ways
    'odoo.addons.rpc.controllers.jsonrpc', 'odoo.addons.rpc.controllers.xmlrpc', 'py.warnings',
)
# What tells nothing of a secret, but may be done.
HARMLESS = {
    'read all', 'copy_data', 'copy', 'default_get', 'get_views', 'fields_get', 'wrong value',
    'another wrong value', 'a third wrong value', 'tracking', 'log', 'limits', 'settings',
    'scheduled actions', 'search_panel', 'load',
}


class SecretsCase(SecurityCase, HttpCase):

    registry_test_mode = False  # AmazonCase enters it.

    def setUp(self):
        super().setUp()
        self.account.seller_ref = SELLER
        self.sale_order_id = self.sale_order(self.place()).id
        self.row = self.place_what_fails()
        self.account._ensure_reading('new').page_token = PAGE_TOKEN
        self.env.flush_all()

    def place_what_fails(self):
        order = self.shop.place(buyer=self.buyer, recipient=self.recipient)
        self.shop.mangle(
            order.order_id, lambda content: content['orderItems'][0].pop('quantityOrdered')
        )
        self.sync()
        row = self.inbox(order)
        self.assertIn(NAME, row.payload)
        return row

    def values(self):
        """Return what must not be told."""
        return {
            CLIENT_ID, CLIENT_SECRET, self.refresh_token, SELLER, PAGE_TOKEN, self.tapped_url,
            STREET, *self.secrets(),
        }

    def assert_tells_nothing(self, text):
        # JSON may write slashes and umlauts otherwise.
        told = [value for value in self.values() if value in text or json.dumps(value) in text]
        self.assertEqual(told, [])

    def call(self, model, method, args, kwargs):
        """Call a method as the web client does.

        :return: what is answered, as text, and whether it was done.
        """
        response = self.url_open(
            f'/web/dataset/call_kw/{model}/{method}',
            data=json.dumps({'params': {
                'model': model, 'method': method, 'args': args, 'kwargs': kwargs,
            }}),
            headers={'Content-Type': 'application/json'},
        )
        return response.text, 'error' not in response.json()

    def filled_in(self, attack, secret):
        """Return an attack about one of the secrets."""
        texts = {'secret': secret, 'start': self.account[secret][:4]}
        numbers = {
            '{account}': self.account.id, '{sale_order}': self.sale_order_id,
            '{row}': self.row.id,
        }

        def fill_in(value):
            if isinstance(value, dict):
                return {fill_in(key): fill_in(content) for key, content in value.items()}
            if isinstance(value, list):
                return [fill_in(content) for content in value]
            if isinstance(value, str):
                return numbers.get(value) or value.format(**texts)
            return value

        return fill_in(list(attack))


@tagged('-at_install', 'post_install')
class TestSecuritySecrets(SecretsCase):

    def assert_attacks_fail(self, login, fields=SECRET_FIELDS[:1]):
        self.authenticate(login, login)
        for name, attack in ATTACKS.items():
            for secret in fields if '{secret}' in repr(attack) else fields[:1]:
                with self.subTest(name, secret=secret), mute_logger(*COMPLAINTS):
                    text, is_done = self.call(*self.filled_in(attack, secret))
                    self.assert_tells_nothing(text)
                    if name not in HARMLESS:
                        self.assertFalse(is_done, text[:300])
        self.assertEqual(self.account.client_secret, CLIENT_SECRET)
        self.assertEqual(self.account.refresh_token, self.refresh_token)
        self.assertEqual(self.account._reading('new').page_token, PAGE_TOKEN)
        self.assertEqual(self.account.name, "Test Shop")

    def test_portal_user(self):
        self.assert_attacks_fail('portal-user')

    def test_employee(self):
        self.assert_attacks_fail('employee')

    def test_warehouse_worker(self):
        self.assert_attacks_fail('warehouse')

    def test_salesman(self):
        self.assert_attacks_fail('salesman')

    def test_amazon_user(self):
        self.assert_attacks_fail('amazon-user')

    def test_amazon_administrator(self):
        self.assert_attacks_fail('amazon-manager', ('client_secret', 'seller_ref'))

    def test_visitor_without_a_login(self):
        for name, attack in ATTACKS.items():
            with self.subTest(name), mute_logger(*COMPLAINTS):
                text, is_done = self.call(*self.filled_in(attack, SECRET_FIELDS[0]))
                self.assertFalse(is_done)
                self.assert_tells_nothing(text)

    def test_system_administrator_can_read_them(self):
        """That the attacks would tell something, if they were allowed."""
        self.authenticate('admin', 'admin')
        for name in ('read', 'search', 'search_read', 'export_data', 'mapped', 'read from orders',
                     'payload', 'search from orders', 'rows of secrets'):
            with self.subTest(name), mute_logger(*COMPLAINTS):
                text, is_done = self.call(*self.filled_in(ATTACKS[name], 'client_secret'))
                # Since 18.0, there is what nobody can call.
                method = getattr(type(self.account), name, None)
                is_private = getattr(method, '_api_private', False)
                self.assertEqual(is_done, not is_private, text[:300])
        text, is_done = self.call(*self.filled_in(ATTACKS['read'], 'client_secret'))
        self.assertIn(CLIENT_SECRET, text)

    def test_export(self):
        for login, fields in product(USERS, (['name', 'refresh_token'], ['name'])):
            self.authenticate(login, login)
            for route in ('csv', 'xlsx'):
                with self.subTest(login, route=route, fields=fields), mute_logger(*COMPLAINTS):
                    response = self.url_open(f'/web/export/{route}', data={
                        'csrf_token': http.Request.csrf_token(self),
                        'data': json.dumps({
                            'model': 'amazon.account', 'ids': [self.account.id], 'domain': [],
                            'fields': [{'name': name, 'label': name} for name in fields],
                            'import_compat': False,
                        }),
                    })
                    self.assert_tells_nothing(response.text)
                    if 'refresh_token' in fields:
                        self.assertNotEqual(response.status_code, 200)

    def test_other_ways_of_rpc(self):
        for login in USERS:
            arguments = [self.env.cr.dbname, self.users[login].id, login, 'amazon.account', 'read',
                         [[self.account.id], ['refresh_token']]]
            with self.subTest(login), mute_logger(*COMPLAINTS):
                response = self.url_open(
                    '/jsonrpc', headers={'Content-Type': 'application/json'},
                    data=json.dumps({'method': 'call', 'params': {
                        'service': 'object', 'method': 'execute_kw', 'args': arguments,
                    }}),
                )
                self.assertIn('error', response.json())
                self.assert_tells_nothing(response.text)
                with self.assertRaises(Fault) as refusal:
                    self.xmlrpc_object.execute_kw(*arguments)
                self.assert_tells_nothing(str(refusal.exception))

    def test_refused_link_tells_nothing(self):
        self.authenticate('amazon-manager', 'amazon-manager')
        self.amazon.lwa.revoke(self.refresh_token)
        self.amazon.lwa.expire_tokens()
        with mute_logger(*COMPLAINTS):
            text, is_done = self.call('amazon.account', 'action_link', [[self.account.id]], {})
        self.assertFalse(is_done)
        self.assertIn("Amazon", text)
        self.assert_tells_nothing(text)

    def test_nothing_in_messages_activities_and_mails(self):
        self.account.write({'client_secret': 'another', 'refresh_token': 'another token'})
        self.amazon.lwa.revoke(self.refresh_token)
        self.account.write({'client_secret': CLIENT_SECRET, 'refresh_token': self.refresh_token})
        self.amazon.lwa.expire_tokens()
        self.sync()
        self.env.flush_all()
        self.env.cr.precommit.run()
        for model in ('mail.message', 'mail.tracking.value', 'mail.activity', 'mail.mail',
                      'ir.logging', 'bus.bus'):
            with self.subTest(model):
                records = self.env[model].search([], order='id desc', limit=1000)
                self.assert_tells_nothing(str(records.read()))

    def test_no_report_and_no_tracking_shows_them(self):
        self.assertFalse(self.env['ir.actions.report'].search([('model', '=like', 'amazon.%')]))
        for name in SECRET_FIELDS:
            field = self.account._fields[name]
            self.assertFalse(getattr(field, 'tracking', None), name)
            self.assertFalse(field.copy, name)
            self.assertEqual(field.groups, 'base.group_system', name)
