from odoo.tests import BaseCase, tagged

from ...spapi.core.lenient_fields import LenientFields, readable

GARBAGE = [
    None, 7, -1, 1.5, 10**400, True, '', 'nonsense', "A" * 6000, '1970-01-01T00:00:00Z', [], {},
    [None], [[]], [{}], ['nonsense'], {'amount': 'free'}, {'amount': '1', 'currencyCode': 'USD'},
    {'amount': '-1', 'currencyCode': 'EUR'}, {'amount': [], 'currencyCode': 7},
]


@tagged('-at_install', 'post_install')
class TestLenientFields(BaseCase):

    def test_nothing_optional_is_refused(self):
        for garbage in GARBAGE:
            with self.subTest(garbage=str(garbage)[:40]):
                fields = LenientFields({'key': garbage}, "the order")
                self.assertIsInstance(fields.text('key', "name"), str)
                self.assertIsInstance(fields.paragraph('key', "message"), str)
                self.assertIsInstance(fields.flag('key', "flag"), bool)
                self.assertIsInstance(fields.section('key'), LenientFields)
                self.assertIsInstance(fields.sections('key', "parts"), list)
                self.assertIsInstance(fields.texts('key'), tuple)
                self.assertIn(fields.count('key', "number"), (None, 7))
                self.assertIsNone(fields.time('key', "date"))
                self.assertIsNone(fields.price('key', "price", 'EUR'))
                self.assertIn(fields.amount('key', "amount", 'EUR'), (None, -1))
                LenientFields(garbage, "the order").text('key', "name")

    def test_what_is_good_is_read(self):
        fields = LenientFields({
            'text': " a \n b ", 'flag': True, 'count': 3,
            'money': {'amount': '1.50', 'currencyCode': 'EUR'},
        }, "the order")
        self.assertEqual(fields.text('text', "name"), "a  b")
        self.assertEqual(fields.paragraph('text', "message"), "a\n b")
        self.assertIs(fields.flag('flag', "flag"), True)
        self.assertEqual(fields.count('count', "number"), 3)
        self.assertEqual(str(fields.price('money', "price", 'EUR')), '1.50')

    def test_parts_without_what_they_require_are_left_out(self):
        parts = [LenientFields({'number': value}, "part") for value in (1, 'two', None, -4, 5)]
        read = readable(lambda part: part.required_count('number', "number"), parts)
        self.assertEqual(read, (1, 5))
