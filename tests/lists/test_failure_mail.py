from pathlib import Path
from runpy import run_path

from lxml import html

from ..delivery.delivery_case import DeliveryCase

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.9.0' / 'post-mail_of_failures.py'
FORMER = Path(__file__).parent / 'failure_mail_of_before.html'
FORMER_GERMAN = Path(__file__).parent / 'failure_mail_of_before_in_german.html'
TEMPLATE = 'amazon_connector.mail_template_shipments_failed'


class TestFailureMail(DeliveryCase):
    """What is mailed of parcels that failed is read on a phone, and leads to what it is about."""

    def setUp(self):
        super().setUp()
        self.template = self.env.ref(TEMPLATE).with_context(lang=None)

    def mailed(self):
        typo = self.create_delivery_method("Fedx", amazon_carrier_id=(
            self.env['amazon.carrier'].create({'name': "Fedx"}).id
        ))
        self.picking_failed = self.ship(self.picking(self.place()), carrier=typo)
        self.send()
        [mail] = self.env['mail.mail'].sudo().search([
            ('model', '=', 'amazon.account'), ('res_id', '=', self.account.id),
            ('subject', 'ilike', "synchronization with Amazon failed"),
        ])
        return html.fromstring(mail.body_html)

    def test_nothing_in_it_is_wider_than_a_phone(self):
        body = self.mailed()
        self.assertFalse(body.xpath('//table'), "side by side, nothing has room")
        self.assertFalse([width for width in body.xpath('//@width') if not width.endswith('%')])
        self.assertNotIn('min-width', html.tostring(body, encoding='unicode'))

    def test_it_has_buttons_that_lead_to_the_records(self):
        body = self.mailed()
        links = {a.text_content().strip(): a.get('href') for a in body.iter('a')}
        self.assertIn(
            f'/mail/view?model=stock.picking&res_id={self.picking_failed.id}',
            links["Open the Delivery"])
        self.assertIn(
            f'/mail/view?model=amazon.account&res_id={self.account.id}',
            links["Open the Account: All That Failed"])
        said = body.text_content()
        for words in (self.picking_failed.name, self.picking_failed.amazon_order_ref,
                      self.mug.default_code, "carrier is not supported: Fedx"):
            self.assertIn(words, said)


class TestFormerFailureMail(DeliveryCase):
    """An update brings the e-mail along, unless somebody has changed it."""

    def setUp(self):
        super().setUp()
        self.env['res.lang']._activate_lang('de_DE')
        self.template = self.env.ref(TEMPLATE).with_context(lang=None)
        self.new = self.template.body_html
        self.template.body_html = FORMER.read_text()
        self.german = self.template.with_context(lang='de_DE')
        self.german.body_html = FORMER_GERMAN.read_text()
        self.env.flush_all()

    def update(self):
        run_path(str(SCRIPT))['migrate'](self.env.cr, '17.0.1.8.0')
        self.env.invalidate_all()

    def test_former_one_is_replaced_in_each_language(self):
        self.assertNotEqual(self.template.body_html, self.new)
        self.update()
        self.assertEqual(self.template.body_html, self.new)
        self.assertNotIn("Lieferung", self.german.body_html)

    def test_language_that_somebody_has_changed_stays(self):
        self.german.body_html = "<p>Unsere eigenen Worte</p>"
        self.env.flush_all()
        self.update()
        self.assertEqual(self.template.body_html, self.new)
        self.assertEqual(self.german.body_html, "<p>Unsere eigenen Worte</p>")

    def test_one_that_cannot_be_read_stays(self):
        for mine in ("<!-- nothing -->", " ", '<?xml version="1.0" encoding="utf-8"?><p>Hi</p>'):
            with self.subTest(mine):
                self.template.body_html = mine
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.template.body_html  # as Odoo has tidied it up
                self.update()
                self.assertEqual(self.template.body_html, before)

    def test_changed_one_stays(self):
        mine = self.template.body_html.replace("Hello", "Good morning")
        self.template.body_html = mine
        self.env.flush_all()
        self.update()
        self.assertEqual(self.template.body_html, mine)

    def test_missing_one_is_not_missed(self):
        self.template.unlink()
        self.update()
        self.assertFalse(self.env.ref(TEMPLATE, raise_if_not_found=False))
