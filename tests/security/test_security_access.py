import inspect
from collections import defaultdict
from contextlib import suppress

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ...lib.series import PACKAGE, has_access
from ...workshop.simulator import SELLER_ID
from ..series import IMPLIED_GROUPS, SENDING
from .security_case import USERS, SecurityCase

ADDON = 'odoo.addons.amazon_connector.'
# Who may call what the addon makes callable, besides system administrators, who may call all of it.
# Methods of Odoo's own are overridden, and check what they always check.
SALES = ('salesman', 'amazon-user', 'amazon-manager')
SALES_AND_WAREHOUSE = ('warehouse', *SALES)
# Who works with documents of Amazon's orders, invoices too.
ALL_BUT_EMPLOYEES = ('bookkeeper', *SALES_AND_WAREHOUSE)
# The salesman of these tests may see his own orders only.
ALL_ORDERS = ('bookkeeper', 'warehouse', 'amazon-user', 'amazon-manager')
AMAZON = ('amazon-user', 'amazon-manager')
MANAGER = ('amazon-manager',)
CALLABLE = {
    ('amazon.account', 'action_link'): MANAGER,
    ('amazon.account', 'action_begin_to_link'): MANAGER,
    ('amazon.account', 'action_hide_first_steps'): MANAGER,
    ('amazon.account', 'action_import_orders'): MANAGER,  # Opens the wizard.
    ('amazon.account', 'action_update_available_marketplaces'): MANAGER,
    ('amazon.account', 'action_unlink_from_amazon'): MANAGER,
    ('amazon.account', 'action_is_this_database'): MANAGER,
    ('amazon.account', 'action_is_another_database'): MANAGER,
    ('amazon.account', 'action_ask_consent'): MANAGER,
    ('amazon.account', 'action_check_permissions'): MANAGER,
    ('amazon.account', 'action_replace_secret'): MANAGER,  # Opens the wizard.
    ('amazon.account', 'action_sync_orders'): AMAZON,
    ('amazon.account', 'action_sync_pickings'): SALES_AND_WAREHOUSE,
    ('amazon.account', 'action_recover_order'): ALL_BUT_EMPLOYEES,  # Opens the wizard.
    ('amazon.account', 'action_view_sale_orders'): ALL_BUT_EMPLOYEES,  # Open a list.
    ('amazon.account', 'action_view_offers'): ALL_BUT_EMPLOYEES,
    ('amazon.account', 'action_view_skus_to_pair'): ALL_BUT_EMPLOYEES,
    ('amazon.account', 'action_view_amazon_orders'): ALL_BUT_EMPLOYEES,
    ('amazon.account', 'action_view_shipments'): ALL_BUT_EMPLOYEES,
    ('amazon.account', 'action_view_invoices_due'): ALL_BUT_EMPLOYEES,
    ('amazon.account', 'action_open_figure'): ALL_BUT_EMPLOYEES,
    ('account.move', 'action_keep_from_amazon'): ('bookkeeper',),
    ('amazon.account', 'action_have_amazon_issue'): MANAGER,
    ('amazon.account', 'action_keep_issuing'): MANAGER,
    ('amazon.account', 'action_sync_uploads'): ('bookkeeper', *SALES),
    ('account.move', 'action_send_to_amazon'): ('bookkeeper',),
    ('amazon.import.orders.wizard', 'action_import'): MANAGER,
    ('amazon.link.account.wizard', 'action_ask_consent'): MANAGER,
    ('amazon.link.account.wizard', 'action_next'): MANAGER,
    ('amazon.replace.secret.wizard', 'action_replace'): (),  # System administrators.
    ('amazon.offer', 'action_take_over'): AMAZON,
    ('amazon.offer', 'action_take_proposal'): AMAZON,
    ('amazon.offer', 'action_view_product'): SALES,
    ('amazon.order', 'action_retry'): AMAZON,
    ('amazon.order', 'action_keep'): AMAZON,
    ('amazon.order', 'action_cancel_anyway'): AMAZON,
    ('amazon.order', 'action_return'): AMAZON,
    ('amazon.order', 'action_take_over'): AMAZON,
    ('amazon.order', 'action_take_off'): AMAZON,
    ('amazon.order', 'action_link_sale_order'): AMAZON,
    ('amazon.order', 'action_view_moves'): AMAZON,
    ('amazon.order', 'action_view_sale_order'): AMAZON,
    ('amazon.order', 'action_view_on_amazon'): AMAZON,
    ('amazon.link.order.wizard', 'action_link'): AMAZON,
    ('amazon.recover.order.wizard', 'action_recover'): AMAZON,
    ('amazon.todo', 'action_open'): AMAZON,
    ('amazon.todo', 'action_retry'): AMAZON,
    ('amazon.shipment', 'action_retry'): SALES_AND_WAREHOUSE,
    ('res.config.settings', 'action_view_amazon_accounts'): ALL_BUT_EMPLOYEES,
    ('sale.order', 'action_give_up_amazon_sync'): ALL_ORDERS,
    ('sale.order', 'action_retry_amazon_sync'): ALL_ORDERS,
    ('sale.order', 'action_retry_amazon_invoice'): ('bookkeeper', *AMAZON),
    ('product.product', 'action_view_amazon_offers'): SALES,  # Open a list.
    ('product.template', 'action_view_amazon_offers'): SALES,
    ('sale.order', 'action_view_amazon_moves'): ALL_ORDERS,
    ('sale.order', 'action_view_amazon_order'): AMAZON,
    ('sale.order', 'action_view_amazon_replacements'): ALL_ORDERS,
    ('amazon.validation.answer', 'action_view_deliveries'): ('warehouse',),
    ('stock.picking', 'action_give_up_amazon_sync'): ALL_BUT_EMPLOYEES,
    ('stock.picking', 'action_retry_amazon_sync'): ALL_BUT_EMPLOYEES,
    ('stock.picking', 'action_validate_complete'): ('warehouse',),
}
OVERRIDDEN = {
    ('account.fiscal.position', 'map_tax'),
    ('account.move', 'button_cancel'), ('account.move', 'message_post_with_source'),
    ('account.move', 'unlink'), ('account.move', 'write'), ('account.move.line', 'write'),
    ('amazon.account', 'create'), ('amazon.account', 'init'), ('amazon.account', 'unlink'),
    ('amazon.account', 'write'),
    ('amazon.account.credentials', 'create'), ('amazon.account.credentials', 'write'),
    ('amazon.marketplace', 'write'),
    ('amazon.offer', 'create'), ('amazon.offer', 'write'), ('amazon.order', 'init'),
    ('delivery.carrier', 'default_get'), ('delivery.carrier', 'write'),
    ('mail.mail', 'create'), ('mail.mail', 'send'), ('mail.thread', 'message_subscribe'),
    ('res.partner', 'init'), ('sale.order', 'action_draft'), ('sale.order', 'init'),
    ('sale.order', 'unlink'), ('sale.order', 'write'),
    ('stock.move', 'action_open_reference'), ('stock.picking', 'action_cancel'),
    ('stock.picking', 'action_confirm'), ('stock.picking', 'message_post_with_source'),
    ('stock.picking', 'write'),
    (PACKAGE, 'write'), (SENDING, 'action_send_and_print'),
}
# Models without a company: what is the same for all of them, or belongs to none.
SHARED = {
    'amazon.carrier', 'amazon.cause', 'amazon.marketplace', 'amazon.program', 'amazon.rate.limit',
}


