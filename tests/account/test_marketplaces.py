from odoo.exceptions import ValidationError

from ..common import AmazonCase


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
