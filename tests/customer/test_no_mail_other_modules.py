from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .mail_case import MailCase


@tagged('-standard', 'beside_mailing_modules')
class TestNoMailOfLoyalty(MailCase):
    """No coupons and no points are sent to Amazon's buyers (with `sale_loyalty`)."""

    def program(self, **values):
        return self.env['loyalty.program'].create({
            'name': "Thank you",
            'trigger': 'auto',
            'rule_ids': [Command.create({'minimum_qty': 0})],
            'reward_ids': [Command.create({'reward_type': 'discount', 'discount': 10})],
            **values,
        })

    def communication(self, **values):
        template = self.env.ref('loyalty.mail_template_loyalty_card')
        template.report_template_ids = False  # Its barcode needs libraries that not all have.
        return [Command.create({'mail_template_id': template.id, **values})]

    def test_coupon_for_the_next_order(self):
        self.program(
            program_type='next_order_coupons', applies_on='future',
            communication_plan_ids=self.communication(trigger='create'),
        )
        drafts = [order.copy() for order in self.ordinary + self.amazons]
        for draft in drafts:
            draft._update_programs_and_rewards()
            draft.action_confirm()
        cards = [draft._get_reward_coupons() for draft in drafts]
        self.assert_only_ordinary_is_written_to(*cards)

    def test_points_that_are_reached(self):
        program = self.program(
            program_type='loyalty', applies_on='both',
            communication_plan_ids=self.communication(trigger='points_reach', points=10),
        )
        cards = [
            self.env['loyalty.card'].create({'program_id': program.id, 'partner_id': partner.id})
            for partner in (self.customer, self.buyer)
        ]
        for card in cards:
            card.points = 20
        self.assert_only_ordinary_is_written_to(*cards)


@tagged('-standard', 'beside_mailing_modules')
class TestNoMailOfEvents(MailCase):
    """No ticket is sent to Amazon's buyers (with `event_sale`)."""

    def test_registration(self):
        now = fields.Datetime.now()
        event = self.env['event.event'].create({
            'name': "Tea", 'date_begin': now + timedelta(days=1),
            'date_end': now + timedelta(days=2), 'organizer_id': self.company.partner_id.id,
        })
        registrations = [
            self.env['event.registration'].create({
                'event_id': event.id, 'partner_id': order.partner_id.id, 'sale_order_id': order.id,
                'name': order.partner_id.name, 'email': order.partner_id.email,
            })
            for order in (self.ordinary, self.amazons)
        ]
        event.event_mail_ids.sudo().execute()
        self.assert_only_ordinary_is_written_to(*registrations)


@tagged('-standard', 'beside_mailing_modules')
class TestNoMailOfTheShop(MailCase):
    """Nothing that the own shop sends goes to Amazon's buyers (with `website_sale`)."""

    def setUp(self):
        super().setUp()
        self.website = self.env['website'].search([('company_id', '=', self.company.id)], limit=1)

    def test_confirmation(self):
        orders = self.ordinary + self.amazons
        orders.website_id = self.website
        for order in orders:
            order._send_order_confirmation_mail()
        self.assert_only_ordinary_is_written_to(*orders)

    def test_abandoned_cart(self):
        self.website.send_abandoned_cart_email = True
        if 'send_abandoned_cart_email_activation_time' in self.website:
            self.website.send_abandoned_cart_email_activation_time = '2020-01-01'
        carts = [
            self.env['sale.order'].create({
                'partner_id': partner.id, 'website_id': self.website.id,
                'date_order': fields.Datetime.now() - timedelta(days=2),
                'order_line': [Command.create({'product_id': self.teapot.id, 'price_unit': 5})],
            })
            for partner in (self.customer, self.buyer)
        ]
        (self.customer + self.buyer).sale_order_ids.filtered(
            lambda order: order.state == 'sale').date_order = '2021-01-01'
        self.website._send_abandoned_cart_email()
        self.assert_only_ordinary_is_written_to(*carts)


@tagged('-standard', 'beside_mailing_modules')
class TestNoMailOfRatings(MailCase):
    """Amazon's buyers are not asked for a rating (with `rating`, here that of `project`)."""

    def test_request(self):
        project = self.env['project.project'].create({'name': "Service"})
        tasks = [
            self.env['project.task'].create({
                'name': "Repair", 'project_id': project.id, 'partner_id': partner.id,
            })
            for partner in (self.customer, self.buyer)
        ]
        template = self.env.ref('project.rating_project_request_email_template')
        for task in tasks:
            task.rating_send_request(template)
        self.assert_only_ordinary_is_written_to(*tasks)


@tagged('-standard', 'beside_mailing_modules')
class TestNoMailOfThePortal(MailCase):
    """Amazon's buyers are not invited (with `portal`)."""

    def test_invitation(self):
        for partner in (self.customer, self.buyer):
            wizard = self.env['portal.wizard'].with_context(active_ids=partner.ids).create({})
            wizard.user_ids.action_grant_access()
        self.assert_only_ordinary_is_written_to()
        self.assertTrue(self.notes(self.buyer))
        self.assertFalse(self.notes(self.customer))


@tagged('-standard', 'beside_mailing_modules')
class TestNoMailing(MailCase):
    """Mailings leave Amazon's buyers out (with `mass_mailing`)."""

    def test_mailing(self):
        contacts = self.customer + self.buyer
        mailing = self.env['mailing.mailing'].create({
            'subject': "Mugs", 'body_html': "<p>Mugs</p>", 'email_from': 'shop@example.com',
            'mailing_model_id': self.env['ir.model']._get_id('res.partner'),
            'mailing_domain': repr([('id', 'in', contacts.ids)]),
        })
        mailing.action_send_mail()
        self.assert_only_ordinary_is_written_to()
        statuses = {trace.res_id: trace.trace_status for trace in mailing.mailing_trace_ids}
        self.assertEqual(statuses, {self.customer.id: 'sent', self.buyer.id: 'cancel'})
        self.assertEqual(mailing.state, 'done')
        self.assertFalse(self.notes(self.buyer))