def own_models(env):
    return [env[name] for name in sorted(env.registry) if name.startswith('amazon.')]


def own_methods(env):
    """Yield model and name of all methods of the addon's that can be called from outside."""
    for name in sorted(env.registry):
        if env[name]._abstract:
            continue
        for cls in env.registry[name].__mro__:
            if cls.__module__.startswith(ADDON):
                for method, function in vars(cls).items():
                    if not method.startswith('_') and inspect.isroutine(function):
                        # What all documents have is overridden once.
                        yield 'mail.thread' if cls._name == 'mail.thread' else name, method


class TestSecurityAccess(SecurityCase):

    def test_table_has_all_methods_that_can_be_called(self):
        self.assertEqual(set(own_methods(self.env)), {*CALLABLE, *OVERRIDDEN})

    def test_methods_are_called_only_by_those_who_may(self):
        records = self.records()
        for (model, method), allowed in CALLABLE.items():
            for login in USERS:
                with self.subTest(f'{model}.{method}', login=login):
                    is_allowed = self.is_called(records[model], method, self.users[login])
                    self.assertEqual(is_allowed, login in allowed)

    def records(self):
        """Return a record of each model, none of which anybody can do anything with.

        Who is allowed to call a method is told why it does nothing, or gets to see something.
        """
        picking = self.place_and_ship()
        self.send()
        self.account.state = 'draft'
        picking.sale_id.amazon_invoice_reason = "The books are closed."
        self.env.flush_all()
        return {
            'account.move': picking.sale_id._create_invoices(),
            'amazon.account': self.account,
            'amazon.import.orders.wizard': self.env['amazon.import.orders.wizard'].create({
                'account_id': self.account.id,
            }),
            'amazon.link.account.wizard': self.env['amazon.link.account.wizard'].create({
                'account_id': self.account.id,
            }),
            'amazon.offer': self.env['amazon.offer'].search([
                ('account_id', '=', self.account.id),
            ], limit=1),
            'amazon.order': self.env['amazon.order'].search([
                ('sale_order_id', '=', picking.sale_id.id),
            ]),
            'amazon.link.order.wizard': self.env['amazon.link.order.wizard'].create({
                'order_id': picking.sale_id.amazon_order_ids.id,
                'sale_order_id': picking.sale_id.id,
            }),
            'amazon.replace.secret.wizard': self.env['amazon.replace.secret.wizard'].create({
                'account_id': self.account.id,
            }),
            'amazon.recover.order.wizard': self.env['amazon.recover.order.wizard'].create({
                'account_id': self.account.id, 'amazon_order_ref': 'x',
            }),
            'amazon.todo': self.env['amazon.todo'].search([], limit=1),
            'amazon.shipment': picking.amazon_shipment_ids,
            'amazon.validation.answer': self.env['amazon.validation.answer'].create({
                'picking_ids': [fields.Command.set(picking.ids)],
            }),
            'product.product': self.mug,
            'product.template': self.mug.product_tmpl_id,
            'res.config.settings': self.env['res.config.settings'],
            'sale.order': picking.sale_id,
            'stock.picking': picking,
        }

    def is_called(self, record, method, user):
        if record._transient and record:
            # Everybody has only his own.
            record = record.sudo().copy()
            record._write({'create_uid': user.id})
        try:
            with mute_logger('odoo.addons.base.models.ir_model', 'odoo.models'):
                self.click_and_take_back(record, method, user)
        except AccessError:
            return False
        except UserError:
            return True
        return True

    def click_and_take_back(self, record, method, user):
        savepoint = self.env.cr.savepoint()
        try:
            self.click(record, method, user)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_context_from_outside_is_no_batch_of_an_import(self):
        sale_order = self.ordinary_order(self.mug).copy()
        for anything in (True, {'picking_ids': []}):
            sale_order.with_context(amazon_import_batch=anything).copy().action_confirm()
        sale_order.with_context(amazon_import_batch=True).action_confirm()
        self.assertEqual(sale_order.picking_ids.state, 'assigned')

    def test_abstract_models_give_no_other_way_in(self):
        methods = {method for _model, method in CALLABLE}
        calls = self.amazon.calls.total()
        for model in own_models(self.env):
            for method in methods if model._abstract else ():
                if hasattr(model, method):
                    record = model.with_user(self.users['amazon-user']).browse(self.account.id)
                    with suppress(Exception):  # Most lack what an account has.
                        getattr(record, method)()
        self.assertEqual(self.amazon.calls.total(), calls)
        self.assertEqual(self.account.state, 'linked')


