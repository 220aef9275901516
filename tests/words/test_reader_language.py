from datetime import date
from decimal import Decimal

from lxml import etree

from odoo.exceptions import UserError
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from ...lib.words import _, cause_of, in_words, joined, on_day, words_of
from ...lib.words.saying import to_keep
from ...workshop.simulator import Item, faults
from ..common import AmazonCase
from ..order.change_case import ChangeCase


class ReaderCase:
    """What a job says, each reader reads in their own language."""

    def setUp(self):
        super().setUp()
        for lang in ('de_DE', 'zh_CN'):
            self.env['res.lang']._activate_lang(lang)
            self.env['ir.module.module']._get('amazon_connector')._update_translations(lang)

    def assert_read(self, record, field, **texts):
        """Check what is read in each language, one after the other in one transaction."""
        for lang, text in texts.items():
            read = record.with_context(lang=lang)
            self.assertIn(text, read[field])
            self.assertIn(text, read.read([field])[0][field])


class TestReaderLanguage(ReaderCase, AmazonCase):

    def test_pending_order_says_in_chinese_why_it_waits(self):
        self.link()
        order = self.shop.place(status='PENDING')
        self.sync()
        self.assert_read(
            self.inbox(order), 'reason',
            en_US="Amazon has not released the order yet",
            zh_CN="亚马逊尚未放行该订单", de_DE="Amazon hat den Auftrag noch nicht freigegeben",
        )

    def test_reason_why_an_order_failed_is_read_with_its_names(self):
        self.link()
        warehouse = self.account.warehouse_id.create({'name': "Old Barn", 'code': 'OLD'})
        self.account.warehouse_id = warehouse
        warehouse.active = False
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE')])
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.sync()
        row = self.inbox(order)
        self.assertEqual(row.state, 'failed')
        self.assert_read(row, 'reason', en_US="The warehouse “Old Barn” is archived",
                         zh_CN="Old Barn")
        self.assertNotIn("warehouse", row.with_context(lang='zh_CN').reason)

    def test_reason_is_found_by_what_the_reader_reads(self):
        self.link()
        order, _other = self.shop.place(status='PENDING'), self.shop.place()
        self.sync()
        row = self.inbox(order)
        for lang, text, found in (
            ('zh_CN', "尚未放行", row), ('de_DE', "noch nicht freigegeben", row),
            ('en_US', "has NOT released", row), ('zh_CN', "has not released", row),
            ('de_DE', "尚未放行", row.browse()), ('en_US', "released by", row.browse()),
        ):
            with self.subTest(lang=lang, text=text):
                self.assertEqual(self.found_by_reason(row.with_context(lang=lang), text), found)
        causes = row.cause_id.with_context(lang='zh_CN')
        self.assertEqual([number for number, _ in causes.name_search("尚未放行")], causes.ids)
        self.assertNotIn(causes, causes.search([('words', 'not ilike', "尚未放行")]))

    def found_by_reason(self, rows, text):
        """Return what the field *Reason* of the list's search finds."""
        arch = etree.fromstring(rows.get_view(view_type='search')['arch'])
        [domain] = arch.xpath("//field[@name='reason']/@filter_domain")
        return rows.search(safe_eval(domain, {'self': text})).with_env(self.env)

    def test_nobody_is_offered_to_group_by_how_a_reason_is_kept(self):
        for model in ('amazon.order', 'amazon.shipment', 'amazon.todo'):
            reason = self.env[model].fields_get(['reason'])['reason']
            self.assertFalse(reason.get('sortable') or reason.get('groupable'), model)

    def test_problem_of_an_account_with_a_moment_is_read_by_the_clock_of_the_reader(self):
        self.link()
        self.amazon.faults.add('searchOrders', faults.access_denied, times=100)
        self.sync()
        problem = self.account.problem_ids
        self.assertTrue(problem)
        english = problem.with_context(lang='en_US', tz='UTC').message
        self.assertIn("Amazon is asked again at", english)
        self.assertNotEqual(
            english, problem.with_context(lang='en_US', tz='Asia/Shanghai').message
        )
        self.assertNotIn("asked again", problem.with_context(lang='zh_CN').message)


