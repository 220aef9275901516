from pathlib import Path
from runpy import run_path

from odoo.exceptions import ValidationError

from ..common import AmazonCase

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.5.0' / 'end-archived_marketplaces.py'


class TestMarketplaces(AmazonCase):
    """A marketplace that an account synchronizes does not go without a word."""

    def setUp(self):
        super().setUp()
        self.link()
        others = self.account.active_marketplace_ids - self.account.base_marketplace_id
        self.place = others[0]

    def test_it_is_not_archived(self):
        with self.assertRaisesRegex(ValidationError, "is synchronized by Test Shop"):
            self.place.active = False

    def test_archived_before_the_update_it_is_read_again(self):
        self.place.flush_recordset()
        self.env.cr.execute(
            "UPDATE amazon_marketplace SET active = false WHERE id = %s", [self.place.id])
        self.env.invalidate_all()
        self.assertNotIn(self.place, self.account.active_marketplace_ids)
        for _time in range(2):
            run_path(str(SCRIPT))['migrate'](self.env.cr, '17.0.1.4.0')
            self.env.invalidate_all()
        self.assertTrue(self.place.active)
        self.assertIn(self.place, self.account._marketplaces_to_ask())
        activity = self.account.activity_ids.filtered(
            lambda activity: self.place.name in (activity.summary or '')
        )
        self.assertEqual(len(activity), 1)
        self.assertIn("Import Older Orders", activity.note, "as the button is called")
        order = self.shop.place(marketplace=self.place.marketplace_ref)
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_it_is_found_by_its_country(self):
        self.env['res.lang']._activate_lang('zh_CN')
        country = self.account.base_marketplace_id.country_id
        country.with_context(lang='zh_CN').name = "美国"
        places = self.env['amazon.marketplace']
        for language, words in (('en_US', "united states"), ('en_US', ".com"), ('zh_CN', "美国")):
            with self.subTest(words):
                found = places.with_context(lang=language).name_search(words)
                self.assertIn(self.account.base_marketplace_id.id, dict(found))

    def test_it_is_not_deleted(self):
        with self.assertRaisesRegex(ValidationError, "is synchronized by Test Shop"):
            self.place.unlink()

    def test_not_even_if_the_account_is_archived(self):
        self.account.active = False
        with self.assertRaisesRegex(ValidationError, "is synchronized by"):
            self.place.active = False

    def test_taken_off_the_list_it_may_be_archived(self):
        self.account.active_marketplace_ids -= self.place
        self.place.active = False
        self.assertFalse(self.place.active)
        self.place.active = True
