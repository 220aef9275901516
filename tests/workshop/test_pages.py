from dataclasses import replace

from odoo.tests import BaseCase

from ...workshop.tools.checks import troubles
from ...workshop.tools.pages import hooks_page, troubleshooting_page


class TestPages(BaseCase):
    """The pages that are made of the code are as `make docs` writes them."""

    def test_hooks(self):
        self.assertEqual(hooks_page.PAGE.read_text(encoding='utf-8'), hooks_page.render())

    def test_troubleshooting(self):
        for path, text in troubleshooting_page.pages().items():
            with self.subTest(path.name):
                self.assertEqual(path.read_text(encoding='utf-8'), text)

    def test_each_sentence_has_its_word_on_what_to_do(self):
        self.assertEqual(troubles.complaints(), [])

    def test_new_sentence_is_noticed(self):
        said = list(troubles.sentences())
        new = troubles.Said("It rains.", 'models/order/sale_order.py', 'action_ship', 7, True)
        [complaint] = troubles.differences([*said, new])
        self.assertIn("models/order/sale_order.py:7", complaint)
        self.assertIn("'It rains.'", complaint)

    def test_error_is_a_trouble_even_among_sentences_that_are_none(self):
        said = list(troubles.sentences())
        harmless = troubles.Said("It rains.", 'models/order/amazon_todo.py', 'action', 7, False)
        self.assertEqual(troubles.differences([*said, harmless]), [])
        self.assertTrue(troubles.differences([*said, replace(harmless, is_trouble=True)]))

    def test_sentence_that_is_gone_is_noticed(self):
        said = [one for one in troubles.sentences() if one.text != "It is canceled."]
        [complaint] = troubles.differences(said)
        self.assertIn("'It is canceled.'", complaint)
