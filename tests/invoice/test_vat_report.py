from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ...lib.taxes.report_windows import windows
from ...workshop.simulator import TAX_INVOICING, Buyer, Item, faults
from ...workshop.simulator.reports.vat_invoice import awkward
from .test_tax_routes import ShipFromCase

HOURS = timedelta(hours=1)
NOON = datetime(2026, 11, 28, 12)


@tagged('-at_install', 'post_install')
class TestReportWindows(BaseCase):

    def test_times(self):
        days = [NOON + timedelta(days=number) for number in range(4)]
        since, until = NOON - HOURS, NOON + timedelta(days=5)
        for counts, cuts in (
            ([1, 2, 3, 4], []),
            ([5, 5, 5, 5], [days[2]]),
            ([6, 5, 5, 5], [days[1], days[3]]),
            ([50, 1, 9, 1], [days[1], days[3]]),
            ([], []),
        ):
            with self.subTest(counts):
                found = windows(list(zip(days, counts, strict=False)), since, until, 10)
                self.assertEqual([start for start, _end in found], [since, *cuts])
                self.assertEqual([end for _start, end in found], [*cuts, until])


class VatReportCase(ShipFromCase):

    def setUp(self):
        super().setUp()
        self.reports = self.amazon.reports

    def read(self, *manglers):
        """Run the account's scheduled action, as often as it wants to be run soon."""
        if manglers:
            self.reports.mangle_next(*manglers)
        self.run_once()
        for _number in range(3):
            if not self.open_reports():
                break
            self.open_reports().next_look = fields.Datetime.now()
            self.run_once()

    def run_once(self):
        with self.committing(self.account) as account:
            account._cron_read_vat_reports()

    def next_round(self):
        """Let half a day pass, as far as rounds are concerned."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE amazon_vat_report SET create_date = create_date - interval '12 hours'")
        self.env.invalidate_all()

    def rows(self):
        return self.env['amazon.vat.report'].search([('account_id', '=', self.account.id)])

    def open_reports(self):
        return self.rows().filtered(lambda report: report.state not in ('done', 'failed'))

    def calls(self, operation='createReport'):
        return self.amazon.calls[operation]


class TestVatReport(VatReportCase):

    def test_country_that_goods_left_from_and_taxes(self):
        self.route('PL')
        order = self.fba(ship_from='PL')
        self.read()
        self.assertEqual(order.amazon_ship_from_country_id, self.country('PL'))
        self.assert_taxes(order, self.polish, self.polish_tax)
        self.assertTrue(order.amazon_shipping_ref)
        self.assertFalse(order.amazon_invoice_number)
        self.assertEqual(self.rows().state, 'done')
        self.assertEqual(self.rows().order_count, 1)
        self.assertFalse(self.rows().facts)

    def test_seller_s_own_parcels_leave_from_the_warehouse(self):
        self.account.vat_report = 'always'
        placed = self.place(marketplace='DE')
        self.shop.ship(placed.order_id)
        order = self.sale_order(placed)
        self.read()
        self.assertTrue(order.amazon_shipping_ref)
        self.assertFalse(order.amazon_ship_from_country_id)

    def test_amazons_own_number_comes_to_the_invoice_after_posting(self):
        self.enter_rate('EUR')
        order = self.fba(programs=['INVOICE_BY_AMAZON'])
        invoice = self.invoice(order)
        self.assertFalse(invoice.amazon_invoice_number)
        credit_note = invoice._reverse_moves()
        self.read()
        self.assertIn('-AEU-INV-', invoice.amazon_invoice_number)
        self.assertEqual(invoice.amazon_invoice_number, order.amazon_invoice_number)
        self.assertEqual(invoice.state, 'posted')
        self.assertFalse(credit_note.amazon_invoice_number, "it has a number of its own")

    def test_number_is_on_invoices_made_later(self):
        self.enter_rate('EUR')
        order = self.fba(programs=['INVOICE_BY_AMAZON'])
        self.read()
        self.assertEqual(self.invoice(order).amazon_invoice_number, order.amazon_invoice_number)

    def test_transactions_of_refunds(self):
        self.enter_rate('EUR')
        placed_before = len(self.shop)
        order = self.fba(items=[Item('AMZ-MUG-WHITE', 2, unit_price='119')])
        placed = list(self.shop)[placed_before]
        first = self.shop.give_back(placed.order_id, {'AMZ-MUG-WHITE': 1}, 'RETURN')
        self.read()
        self.assertEqual(order._amazon_refund_transaction(), first.transaction_id)
        second = self.shop.give_back(
            placed.order_id, {'AMZ-MUG-WHITE': 1}, at=self.shop.now() + timedelta(seconds=60))
        self.next_round()
        self.read()
        self.assertEqual(order._amazon_refund_transaction(), second.transaction_id)
        invoice = self.invoice(order)
        for transaction_id in (first.transaction_id, second.transaction_id, ''):
            note = invoice._reverse_moves()
            self.assertEqual(order._amazon_refund_transaction(note), transaction_id)

    def test_several_countries_are_told_and_decided_by_a_person(self):
        self.route('PL')
        self.account.ship_from_unknown = 'wait'
        order = self.fba(ship_from='PL')
        self.read()
        self.assertFalse(order._amazon_invoice_waits())
        self.next_round()
        self.read(awkward.with_rows(ship_from_country='CZ', shipping_id='Dother'))
        self.assertFalse(order.amazon_ship_from_country_id)
        self.assertIn("CZ, PL", order._amazon_invoice_waits())
        self.assertIn("CZ, PL", ' '.join(order.message_ids.mapped('body')))

    def test_rows_of_one_parcel_may_contradict_each_other(self):
        def contradict(table):
            for row, country in zip(table.rows, ('PL', 'CZ'), strict=True):
                row.update({'shipping-id': '', 'ship-from-country': country})

        self.route('CZ')
        order = self.fba(items=[Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT')])
        self.read(contradict)
        self.assertFalse(order.amazon_ship_from_country_id)
        self.assertEqual(order.amazon_ship_from_doubt, "CZ, PL")
        self.assertFalse(order.amazon_shipping_ref)

    def test_what_a_person_entered_stays_as_long_as_amazon_says_nothing_new(self):
        order = self.fba(ship_from='PL')
        self.read()
        self.ship_from(order, 'CZ')
        self.next_round()
        self.read()
        self.assertEqual(order.amazon_ship_from_country_id, self.country('CZ'))

    def test_what_is_known_costs_no_write(self):
        order = self.fba(ship_from='PL', programs=['INVOICE_BY_AMAZON'])
        self.read()
        number = order.amazon_invoice_number
        self.next_round()
        self.read()
        self.assertEqual(self.rows().mapped('order_count'), [0, 1])
        self.assertEqual(order.amazon_invoice_number, number)

    def test_nothing_of_the_buyer_is_kept(self):
        order = self.fba(buyer=Buyer("Änne Großmann", 'a@marketplace.amazon.de'))
        self.read(awkward.with_rows(buyer_name="Rumpelstilz", bill_city="Rumpelstadt"))
        self.env.cr.execute("SELECT row_to_json(r)::text FROM amazon_vat_report r")
        kept = str(order.read()) + str(self.env.cr.fetchall())
        self.assertNotIn("Rumpel", kept)

    def test_other_orders_in_it_are_nobodys(self):
        order = self.fba(ship_from='PL')
        self.read(awkward.unknown_order, awkward.duplicated)
        self.assertEqual(order.amazon_ship_from_country_id.code, 'PL')
        self.assertEqual(self.rows().order_count, 1)


class TestVatNumberFromReport(VatReportCase):

    def business(self):
        """Return an order of a business of whose VAT number Amazon's orders say nothing."""
        return self.fba(
            buyer=Buyer("Jürgen Müller", 'j@marketplace.amazon.de', "Müller GmbH"))

    def test_business_without_number_gets_it(self):
        order = self.business()
        self.read(awkward.with_rows(buyer_vat_number='DE136695976'))
        self.assertEqual(order.partner_id.vat, 'DE136695976')
        self.assertNotIn('DE136695976', str(order.amazon_vat_facts))

    def test_number_that_is_there_stays(self):
        order = self.business()
        order.partner_id.vat = 'DE111111125'
        self.read(awkward.with_rows(buyer_vat_number='DE136695976'))
        self.assertEqual(order.partner_id.vat, 'DE111111125')

    def test_customers_of_ones_own_are_left_alone(self):
        order = self.business()
        order.partner_id = self.env['res.partner'].create({'name': "Müller GmbH"})
        self.read(awkward.with_rows(buyer_vat_number='DE136695976'))
        self.assertFalse(order.partner_id.vat)

    def test_buyer_who_was_forgotten_stays_so(self):
        order = self.business()
        self.account.personal_data_days = 3
        with (
            freeze_time(fields.Datetime.now() + timedelta(days=4)),
            self.committing(self.env['amazon.account']) as accounts,
        ):
            accounts._cron_forget_buyers()
        self.assertEqual(order.partner_id.name, "Amazon Customer")
        self.read(awkward.with_rows(buyer_vat_number='DE136695976'))
        self.assertTrue(order.amazon_shipping_ref)
        self.assertFalse(order.partner_id.vat)

    def test_taxes_follow_the_number(self):
        business = self.polish.copy({'name': "Within the Union"})
        self.route('DE', position=business, buyers='business')
        order = self.business()
        self.read(awkward.with_rows(buyer_vat_number='DE136695976'))
        self.assertEqual(order.fiscal_position_id, business)


