import json
import os
import resource
import shutil
import tempfile
import unittest
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ...workshop.simulator.demo.demo_shop import fill
from ...workshop.tools.console import Failure
from ...workshop.tools.demo import demo_shop
from ...workshop.tools.pages import browser, pictures, scene, screenshots
from ..common import AmazonCase

PAGE = """data:text/html,
<body style="margin: 0; background: rgb(0, 0, 255)"><script>
    setTimeout(() => document.body.innerHTML = '<p class="late">There</p>', 300)
</script></body>"""
PRINTER = 'odoo.addons.base.models.ir_actions_report'
HAS_CHROMIUM = any(map(shutil.which, browser.PROGRAMS))


@tagged('-at_install', 'post_install')
class TestBrowser(BaseCase):
    """``make screenshots`` has Chromium take a page's picture once the page has come to rest."""

    def setUp(self):
        super().setUp()
        # Chromium takes more room than Odoo gives itself.
        limits = resource.getrlimit(resource.RLIMIT_AS)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_AS, limits)
        resource.setrlimit(resource.RLIMIT_AS, (limits[1], limits[1]))

    def test_chromium_is_missing(self):
        with patch.dict(os.environ, PATH=''), self.assertRaisesRegex(Failure, "package chromium"):
            screenshots.screenshots(None)

    @unittest.skipUnless(HAS_CHROMIUM, "Chromium is not installed")
    def test_picture_of_a_page(self):
        from PIL import Image

        with tempfile.TemporaryDirectory() as folder:
            with browser.started(Path(folder, 'browser'), 320, 200) as chromium:
                chromium.open(PAGE)
                chromium.wait_for('.late')
                self.assertEqual(chromium.run('document.body.innerText'), "There")
                path = Path(folder, 'picture.png')
                path.write_bytes(chromium.picture())
            with Image.open(path) as picture:
                self.assertEqual(picture.size, (320, 200))
                self.assertEqual(picture.convert('RGB').getpixel((310, 190)), (0, 0, 255))

    @unittest.skipUnless(HAS_CHROMIUM, "Chromium is not installed")
    def test_page_that_does_not_show_what_is_wanted(self):
        with (
            tempfile.TemporaryDirectory() as folder,
            browser.started(Path(folder, 'browser'), 320, 200) as chromium,
            patch.object(browser, 'PATIENCE', 2),
        ):
            chromium.open(PAGE)
            with self.assertRaisesRegex(Failure, r"has not come to rest with \.never"):
                chromium.wait_for('.never')


class TestScene(AmazonCase):
    """The demo of the pictures has what they show."""

    def test_what_the_pictures_show(self):
        self.account.unlink()
        (self.mug | self.teapot).default_code = False  # The demo has products of its own.
        fill(self.shop)
        # The clock stands still, a busy machine does not: nothing is to happen too late.
        self.shop.event_lag = timedelta(minutes=10)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, 'places.json')
            # An invoice is printed, too: what the program that prints it says is not our concern.
            with mute_logger(PRINTER), self.committing(self.env['amazon.account']) as accounts:
                demo_shop.set_up(accounts.env, self.url)
                scene.prepare(accounts.env, self.url, str(file))
            places = json.loads(file.read_text(encoding='utf-8'))['places']
        self.assertEqual(set(places), {picture.name for picture in pictures.PICTURES})
        deliveries = self.env['stock.picking'].search([('sale_id.amazon_order_ref', '!=', False)])
        for status in ('done', 'error', 'pending', False):
            self.assertIn(status, deliveries.mapped('amazon_sync_status'))
        orders = self.env['amazon.order'].search([])
        self.assertLessEqual({'imported', 'ignored', 'conflict'}, set(orders.mapped('state')))
        [conflict] = orders.filtered(
            lambda row: row.amazon_order_ref == scene.REDUCED_TOO_LATE)
        self.assertIn("2 ordered on Amazon, 3 in Odoo", conflict.reason)