class TestSecurityRights(SecurityCase):

    def test_every_model_has_access_rights_and_a_company_rule(self):
        for model in own_models(self.env):
            if model._abstract:
                continue
            with self.subTest(model._name):
                domain = [('model_id.model', '=', model._name)]
                self.assertTrue(self.env['ir.model.access'].search(domain))
                groups = self.env['ir.model.access'].search(domain).mapped('group_id')
                self.assertFalse(self.env['ir.model.access'].search(
                    [*domain, ('group_id', '=', False)]
                ), "for everybody, visitors included")
                self.assertTrue(all(
                    self.env.ref('base.group_user') in group[IMPLIED_GROUPS] + group
                    for group in groups
                ), "for people who are not of the house")
                rules = self.env['ir.rule'].search([*domain, ('groups', '=', False)])
                if model._name not in SHARED and not model._transient:
                    self.assertIn('company_ids', str(rules.mapped('domain_force')))

    def test_portal_users_and_visitors_can_do_nothing(self):
        for model in own_models(self.env):
            if model._abstract:
                continue
            for user in (self.users['portal-user'], self.env.ref('base.public_user')):
                for right in ('read', 'write', 'create', 'unlink'):
                    with self.subTest(model._name, user=user.login, right=right):
                        self.assertFalse(has_access(model.with_user(user), right))

    def test_nobody_writes_what_only_jobs_write(self):
        for model in ('amazon.order', 'amazon.shipment', 'amazon.shipment.line', 'amazon.feed',
                      'amazon.invoice',
                      'amazon.rate.limit'):
            for login, user in self.users.items():
                for right in ('write', 'create'):
                    with self.subTest(model, login=login, right=right):
                        records = self.env[model].with_user(user)
                        self.assertFalse(has_access(records, right))

    def test_records_of_other_companies_are_out_of_reach(self):
        ours = self.records_of_all_models()
        other = self.env['res.company'].create({'name': "Other"})
        stranger = new_test_user(
            self.env, 'stranger-there', 'base.group_user,base.group_system,stock.group_stock_user',
            company_id=other.id, company_ids=[fields.Command.set(other.ids)],
        )
        for model, record in ours.items():
            with self.subTest(model):
                theirs = record.with_user(stranger).with_company(other)
                self.assertFalse(theirs.search([('id', '=', record.id)]))
                self.assertTrue(record.search([('id', '=', record.id)]))
                for method, arguments in {
                    'read': (['id', 'display_name'],), 'write': ({'create_uid': 1},), 'unlink': (),
                }.items():
                    with self.assertRaises(AccessError):
                        getattr(theirs, method)(*arguments)

    def test_nothing_is_done_for_accounts_of_other_companies(self):
        self.place()
        stranger = new_test_user(
            self.env, 'stranger-here', 'base.group_user,amazon_connector.group_amazon_manager'
        )
        self.account.sudo().company_id.flush_recordset()
        stranger.write({
            'company_id': (other := self.env['res.company'].create({'name': "Other"})).id,
            'company_ids': [fields.Command.set(other.ids)],
        })
        calls = self.amazon.calls.total()
        for method in ('action_link', 'action_update_available_marketplaces',
                       'action_unlink_from_amazon', 'action_sync_orders', 'action_sync_pickings'):
            with self.subTest(method), self.assertRaises(AccessError):
                self.click(self.account, method, stranger)
        wizard = self.env['amazon.recover.order.wizard'].with_user(stranger)
        with self.assertRaises(AccessError):
            wizard.create({
                'account_id': self.account.id, 'amazon_order_ref': '111-1111111-1111111',
            }).action_recover()
        self.assertEqual(self.amazon.calls.total(), calls)
        self.assertEqual(self.account.state, 'linked')

    def test_orders_are_not_put_under_accounts_of_other_companies(self):
        """Amazon would be told of their parcels, with what gives that company its rights."""
        other = self.env['res.company'].create({'name': "Other"})
        salesman = new_test_user(
            self.env, 'salesman-there', 'base.group_user,sales_team.group_sale_salesman',
            company_id=other.id, company_ids=[fields.Command.set(other.ids)],
        )
        sale_order = self.env['sale.order'].with_user(salesman).create({
            'partner_id': salesman.partner_id.id,
        })
        with self.assertRaisesRegex(UserError, "company"):
            sale_order.write({
                'amazon_account_id': self.account.id, 'amazon_order_ref': '111-1111111-1111111',
            })

    def records_of_all_models(self):
        """Return a record of our company for each model that has companies."""
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 0})
        picking = self.place_and_ship()
        self.send()
        marketplace = self.account.active_marketplace_ids[0]
        self.account._tell_problem('orders', "Something is wrong.")
        records = {
            'amazon.account': self.account,
            'amazon.account.credentials': self.account.credentials_ids,
            'amazon.account.lock': self.env['amazon.account.lock'].search([
                ('account_id', '=', self.account.id),
            ]),
            'amazon.account.progress': self.account.progress_ids,
            'amazon.feed': picking.amazon_shipment_ids.feed_id,
            'amazon.invoice': self.env['amazon.invoice'].create({
                'move_id': picking.sale_id._create_invoices().id,
                'account_id': self.account.id,
                'document_type': 'invoice',
            }),
            'amazon.marketplace.setting': self.env['amazon.marketplace.setting'].create({
                'account_id': self.account.id, 'marketplace_id': marketplace.id,
            }),
            'amazon.offer': self.env['amazon.offer'].search([], limit=1),
            'amazon.order': self.inbox_of(picking),
            'amazon.order.item': self.env['amazon.order.item'].create({
                'order_id': self.inbox_of(picking).id,
                'amazon_item_ref': '1',
                'product_id': self.mug.id,
            }),
            'amazon.order.reading': self.account._reading('new'),
            'amazon.pace': self.env['amazon.pace'].search([
                ('account_id', '=', self.account.id),
            ], limit=1),
            'amazon.problem': self.account._problem('orders'),
            'amazon.shipment': picking.amazon_shipment_ids,
            'amazon.shipment.line': picking.amazon_shipment_ids.line_ids,
            'amazon.tax.route': self.env['amazon.tax.route'].create({
                'account_id': self.account.id, 'ship_from_id': self.env.ref('base.pl').id,
            }),
            'amazon.todo': self.todo_of(picking),
            'amazon.vat.report': self.env['amazon.vat.report'].create({
                'account_id': self.account.id,
                'since': fields.Datetime.now(), 'until': fields.Datetime.now(),
            }),
        }
        self.assertEqual(set(records), {
            model._name for model in own_models(self.env)
            if not model._abstract and not model._transient and model._name not in SHARED
        })
        for model, record in records.items():
            self.assertTrue(record, model)
        return records

    def todo_of(self, picking):
        todo = self.env['amazon.todo'].search([])
        self.inbox_of(picking).state = 'failed'
        self.env.flush_all()
        return self.env['amazon.todo'].search([]) - todo

    def inbox_of(self, picking):
        return self.env['amazon.order'].search([('sale_order_id', '=', picking.sale_id.id)])

    def test_buttons_of_views_are_shown_to_those_who_may_click(self):
        """A button that everybody sees, and that refuses, is a nuisance and no danger."""
        seen = defaultdict(set)
        for login in AMAZON:
            account = self.env['amazon.account'].with_user(self.users[login])
            arch = account.get_view(view_type='form')['arch']
            for method in ('action_link', 'action_unlink_from_amazon'):
                if f'name="{method}"' in arch:
                    seen[method].add(login)
        self.assertEqual(set(map(frozenset, seen.values())), {frozenset({'amazon-manager'})})