class TestReaderOfAQuestion(ReaderCase, ChangeCase):

    def test_question_with_amounts_is_asked_in_the_language_of_each_reader(self):
        order = self.place(mugs=2)
        sale_order = self.sale_order(order)
        sale_order.order_line[:1].price_unit += 1
        self.sync()
        self.assert_read(
            sale_order, 'amazon_conflict', en_US="Total: $", zh_CN="总额：亚马逊上为",
            de_DE="Gesamtbetrag:",
        )


class TestForeignText(ReaderCase, ChangeCase):
    """What buyers and Amazon write may look like anything: it is read as it was written."""

    def test_buyer_who_writes_what_looks_like_a_kept_sentence(self):
        for text in (
            '{"say": "%(x)d", "with": {"x": "a"}}', '{"money": 1, "currency": "x"}',
            '{"moment": "never"}', '{"say": "It is canceled: no sales order is made of it."}',
        ):
            with self.subTest(text):
                order = self.place()
                self.shop.request_cancellation(order.order_id, text)
                self.sync()
                self.env.flush_all()
                self.env.invalidate_all()
                self.assert_read(
                    self.sale_order(order), 'amazon_cancel_request', en_US=text, zh_CN=text
                )


def _pending():
    return _("Amazon has not released the order yet; it is imported when it does.")


class TestWords(ReaderCase, AmazonCase):
    """How a sentence is kept, and said again."""

    def said(self, text, lang):
        return in_words(self.env(context={'lang': lang}), to_keep(text))

    def test_sentence_within_a_sentence(self):
        pending = _("Amazon has not released the order yet; it is imported when it does.")
        try:
            raise UserError(pending)
        except UserError as error:
            inner = words_of(error)
        outer = _("Odoo could not make the invoice. %s Then use Retry.", inner)
        self.assertIn("it is imported when it does", outer)
        self.assertIn("亚马逊尚未放行该订单", self.said(outer, 'zh_CN'))
        self.assertIn("it is imported when it does", self.said(outer, 'en_US'))

    def test_sentences_after_each_other_and_days(self):
        first = _("Amazon has not released the order yet; it is imported when it does.")
        text = joined("\n", [first, '', on_day(self.env, date(2026, 11, 29)), "As it is."])
        self.assertEqual(self.said(text, 'de_DE').split('\n')[1:], ["29.11.2026", "As it is."])
        self.assertEqual(cause_of(text)[0], str(first))

    def test_function_beside_a_model_speaks_the_language_of_who_called_it(self):
        self.env = self.env(context={'lang': 'de_DE'})
        with self.assertNoLogs('odoo.tools.translate'):
            self.assertIn("noch nicht freigegeben", _pending())

    def test_numbers_are_filled_in_again_as_numbers(self):
        text = _("%(name)s (%(quantity)g of %(ordered)g)",
                 name="Mug", quantity=Decimal('1.50'), ordered=2)
        self.assertEqual(self.said(text, 'en_US'), "Mug (1.5 of 2)")
        self.assertEqual(self.said(text, 'de_DE'), "Mug (1.5 von 2)")

    def test_what_is_not_ours_is_said_as_it_is(self):
        for text in ("Amazon's own words: 100 %", '{"errors": []}', '{"say', '', False, None):
            self.assertEqual(self.said(text, 'zh_CN'), text)

    def test_what_was_kept_before_sentences_were_remembered_is_read_as_it_was(self):
        self.link()
        order = self.shop.place(status='PENDING')
        self.sync()
        row = self.inbox(order)
        row.reason = "What an earlier version said."
        self.env.flush_all()
        row.invalidate_recordset()
        self.assert_read(row, 'reason', zh_CN="What an earlier version said.")

    def test_sentence_can_be_handed_on_from_record_to_record(self):
        self.link()
        order, other = self.shop.place(status='PENDING'), self.shop.place()
        self.sync()
        row, heir = self.inbox(order), self.inbox(other)
        heir.reason = row.with_context(lang='de_DE').reason
        self.env.flush_all()
        heir.invalidate_recordset()
        self.assert_read(heir, 'reason', zh_CN="亚马逊尚未放行该订单")
