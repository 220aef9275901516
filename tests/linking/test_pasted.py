from odoo.tests import BaseCase, tagged

from ...lib.linking.pasted import ASKED, Pasted, read

CLIENT_ID = 'amzn1.application-oa2-client.' + '0f' * 16
SECRET = 'amzn1.oa2-cs.v1.' + '1e' * 32
OLD_SECRET = '9a' * 32
TOKEN = 'Atzr|' + 'IwEBIJ4x_9-' * 32
SELLER = 'A3NM6WTIFEHUAB'
APPLICATION = 'amzn1.sp.solution.6d21ac4a-7f8e-4f3a-8d0f-0a5a8d2f9c11'
GOOD = {
    'client_id': CLIENT_ID, 'client_secret': SECRET, 'refresh_token': TOKEN, 'seller_ref': SELLER,
}


@tagged('-at_install', 'post_install')
class TestPasted(BaseCase):
    """What people copy from Seller Central is recognised by its form."""

    def assert_read(self, asked, text, value):
        self.assertEqual(read(asked, text), Pasted(value))

    def assert_mistaken(self, asked, text, mistake):
        self.assertEqual(read(asked, text).mistake, mistake)

    def test_each_in_its_field(self):
        for asked, value in GOOD.items():
            self.assert_read(asked, value, value)
        self.assert_read('client_secret', OLD_SECRET, OLD_SECRET)

    def test_each_in_the_field_of_another_is_named(self):
        for asked in ASKED:
            for other, value in GOOD.items():
                if other != asked:
                    with self.subTest(asked=asked, other=other):
                        self.assert_mistaken(asked, value, other)

    def test_application_id_in_place_of_the_client_id(self):
        """Issue 499 of amzn/selling-partner-api-docs, 68 of clousale/amazon-sp-api-php."""
        for application in (APPLICATION, APPLICATION.replace('sp.solution', 'sellerapps.app')):
            self.assert_mistaken('client_id', application, 'application_id')

    def test_access_token_in_place_of_the_refresh_token(self):
        self.assert_mistaken('refresh_token', 'Atza|IwEBIA9', 'access_token')

    def test_what_is_of_amazon_but_not_needed_is_named(self):
        for text, mistake in (
            ('AKIAIOSFODNN7EXAMPLE', 'aws_key'),
            ('arn:aws:iam::123456789012:role/SellingPartner', 'aws_role'),
            ('amzn.mws.4ea38b7b-f563-7709-4bae-87aea3c5d1ab', 'mws_token'),
            ('1234-5678-9012', 'developer_id'), ('123456789012', 'developer_id'),
        ):
            for asked in ASKED:
                with self.subTest(text, asked=asked):
                    self.assert_mistaken(asked, text, mistake)

    def test_labels_quotes_and_blanks_are_taken_off(self):
        for asked, value in GOOD.items():
            for text in (
                f'  {value}\n', f'"{value}"', f"'{value}',", f'“{value}”', f'Label: {value}',
                f'"{asked}": "{value}",', f'\u200b{value}\u00a0', f'\ufeff{value}',
            ):
                with self.subTest(text):
                    self.assert_read(asked, text, value)

    def test_label_that_the_browser_glued_to_it(self):
        """A field of one line drops the line breaks of what is pasted."""
        self.assert_read('client_id', f'Client identifier{CLIENT_ID}', CLIENT_ID)
        self.assert_read('refresh_token', f'Refresh token{TOKEN}', TOKEN)

    def test_line_breaks_within_are_taken_out(self):
        for asked in ('client_id', 'client_secret', 'refresh_token'):
            value = GOOD[asked]
            for broken in (
                f'{value[:40]}\n{value[40:]}', f'{value[:40]}\r\n  {value[40:]}',
                f'{value[:50]} {value[50:]}',
            ):
                with self.subTest(broken):
                    self.assert_read(asked, broken, value)
        lines = '\n'.join(TOKEN[start:start + 76] for start in range(0, len(TOKEN), 76))
        self.assert_read('refresh_token', lines, TOKEN)

    def test_the_right_one_is_taken_out_of_a_whole_page(self):
        page = (
            f"App name\tOdoo\nApplication ID\n{APPLICATION}\n"
            f"Client identifier\n{CLIENT_ID}\nCopy\nClient secret\n{SECRET}\nCopy"
        )
        self.assert_read('client_id', page, CLIENT_ID)
        self.assert_read('client_secret', page, SECRET)

    def test_words_behind_a_token_are_not_taken_for_a_part_of_it(self):
        for text in (f'{TOKEN} Copy', f'{TOKEN}\nCOPY', f'{TOKEN} Copy to clipboard'):
            with self.subTest(text):
                self.assert_mistaken('refresh_token', text, 'in_pieces')

    def test_what_a_page_shows_in_part_is_named(self):
        for text in (f'{CLIENT_ID[:40]}…', f'{CLIENT_ID[:40]}...', f'{CLIENT_ID[:40]} ••••••'):
            with self.subTest(text):
                self.assert_mistaken('client_id', text, 'in_pieces')

    def test_two_of_a_kind_are_named(self):
        self.assert_mistaken('refresh_token', f'{TOKEN} {TOKEN}x', 'several')
        self.assert_read('refresh_token', f'{TOKEN} {TOKEN}', TOKEN)

    def test_merchant_token(self):
        self.assert_read('seller_ref', f' {SELLER.lower()} ', SELLER)
        self.assert_read('seller_ref', '', '')
        for text in ("My shop", 'me@example.com', 'B000123456', 'A3', 'https://amazon.com/A3NM6'):
            with self.subTest(text):
                self.assert_mistaken('seller_ref', text, 'malformed')

    def test_merchant_token_with_words_around_it(self):
        for text in (
            f'Merchant Token:{SELLER}', f'商家令牌：{SELLER}', f'Your Merchant Token is {SELLER}.',
            f'Merchant Token\n{SELLER}\nCopy', f'{{"sellerId": "{SELLER}"}}',
            f'seller={SELLER}&x=1', wide(SELLER),
        ):
            with self.subTest(text):
                self.assert_read('seller_ref', text, SELLER)
        self.assert_mistaken('seller_ref', f'{SELLER} A2EUQ1WTGCTBG2', 'malformed')

    def test_name_of_the_shop_is_no_merchant_token(self):
        for text in ('AcmeShop', 'Amazon', 'AMAZON', 'Alpine Mugs', 'allabouttea'):
            with self.subTest(text):
                self.assert_mistaken('seller_ref', text, 'malformed')

    def test_letters_of_full_width_and_a_line_that_is_escaped(self):
        for asked, value in GOOD.items():
            self.assert_read(asked, wide(value), value)
        for line in ('%7C', '%7c', r'\u007c', '｜'):
            with self.subTest(line):
                self.assert_read('refresh_token', TOKEN.replace('|', line), TOKEN)
        self.assert_mistaken('refresh_token', 'Atza%7CIwEBIA9', 'access_token')

    def test_what_is_not_recognised_is_left_to_amazon(self):
        for asked in ('client_id', 'client_secret', 'refresh_token'):
            for text in ('amzn2.some.new-form', 'x' * 100_000, '秘密 🔑', ''):
                with self.subTest(text[:20], asked=asked):
                    self.assert_read(asked, text, text)


def wide(text):
    """Return a text as some keyboards for Chinese and Japanese type it."""
    return ''.join(chr(ord(character) + 0xfee0) for character in text)
