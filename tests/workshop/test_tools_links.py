import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ...workshop.tools.checks import links

TESTS = '''
class TestShop(ShopCase):
    def test_open(self):
        pass

class ShopCase:
    def test_closed(self):
        pass
'''

OTHER_PAGE = '''
# The Shop's `door` & window

## Opened
## Opened
'''


@tagged('-at_install', 'post_install')
class TestLinks(BaseCase):
    """``make lint`` finds what the pages for readers lead to and is not there."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.put('tests/test_shop.py', TESTS)
        self.put('doc/shop.md', OTHER_PAGE)
        self.put('static/shop.png', '')

    def put(self, name, text):
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding='utf-8')
        return path

    def complaints(self, text, name='README.md'):
        return links.complaints_about([self.put(name, text)], self.root)

    def test_what_is_there(self):
        self.assertFalse(self.complaints('''
[shop](doc/shop.md), [door](doc/shop.md#the-shops-door--window), ![picture](static/shop.png)
[twice](doc/shop.md#opened-1), [below](#below), [elsewhere](https://example.com/x.md#y)
`doc/shop.md`, `tests/`, `tests/*.py`, `tests/test_shop.py: TestShop.test_open`,
`TestShop.test_closed`, `sale.order`, `dist/19.0/x.zip`, `../shared/models`, `a/b`, `~/x/y.py`

```
[in code](nowhere.md) `nowhere/x.py`
```
## Below
<img src="static/shop.png"/>
'''))

    def test_what_is_not(self):
        for text, complaint in (
            ("[shop](shop.md)", "README.md:2: shop.md is not there."),
            ("[shop]: shop.md", "README.md:2: shop.md is not there."),
            ("![shop](static/shop.jpg)", "README.md:2: static/shop.jpg is not there."),
            ('<img src="shop.png"/>', "README.md:2: shop.png is not there."),
            ("[door](doc/shop.md#doors)", "README.md:2: shop.md has no heading #doors."),
            ("[above](#above)", "README.md:2: README.md has no heading #above."),
            ("`doc/shops.md`", "README.md:2: doc/shops.md is not there."),
            ("`shops/shop.py`", "README.md:2: shops/shop.py is not there."),
            ("`shops/`", "README.md:2: shops/ is not there."),
            ("`tests/test_x.py: TestShop`", "README.md:2: tests/test_x.py is not there."),
            ("`tests/test_shop.py: TestShops`",
             "README.md:2: tests/test_shop.py has no class TestShops."),
            ("`TestShop.test_x`", "README.md:2: TestShop has no test_x."),
        ):
            with self.subTest(text):
                self.assertEqual(self.complaints(f"\n{text}"), [complaint])

    def test_page_of_the_module(self):
        self.assertEqual(
            self.complaints('<p>\n<img src="x.png"/><a href="#x"/></p>', 'static/index.html'),
            ["static/index.html:2: x.png is not there.",
             "static/index.html:2: index.html has no heading #x."])