class TestVatReportAsked(VatReportCase):
    """When Amazon is asked, and what becomes of it if it does not answer well."""

    def test_only_accounts_that_need_it_ask(self):
        self.read()
        self.assertFalse(self.calls(), "Amazon has shipped nothing")
        self.fba(marketplace='US')
        self.read()
        self.assertFalse(self.calls(), "nothing in Europe")
        self.account.vat_report = 'always'
        self.read()
        self.assertEqual(self.calls(), 1)

    def test_never(self):
        self.fba()
        self.account.vat_report = 'never'
        self.read()
        self.assertFalse(self.calls())

    def test_twice_a_day(self):
        self.fba()
        self.read()
        self.read()
        self.assertEqual(self.calls(), 1)
        self.next_round()
        self.read()
        self.assertEqual(self.calls(), 2)
        self.assertEqual(self.account.taxes_cron_id.interval_number, 720)

    def test_report_that_takes_a_while_is_looked_at_again(self):
        order = self.fba(ship_from='PL')
        self.reports.duration = timedelta(minutes=20)
        with freeze_time(datetime.now()) as clock:
            self.run_once()
            for _number in range(12):
                clock.tick(180)
                self.run_once()
        self.assertEqual(order.amazon_ship_from_country_id.code, 'PL')
        self.assertEqual(self.calls(), 1)
        self.assertLess(self.calls('getReport'), 10)

    def test_missing_role_is_told_once_and_stops_nothing_else(self):
        self.fba()
        self.shop.roles.discard(TAX_INVOICING)
        self.read()
        self.assertIn("Tax Invoicing (Restricted)", self.account.vat_report_message)
        self.assertEqual(self.account.state, 'linked')
        calls = self.calls()
        self.read()
        self.next_round()
        self.read()
        self.assertEqual(self.calls(), calls, "Amazon is left in peace for half a day")
        self.assertTrue(self.fba(), "orders are read")
        self.assertFalse(self.account.orders_sync_message)
        self.shop.roles.add(TAX_INVOICING)
        self.next_round()
        with freeze_time(datetime.now() + 12 * HOURS):
            self.read()
        self.assertFalse(self.account.vat_report_message)
        self.assertEqual(self.rows()[0].state, 'done')

    def test_report_that_amazon_gives_up_is_told(self):
        self.fba()
        self.reports.end_next('FATAL')
        self.read()
        self.assertIn("FATAL", self.account.vat_report_message)
        self.next_round()
        self.read()
        self.assertFalse(self.account.vat_report_message)

    def test_nothing_to_report_is_no_problem(self):
        self.fba()
        self.reports.end_next('CANCELLED')
        self.read()
        self.assertEqual(self.rows().state, 'done')
        self.assertFalse(self.account.vat_report_message)

    def test_unreadable_report_is_told(self):
        self.fba()
        self.read(awkward.without('order-id'))
        self.assertIn("order-id", self.account.vat_report_message)

    def test_report_never_comes(self):
        self.fba()
        self.reports.end_next('IN_PROGRESS')
        self.run_once()
        with freeze_time(datetime.now() + 12 * HOURS):
            self.run_once()
        self.assertEqual(self.rows().state, 'failed')
        self.assertIn("hours", self.account.vat_report_message)

    def test_lost_answer_is_found_and_not_asked_twice(self):
        order = self.fba(ship_from='PL')
        self.amazon.faults.add('createReport', faults.lost_answer)
        self.run_once()
        self.assertEqual(self.rows().state, 'requesting')
        self.assertTrue(self.account.vat_report_message)
        self.read()
        self.assertEqual(order.amazon_ship_from_country_id.code, 'PL')
        self.assertEqual(self.calls(), 1)
        self.assertFalse(self.account.vat_report_message)

    def test_question_that_did_not_arrive_is_asked_again(self):
        order = self.fba(ship_from='PL')
        self.amazon.faults.add('createReport', faults.connection_reset)
        self.run_once()
        self.rows().requested_date -= HOURS
        self.read()
        self.assertEqual(order.amazon_ship_from_country_id.code, 'PL')

    def test_outage_is_waited_for(self):
        order = self.fba(ship_from='PL')
        for operation in ('createReport', 'getReport', 'getReportDocument'):
            self.amazon.faults.add(operation, faults.html_503)
        for _number in range(5):
            self.read()
            self.rows().requested_date -= HOURS
        self.assertEqual(order.amazon_ship_from_country_id.code, 'PL')

    def test_order_that_cannot_be_changed_stops_no_other(self):
        good, bad = self.fba(ship_from='PL'), self.fba(ship_from='PL')
        self.env.cr.execute(
            "ALTER TABLE sale_order ADD CONSTRAINT unlucky CHECK (id <> %s "
            "OR amazon_ship_from_country_id IS NULL) NOT VALID", [bad.id])
        with mute_logger('odoo.sql_db', 'odoo.addons.amazon_connector.lib.mishap'):
            self.read()
        self.assertEqual(good.amazon_ship_from_country_id.code, 'PL')
        self.assertFalse(bad.amazon_ship_from_country_id)
        self.assertIn(bad.name, self.rows().reason)
        self.assertEqual(self.rows().state, 'done')
