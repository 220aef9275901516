# pylint: disable=translation-required
from datetime import timedelta
from pathlib import Path
from runpy import run_path

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user
from odoo.tools import config, mute_logger

from ...workshop.simulator import Address, Buyer, Item
from ..customer.known_buyer import EMAIL, NAME, PERSONAL, PHONE, STREET, KnownBuyer
from ..order.change_case import ChangeCase

MIGRATIONS = Path(__file__).parents[2] / 'migrations' / '1.3.0'
PIXEL = (
    b'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E'
    b'rkJggg=='
)
GIFT = "Happy birthday,\nbig brother!"
# Where a name has been written down at times. One test looks into all tables.
TABLES = (
    'res_partner', 'sale_order', 'sale_order_line', 'stock_picking', 'mail_message',
    'mail_tracking_value', 'mail_activity', 'amazon_order', 'ir_attachment',
)


class PersonalDataCase(KnownBuyer, ChangeCase):

    def deliver(self, **values):
        """Return a sales order of which all is delivered."""
        return self.place_and_ship(**values).sale_id

    def forget(self, days=31):
        """Run the scheduled action some days from now."""
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=days)),
            self.committing(self.env['amazon.account']) as accounts,
        ):
            accounts._cron_forget_buyers()

    def invoice(self, sale_order):
        invoice = sale_order._create_invoices()
        invoice.action_post()
        return invoice

    def write_tracking(self):
        """Have Odoo write what it does at the end of a transaction."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def all_tables(self):
        self.env.cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [table for [table] in self.env.cr.fetchall()]

    def left(self, *texts, tables=TABLES):
        """Return which of the texts are still in the database, and where."""
        self.env.flush_all()
        found = []
        for table in tables:
            for text in texts:
                self.env.cr.execute(
                    f'SELECT count(*) FROM "{table}" record WHERE record::text ILIKE %s',  # noqa: S608
                    [f'%{text}%'],
                )
                if self.env.cr.fetchone()[0]:
                    found.append((table, text))
        return found


class TestPersonalData(PersonalDataCase):

    def test_customer_is_anonymous_a_month_after_delivery(self):
        sale_order = self.deliver()
        customer = sale_order.partner_id
        self.send()
        for text in PERSONAL:
            self.assertTrue(self.left(text), text)
        self.forget()
        self.assertEqual(self.left(*PERSONAL, tables=self.all_tables()), [])
        self.assertEqual(customer.name, "Amazon Customer")
        self.assertFalse(customer.city or customer.zip)
        self.assertEqual(customer.country_id.code, 'US')
        self.assertEqual(customer.state_id.code, 'WA')

    def test_not_sooner(self):
        customer = self.deliver().partner_id
        self.forget(days=29)
        self.assertEqual(customer.name, NAME)

    def test_as_many_days_as_the_account_says(self):
        customer = self.deliver().partner_id
        self.account.personal_data_days = 10
        self.forget(days=9)
        self.assertEqual(customer.name, NAME)
        self.forget(days=11)
        self.assertEqual(customer.name, "Amazon Customer")

    def test_fewer_days_count_for_orders_that_were_looked_at_already(self):
        customer = self.deliver().partner_id
        self.forget(days=1)
        self.account.personal_data_days = 5
        self.forget(days=6)
        self.assertEqual(customer.name, "Amazon Customer")

    def test_never_needs_a_reason(self):
        with self.assertRaisesRegex(ValidationError, "Why Longer"):
            self.account.personal_data_days = 0
        with self.assertRaisesRegex(ValidationError, "Why Longer"):
            self.account.personal_data_days = 31
        with self.assertRaises(ValidationError):
            self.account.personal_data_days = -1
        customer = self.deliver().partner_id
        self.account.write({'personal_data_days': 0, 'personal_data_reason': "A law of ours"})
        self.forget(days=400)
        self.assertEqual(customer.name, NAME)

    def test_not_for_longer_than_dates_go(self):
        with self.assertRaisesRegex(ValidationError, "3650"):
            self.account.write({'personal_data_days': 3651, 'personal_data_reason': "A law"})
        customer = self.deliver().partner_id
        self.account.write({'personal_data_days': 3650, 'personal_data_reason': "A law"})
        self.forget(days=3649)
        self.assertEqual(customer.name, NAME)
        self.forget(days=3651)
        self.assertEqual(customer.name, "Amazon Customer")

    def test_not_while_the_order_is_open(self):
        order = self.place()
        self.forget(days=400)
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.partner_shipping_id.street, STREET)
        with freeze_time(fields.Datetime.now() + timedelta(days=400)):
            self.ship(self.picking(order))
        self.forget(days=429)
        self.assertEqual(sale_order.partner_shipping_id.street, STREET)
        self.forget(days=432)
        self.assertFalse(sale_order.partner_shipping_id.street)

    def test_not_while_a_backorder_waits(self):
        order = self.place(3)
        self.ship(self.picking(order), {self.mug: 1})
        self.forget()
        self.assertEqual(self.sale_order(order).partner_id.name, NAME)

    def test_after_a_cancellation(self):
        order = self.place()
        self.shop.cancel(order.order_id)
        self.sync()
        self.forget(days=29)
        self.assertEqual(self.sale_order(order).partner_id.name, NAME)
        self.forget()
        self.assertEqual(self.left(*PERSONAL), [])

    def test_canceled_in_odoo_only_is_still_open(self):
        order = self.place()
        self.sale_order(order)._action_cancel()
        self.forget()
        self.assertEqual(self.sale_order(order).partner_id.name, NAME)

    def test_shipped_without_odoo_and_canceled_there(self):
        order = self.place()
        self.shop.ship(order.order_id)
        self.sync()
        self.picking(order).action_cancel()
        self.answer(order, 'action_keep')
        self.forget(days=29)
        self.assertEqual(self.sale_order(order).partner_id.name, NAME)
        self.forget()
        self.assertEqual(self.left(*PERSONAL), [])

    def test_delivery_that_nobody_validates_keeps_nothing_for_ever(self):
        order = self.place()
        self.shop.ship(order.order_id)
        self.sync()
        self.forget(days=179)
        self.assertEqual(self.picking(order).partner_id.street, STREET)
        self.forget(days=181)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_what_is_validated_late_goes_a_month_later(self):
        order = self.place()
        self.shop.ship(order.order_id)
        self.sync()
        self.forget()
        with freeze_time(fields.Datetime.now() + timedelta(days=32)):
            self.ship(self.picking(order))
        self.forget(days=61)
        self.assertEqual(self.sale_order(order).partner_id.name, NAME)
        self.forget(days=63)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_not_while_goods_are_sent_again(self):
        sale_order = self.deliver()
        self.send()
        self.sync()
        again = self.return_of(self.give_back(sale_order.picking_ids, 1), 1)
        self.forget()
        self.assertEqual(again.partner_id.street, STREET)
        with freeze_time(fields.Datetime.now() + timedelta(days=32)):
            self.ship(again)
        self.forget(days=61)
        self.assertEqual(again.partner_id.street, STREET)
        self.forget(days=63)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_not_while_amazon_expects_the_rest(self):
        order = self.place(mugs=2)
        self.deliver_one_of_two(order)
        self.assert_asked(order, "Cancel the rest in Seller Central, or deliver it")
        self.forget(days=400)
        self.assertEqual(self.sale_order(order).partner_shipping_id.street, STREET)
        self.reduce(order, {'AMZ-MUG-WHITE': 1})
        self.forget(days=402)
        self.assertEqual(self.left(*PERSONAL), [])

    def test_answer_left_out_keeps_nothing_for_ever(self):
        order = self.place(mugs=2)
        self.deliver_one_of_two(order)
        self.shop.ship(order.order_id)
        self.sync()
        self.assert_asked(order, "If these goods have left")
        self.forget(days=179)
        self.assertEqual(self.sale_order(order).partner_shipping_id.street, STREET)
        self.forget(days=181)
        self.assertEqual(self.left(*PERSONAL), [])

    def deliver_one_of_two(self, order):
        """Deliver one piece; a worker decides that there will be no backorder."""
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z999AA10123456784'})
        picking.move_ids.quantity = 1
        self.validate(picking, backorder=False)
        self.send()
        self.sync()

    def test_what_amazon_ships(self):
        order = self.place(channel='AMAZON', status='SHIPPED', items=[
            Item('AMZ-MUG-WHITE', gift_message="For Augusta Ada King"),
        ])
        self.assertTrue(self.sale_order(order).amazon_gift_message)
        self.forget(days=29)
        self.assertTrue(self.left("Augusta"))
        self.forget()
        self.assertEqual(self.left("Augusta"), [])

    def test_second_order_keeps_the_customer(self):
        first = self.deliver()
        second = self.place()
        self.assertEqual(self.sale_order(second).partner_id, first.partner_id)
        self.forget()
        self.assertEqual(first.partner_id.name, NAME)
        self.assertFalse(first.amazon_data_check)
        self.ship(self.picking(second))
        self.forget(days=62)
        self.assertEqual(first.partner_id.name, "Amazon Customer")

    def test_delivery_address_goes_with_its_order(self):
        first, second = self.deliver(), self.place(recipient=Address(
            "Charles Babbage", "1 Dorset Street", city="Austin", country='US',
        ))
        elsewhere = self.sale_order(second).partner_shipping_id
        self.assertEqual(elsewhere.parent_id, first.partner_id)
        self.shop.cancel(second.order_id)
        self.sync()
        self.forget()
        self.assertEqual(self.left(*PERSONAL, "Babbage", "Dorset"), [])

    def test_gift_message_goes_everywhere(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', gift_message=GIFT)])
        sale_order = self.sale_order(order)
        sale_order.action_lock()
        self.assertIn("big brother", self.picking(order).note)
        self.ship(self.picking(order))
        invoice = self.invoice(sale_order)
        self.assertIn("big brother", str(invoice.invoice_line_ids.mapped('name')))
        self.forget()
        self.assertEqual(self.left("big brother"), [])
        self.assertNotIn("big brother", str(invoice.invoice_line_ids.mapped('name')))
        self.assertTrue(sale_order.locked)

    def test_chatter_activities_and_labels(self):
        sale_order = self.deliver()
        picking, customer = sale_order.picking_ids, sale_order.partner_id
        sale_order.message_post(body=f"Call {NAME} at {PHONE}. It is urgent.")
        picking.message_post(body="Thanks!", author_id=customer.id, email_from=EMAIL)
        picking.activity_schedule('mail.mail_activity_data_todo', note=f"Ask {EMAIL}")
        customer.message_post(body="Lives near the sea")
        for phone in ('+1 206 555 0199', PHONE):
            customer.phone = phone
            self.write_tracking()
        self.env['ir.attachment'].create([
            {'name': 'LabelShipping-ups-1Z.pdf', 'res_model': 'stock.picking',
             'res_id': picking.id, 'raw': b'To: Ada'},
            {'name': 'ShippingDoc-ups.pdf', 'res_model': 'stock.picking',
             'res_id': picking.id, 'raw': b'for the customs'},
        ])
        self.assertIn(('mail_tracking_value', "555 0199"), self.left("555 0199"))
        self.forget()
        self.assertEqual(self.left(*PERSONAL, "555 0199", "near the sea", "Thanks!"), [])
        self.assertTrue(self.left("It is urgent"))
        attachments = self.env['ir.attachment'].search([
            ('res_model', '=', 'stock.picking'), ('res_id', '=', picking.id),
        ])
        self.assertEqual(attachments.mapped('name'), ['ShippingDoc-ups.pdf'])

    def test_other_customer_in_tracking_of_the_order(self):
        order = self.place()
        sale_order = self.sale_order(order)
        self.write_tracking()
        sale_order.partner_id = self.env['res.partner'].create({'name': "Somebody Else"})
        self.write_tracking()
        self.assertIn(('mail_tracking_value', NAME), self.left(NAME))
        self.shop.cancel(order.order_id)
        self.sync()
        self.forget()
        self.assertNotIn(('mail_tracking_value', NAME), self.left(NAME))


class TestPersonalDataKept(PersonalDataCase):

    def test_invoice_keeps_what_it_shows(self):
        self.enter_rate('EUR')
        self.buyer.vat_number = 'DE136695976'
        sale_order = self.deliver(marketplace='DE')
        invoice = self.invoice(sale_order)
        sale_order.partner_id.function = "Countess"
        before = sale_order.partner_id.read(['name', 'street', 'city', 'zip', 'vat'])
        self.forget()
        self.assertEqual(
            invoice.partner_id.read(['name', 'street', 'city', 'zip', 'vat']), before
        )
        self.assertEqual(self.left(EMAIL, PHONE, "Countess"), [])
        self.assertEqual(sale_order.partner_id.amazon_data, 'reduced')

    def test_draft_invoice_keeps_nothing(self):
        sale_order = self.deliver()
        sale_order._create_invoices()
        self.forget()
        self.assertEqual(self.left(EMAIL, PHONE, STREET), [])

    def test_invoice_reset_to_draft_had_a_number(self):
        sale_order = self.deliver()
        self.invoice(sale_order).button_draft()
        self.forget()
        self.assertEqual(sale_order.partner_id.name, NAME)

    def test_payment_and_credit_note_belong_to_the_invoice(self):
        sale_order = self.deliver()
        invoice = self.invoice(sale_order)
        self.env['account.payment.register'].with_context(
            active_model='account.move', active_ids=invoice.ids
        ).create({})._create_payments()
        self.env['account.move.reversal'].with_context(
            active_model='account.move', active_ids=invoice.ids
        ).create({'journal_id': invoice.journal_id.id}).refund_moves()
        self.forget()
        self.assertEqual(sale_order.partner_id.name, NAME)
        self.assertFalse(sale_order.partner_id.email)

    def test_customer_of_the_seller_is_never_touched(self):
        customer = self.env['res.partner'].create({
            'name': NAME, 'email': EMAIL, 'street': STREET, 'phone': PHONE, 'city': "Seattle",
            'zip': '98101', 'company_id': self.company.id,
        })
        sale_order = self.deliver()
        self.assertEqual(sale_order.partner_id, customer)
        self.forget()
        self.assertEqual((customer.name, customer.email), (NAME, EMAIL))

    def assert_kept_if(self, use):
        sale_order = self.deliver()
        use(sale_order.partner_id)
        self.forget()
        self.assertEqual(
            (sale_order.partner_id.name, sale_order.partner_id.email), (NAME, EMAIL)
        )

    def test_own_order_outside_of_amazon(self):
        self.assert_kept_if(lambda customer: self.env['sale.order'].create({
            'partner_id': customer.id,
        }))

    def test_own_invoice_outside_of_amazon(self):
        self.assert_kept_if(lambda customer: self.env['account.move'].create({
            'move_type': 'out_invoice', 'partner_id': customer.id,
        }))

    def test_delivery_outside_of_amazon(self):
        picking_type = self.warehouse.out_type_id
        self.assert_kept_if(lambda customer: self.env['stock.picking'].create({
            'partner_id': customer.id,
            'picking_type_id': picking_type.id,
            'location_id': picking_type.default_location_src_id.id,
            'location_dest_id': self.env.ref('stock.stock_location_customers').id,
        }))

    def test_user_of_odoo(self):
        self.assert_kept_if(lambda customer: new_test_user(
            self.env, 'ada-portal', 'base.group_portal', partner_id=customer.id, name=NAME,
            email=EMAIL,
        ))

    def test_contact_with_a_contact_entered_by_hand(self):
        self.assert_kept_if(lambda customer: customer.child_ids.create({
            'name': "Her secretary", 'parent_id': customer.id,
        }))

    def test_contact_put_under_a_company_by_hand(self):
        self.assert_kept_if(lambda customer: customer.write({
            'parent_id': customer.create({'name': "Engine Ltd."}).id,
        }))

    def test_contact_with_a_tag(self):
        self.assert_kept_if(lambda customer: customer.write({
            'category_id': [fields.Command.create({'name': "Friend"})],
        }))

    def as_a_person(self, model):
        """Return a model as somebody who is no job uses it."""
        return self.env[model].with_user(self.env.ref('base.user_admin'))

    def test_contact_with_a_planned_activity(self):
        self.assert_kept_if(lambda customer: self.as_a_person('mail.activity').create({
            'res_model_id': self.env['ir.model']._get_id('res.partner'),
            'res_id': customer.id,
            'activity_type_id': self.env.ref('mail.mail_activity_data_call').id,
        }))
        self.assertTrue(self.env['mail.activity'].search([('res_model', '=', 'res.partner')]))

    def test_contact_with_internal_notes(self):
        self.assert_kept_if(lambda customer: customer.write({'comment': "Pays by phone"}))

    def test_contact_with_a_comment_in_its_chatter(self):
        def use(customer):
            customer = self.as_a_person('res.partner').browse(customer.id)
            customer.message_post(body="Pays by phone", message_type='comment')

        self.assert_kept_if(use)
        self.assertTrue(self.left("Pays by phone"))

    def test_contact_with_a_file(self):
        self.assert_kept_if(lambda customer: self.as_a_person('ir.attachment').create({
            'name': "contract.pdf", 'res_model': 'res.partner', 'res_id': customer.id,
            'raw': b'signed',
        }))

    def test_what_odoo_and_buyers_write_is_no_use(self):
        customer = self.deliver().partner_id
        customer.message_post(body="Thanks!", message_type='comment', author_id=customer.id)
        customer.activity_schedule('mail.mail_activity_data_todo', note="Odoo's own reminder")
        self.as_a_person('res.partner').browse(customer.id).image_1920 = PIXEL
        self.forget()
        self.assertEqual(self.left(*PERSONAL, "Thanks!", "own reminder"), [])

    def test_contact_that_another_module_refers_to(self):
        self.assert_kept_if(lambda customer: self.env['res.partner.bank'].create({
            'partner_id': customer.id, 'acc_number': '1234',
        }))


class TestPersonalDataForgotten(PersonalDataCase):

    def test_same_order_again_brings_nothing_back(self):
        sale_order = self.deliver()
        self.send()
        self.forget()
        customers = self.env['res.partner'].search_count([])
        for order in self.shop:
            self.shop.change(order.order_id, lambda order: None)
        self.account.last_orders_sync = fields.Datetime.now() - timedelta(days=2)
        self.sync()
        self.click(self.inbox_of(sale_order), 'action_retry')
        self.click(self.env['amazon.recover.order.wizard'].create({
            'account_id': self.account.id, 'amazon_order_ref': sale_order.amazon_order_ref,
        }), 'action_recover')
        self.assertEqual(self.env['res.partner'].search_count([]), customers)
        self.assertEqual(self.left(*PERSONAL), [])
        self.assertEqual(self.inbox_of(sale_order).state, 'imported')

    def inbox_of(self, sale_order):
        return self.env['amazon.order'].search([
            ('amazon_order_ref', '=', sale_order.amazon_order_ref),
        ])

    def test_buyer_who_comes_back_is_a_new_customer(self):
        former = self.deliver().partner_id
        self.forget()
        customer = self.sale_order(self.place()).partner_id
        self.assertNotEqual(customer, former)
        self.assertEqual(customer.email, EMAIL)

    def test_order_deleted_in_odoo_comes_back_with_its_customer(self):
        order = self.place(recipient=None, buyer=Buyer(name=NAME))
        self.shop.cancel(order.order_id)
        self.sync()
        self.forget()
        again = self.place(recipient=None, buyer=Buyer(name=NAME))
        self.assertEqual(self.sale_order(again).partner_id.name, NAME)

    def test_account_says_how_much_is_left(self):
        first, second = self.deliver(), self.deliver(buyer=Buyer(name="Bob", email='b@x.com'))
        self.assertEqual(self.account.personal_data_count, 2)
        self.assertEqual(self.account.personal_data_since, first.partner_id.create_date)
        self.invoice(second)
        self.forget()
        self.assertEqual(self.account.personal_data_count, 0)
        self.assertFalse(self.account.personal_data_since)
        self.assertEqual(self.account.invoiced_data_count, 1)

    def test_archived_account_keeps_nothing_either(self):
        customer = self.deliver().partner_id
        self.account.active = False
        self.forget()
        self.assertEqual(customer.name, "Amazon Customer")

    def test_run_whose_time_is_up_is_gone_on_with(self):
        customer = self.deliver().partner_id
        cron = self.env.ref('amazon_connector.ir_cron_forget_buyers')
        before = self.env['ir.cron.trigger'].search([('cron_id', '=', cron.id)])
        self.patch(config, 'options', {**config.options, 'limit_time_real_cron': 1e-12})
        self.forget()
        self.assertEqual(customer.name, NAME)
        self.assertEqual(
            len(self.env['ir.cron.trigger'].search([('cron_id', '=', cron.id)]) - before), 1
        )
        self.patch(config, 'options', {**config.options, 'limit_time_real_cron': 120})
        self.forget()
        self.assertEqual(customer.name, "Amazon Customer")

    def test_buyers_of_before_are_found_by_the_migration(self):
        ours = self.deliver()
        theirs = self.ordinary_order(self.mug)
        sold_before = self.deliver(buyer=Buyer(name="Bob", email='b@x.com'))
        entered_by_hand = sold_before.partner_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = create_date - interval '1 s' WHERE id = %s",
            [entered_by_hand.id],
        )
        self.env.cr.execute("UPDATE res_partner SET amazon_account_id = NULL, amazon_data = NULL")
        self.env.cr.execute("UPDATE sale_order SET amazon_data_check = NULL")
        self.migrate()
        self.assertEqual(ours.partner_id.amazon_account_id, self.account)
        self.assertTrue(ours.amazon_data_check)
        self.assertFalse(theirs.partner_id.amazon_account_id or theirs.amazon_data_check)
        self.assertFalse(entered_by_hand.amazon_account_id or entered_by_hand.amazon_data)
        self.assertEqual(ours.partner_id.amazon_data, 'full')
        in_six_days = fields.Datetime.now() + timedelta(days=6)
        self.assertGreater(ours.partner_id.amazon_data_check, in_six_days)

    def test_after_an_upgrade_there_is_a_week_to_decide(self):
        sale_order = self.deliver()
        sale_order.picking_ids.move_ids.date -= timedelta(days=400)
        failed = self.shop.place(buyer=Buyer(name="Mary Somerville"))
        self.shop.mangle(failed.order_id, lambda content: content.pop('orderItems'))
        self.sync()
        row = self.inbox(failed)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE amazon_order SET payload_date = NULL, write_date = write_date - interval '1 y'"
        )
        self.migrate()
        self.forget(days=6)
        self.assertEqual(sale_order.partner_id.name, NAME)
        self.assertTrue(row.payload)
        self.forget(days=8)
        self.assertEqual(sale_order.partner_id.name, "Amazon Customer")
        self.assertFalse(row.payload)

    def test_upgrade_tells_the_responsible(self):
        customer = self.deliver().partner_id
        unused = self.create_account(name="Nothing Sold", refresh_token='other')
        self.env['res.lang']._activate_lang('en_GB')
        self.account.user_id.lang = 'en_GB'
        self.migrate()
        [activity] = self.account.activity_ids
        self.assertEqual(activity.user_id, self.account.user_id)
        first_run = fields.Date.today() + timedelta(days=7)
        self.assertEqual(activity.date_deadline, first_run)
        self.assertIn(first_run.strftime('%d/%m/%Y'), activity.summary)
        self.assertIn("Orders Follow-up", activity.note)
        self.assertIn("now: 1.", activity.note)
        self.assertFalse(unused.activity_ids)
        # Who has decided need not wait.
        self.account.personal_data_days = 3
        self.forget(days=4)
        self.assertEqual(customer.name, "Amazon Customer")

    def migrate(self):
        """Do what an upgrade does, in its order."""
        self.env.flush_all()
        for script in ('post-migrate.py', 'end-migrate.py'):
            run_path(str(MIGRATIONS / script))['migrate'](self.env.cr, '17.0.1.2.0')
        self.env.invalidate_all()

    def test_order_in_the_way_stops_no_other(self):
        sale_orders = [
            self.deliver(buyer=Buyer(name=f"Buyer {number}", email=f'{number}@x.com'))
            for number in range(3)
        ]
        # What another module forbids.
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE res_partner ADD CHECK (id != %s OR email IS NOT NULL)",
            [sale_orders[1].partner_id.id],
        )
        with (
            mute_logger('odoo.sql_db'),
            self.assertLogs('odoo.addons.amazon_connector.lib.mishap', 'WARNING') as log,
        ):
            self.forget()
        self.assertEqual(
            [sale_order.partner_id.name for sale_order in sale_orders],
            ["Amazon Customer", "Buyer 1", "Amazon Customer"],
        )
        self.assertNotIn("Buyer 1", str(log.output))
        self.assertTrue(sale_orders[1].amazon_data_check)

    def test_payload_goes_in_all_ends(self):
        self.deliver()
        self.place(status='PENDING')
        self.place(channel='AMAZON')
        self.shop.cancel(self.place().order_id)
        conflict = self.place_and_ship()
        self.shop.cancel(conflict.sale_id.amazon_order_ref)
        self.sync()
        rows = self.env['amazon.order'].search([])
        self.assertEqual(set(rows.mapped('state')), {'imported', 'ignored', 'conflict'})
        self.assertFalse(any(rows.mapped('payload')))

    def test_payload_of_a_failed_order_goes_after_a_month(self):
        order = self.shop.place(buyer=self.buyer, recipient=self.recipient)
        self.shop.mangle(order.order_id, lambda content: content.pop('orderItems'))
        self.sync()
        row = self.inbox(order)
        self.assertEqual(row.state, 'failed')
        self.assertTrue(row.payload)
        self.forget(days=29)
        self.assertTrue(row.payload)
        self.forget()
        self.assertFalse(row.payload or row.next_attempt)
        self.assertIn("Retry", row.reason)

    def test_attempts_do_not_prolong_the_month(self):
        order = self.shop.place(buyer=self.buyer, recipient=self.recipient)
        self.shop.mangle(order.order_id, lambda content: content.pop('orderItems'))
        self.sync()
        row = self.inbox(order)
        for days in (10, 20, 29):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.click(self.account, 'action_sync_orders')
                self.click(row, 'action_retry')
        self.assertTrue(row.payload)
        self.forget()
        self.assertFalse(row.payload)

    def test_month_begins_anew_when_amazon_says_something_new(self):
        order = self.shop.place(buyer=self.buyer, recipient=self.recipient)
        self.shop.mangle(order.order_id, lambda content: content.pop('orderItems'))
        self.sync()
        row = self.inbox(order)
        with freeze_time(fields.Datetime.now() + timedelta(days=20)):
            self.shop.mangle(order.order_id, lambda content: content.update(orderItems=None))
            self.click(row, 'action_retry')
        self.forget()
        self.assertTrue(row.payload)
