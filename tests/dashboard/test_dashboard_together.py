from datetime import datetime, timedelta, timezone

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ...workshop.benchmarks.measures.pages_asked import LIST_VIEW, specification_of
from ...workshop.simulator import Item, faults
from .dashboard_case import DashboardCase


class TestFiguresTogether(DashboardCase):
    """All numbers of a shop in which everything goes wrong, as people see them."""

    def setUp(self):
        super().setUp()
        late = datetime.now(timezone.utc) - timedelta(hours=5)
        self.place(ship_by=late)
        self.place(items=[Item('CUP-7')], marketplace='JP')
        poisoned = self.shop.place()
        self.shop.mangle(poisoned.order_id, lambda wire: wire.pop('orderItems'))
        canceled = self.place()
        self.ship(self.picking(canceled))
        self.shop.cancel(canceled.order_id)
        self.ship(self.picking(self.place()))
        self.amazon.faults.add('confirmShipment', faults.updates_used_up)
        self.send()
        self.row(self.business_invoice())._fail("It has no number.")
        self.business_order().amazon_invoice_reason = "There is no account."
        self.sync()

    def test_each_number_is_that_of_the_records_it_opens(self):
        numbers = self.numbers()
        self.assertLessEqual({
            'late', 'parcels', 'failed', 'to_decide', 'to_pair', 'currencies', 'sales',
            'not_invoiced', 'invoices_failed', 'invoices_due',
        }, numbers.keys())
        for figure in self.as_seen()._figures():
            opened = self.opened(figure.key)
            counted = set(opened.mapped('sku')) if figure.key == 'to_pair' else opened
            self.assertEqual(len(counted), numbers.get(figure.key, 0), figure.key)

    def test_whoever_sees_a_number_may_see_what_it_opens(self):
        for figure in self.as_seen()._visible_figures():
            with self.subTest(figure.key):
                action = self.as_seen().action_open_figure(figure.key)
                self.assertEqual(action['display_name'], figure.label)
                opened = self.opened(figure.key)
                arch = etree.fromstring(opened.get_view(view_type=LIST_VIEW)['arch'])
                opened.web_read(specification_of(opened.env, opened._name, arch))

    def test_numbers_that_a_user_may_not_see_are_left_out(self):
        self.env['ir.model.access'].search([
            ('model_id.model', '=', 'amazon.invoice'),
        ]).perm_read = False
        numbers = self.numbers()
        self.assertIn('late', numbers)
        self.assertNotIn('invoices_due', numbers)
        action = self.as_seen().action_open_figure('invoices_due')
        self.assertEqual(action['res_model'], 'amazon.account')

    def test_numbers_are_not_those_of_another_company(self):
        other = self.env['res.company'].create({'name': "Other"})
        theirs = self.create_account(company_id=other.id, user_id=False, name="Theirs")
        self.seller.company_ids = [fields.Command.link(other.id)]
        both = (self.company + other).ids
        self.assertFalse(self.numbers(theirs, allowed_company_ids=both))
        ours = self.numbers(allowed_company_ids=both)
        self.assertEqual(ours, self.numbers())
        cards = self.as_seen(allowed_company_ids=other.ids).search([])
        self.assertEqual(cards.sudo(), theirs)

    def test_dashboard_is_for_those_who_work_with_amazon(self):
        salesman = new_test_user(
            self.env, 'other-salesman', 'base.group_user,sales_team.group_sale_salesman')
        with self.assertRaises(AccessError):
            self.as_seen(user=salesman).read(['dashboard'])
        form = self.as_seen(user=salesman).get_view(view_type='form')
        self.assertNotIn('name="dashboard"', form['arch'])
