"""Take the pictures of README and module page, of a demo of their own."""
import io
import json
import shutil
from dataclasses import dataclass

from PIL import Image

from .. import cache, locks
from ..console import Failure, step
from ..demo.demo import odoo_server, simulator
from ..machine import database
from ..machine.addon_database import AddonDatabase
from ..machine.odoo_server import Odoo
from . import browser

DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_pictures'
FOLDER = cache.WORK / 'pictures'
TARGET = cache.REPOSITORY / 'static' / 'description'
WIDTH, HEIGHT = 1400, 850

LOG_IN = """
    document.querySelector('input[name=login]').value = 'admin';
    document.querySelector('input[name=password]').value = 'admin';
    document.querySelector('.oe_login_form').submit();
"""
# Nothing is in the way: no blinking cursor, no hint of where a beginner is to click.
CLEAR = """
    document.activeElement.blur();
    document.head.append(Object.assign(document.createElement('style'), {
        textContent: '.o_tour_pointer { display: none !important }'}));
"""


@dataclass(frozen=True)
class Picture:
    """What a picture shows; where that is, `scene.py` knows."""

    name: str
    shows: str  # what is there when the page is, as CSS has it
    clicks: str = ''  # what is clicked on before, as CSS has it
    height: int = HEIGHT


PICTURES = (
    Picture('amazon_orders', '.o_list_view .o_data_row', height=865),
    Picture('sales_order', '.o_form_view .o_data_row'),
    Picture('conflict', '.o_form_view .alert-warning', height=806),
    Picture('deliveries', '.o_list_view .o_data_row'),
    Picture('delivery', '.o_form_view .alert-danger', 'a[name=amazon]', height=790),
)


def screenshots(source):
    """Take the pictures, in place of those that there are.

    :param odoo_source.Source source: Odoo's source
    :raise Failure: if Chromium is missing, or something can't be started or does not appear
    """
    browser.find()  # before all that takes long
    busy = "Another terminal takes the pictures of this clone already."
    with (
        locks.only_one(f'pictures {cache.CLONE_ID}', busy),
        locks.clone_in_use(),
        database.server(),
    ):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        try:
            with simulator(FOLDER) as (_program, amazon_url):
                _take(Odoo(source), amazon_url)
        finally:
            database.drop(DATABASE)


def _take(odoo, amazon_url):
    places = _prepare(odoo, amazon_url)
    with (
        odoo_server(odoo, DATABASE, FOLDER, jobs=0) as (_program, odoo_url),
        browser.started(FOLDER / 'browser', WIDTH, HEIGHT) as chromium,
    ):
        _log_in(chromium, odoo_url)
        taken = {picture: _take_one(chromium, picture, f'{odoo_url}/web#{places[picture.name]}')
                 for picture in PICTURES}
    for picture, png in taken.items():  # all or none
        png.save(TARGET / f'{picture.name}.png', optimize=True)


def _prepare(odoo, amazon_url):
    """Make the demo, and return where each picture is to be taken."""
    demo = AddonDatabase(odoo, DATABASE, FOLDER)
    places = FOLDER / 'places.json'
    demo.make("a demo's database")
    demo.run_quietly("Making the demo shop and fetching its orders",
                     'workshop.tools.demo.demo_shop', f'set_up(env, {amazon_url!r})')
    demo.run_quietly("Letting a busy day pass", 'workshop.tools.pages.scene',
                     f'prepare(env, {amazon_url!r}, {str(places)!r})')
    return json.loads(places.read_text(encoding='utf-8'))


def _log_in(chromium, odoo_url):
    with step("Logging in"):
        chromium.open(f'{odoo_url}/web/login')
        chromium.wait_for('.oe_login_form')
        chromium.run(LOG_IN)
        chromium.wait_for('.o_main_navbar')


def _take_one(chromium, picture, url):
    """Return a picture, in the 256 colors that are enough for it."""
    with step(f"Taking {picture.name}.png"):
        chromium.resize(WIDTH, picture.height)
        chromium.open(url)
        try:
            chromium.wait_for(picture.shows)
            if picture.clicks:
                chromium.run(f'document.querySelector({picture.clicks!r}).click()')
            chromium.run(CLEAR)
            chromium.wait_for(picture.shows)
        except Failure as failure:
            seen = FOLDER / f'{picture.name}.png'
            seen.write_bytes(chromium.picture())
            raise Failure(f"{failure}\nWhat it shows: {seen}") from None
        return Image.open(io.BytesIO(chromium.picture())).convert('RGB').quantize(dither=0)
