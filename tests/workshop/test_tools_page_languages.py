import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ...workshop.tools.checks import page_languages

TERMS = {"To Ship": "待发货", "Parcels": "包裹", "Not Yet": ""}
PAGE = """
# Shipping

## One list

Open **To Ship**, and mind what is *important* and **Not Yet** translated.

![The list](pictures/en_US/to_ship.png)
"""
CHINESE = """
# 发货

## 一个列表

打开**待发货**，注意*重要*的内容。

![列表](pictures/zh_CN/to_ship.png)
"""


@tagged('-at_install', 'post_install')
class TestPageLanguages(BaseCase):
    """``make lint`` finds in what the Chinese pages are not as the English ones."""

    def complaints(self, chinese):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, 'shipping.md')
            page.write_text(PAGE, encoding='utf-8')
            if chinese:
                Path(folder, 'shipping.zh-CN.md').write_text(chinese, encoding='utf-8')
            return list(page_languages.complaints_about(page, TERMS, Path(folder)))

    def test_same(self):
        self.assertEqual(self.complaints(CHINESE), [])

    def test_page_is_not_translated(self):
        self.assertEqual(self.complaints(''), ["shipping.md is not there in Chinese."])

    def test_label_is_another_one_than_on_the_screen(self):
        self.assertEqual(
            self.complaints(CHINESE.replace("待发货", "要发货")),
            ["shipping.zh-CN.md does not name To Ship, which is 待发货."])

    def test_heading_is_left_out(self):
        self.assertEqual(
            self.complaints(CHINESE.replace("## 一个列表", "")),
            ["shipping.zh-CN.md has other headings than shipping.md."])

    def test_picture_is_left_out(self):
        self.assertEqual(
            self.complaints(CHINESE.replace("![列表](pictures/zh_CN/to_ship.png)", "")),
            ["shipping.zh-CN.md has other pictures than shipping.md."])
