from odoo.tests import BaseCase

from ...workshop.tools.pages import hooks_page


class TestPages(BaseCase):
    """The pages that are made of the code are as `make docs` writes them."""

    def test_hooks(self):
        self.assertEqual(hooks_page.PAGE.read_text(encoding='utf-8'), hooks_page.render())
