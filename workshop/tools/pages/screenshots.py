"""Take the pictures of README, pages and module page, of a demo of their own."""
import io
import json
import shutil

from PIL import Image

from .. import cache, locks
from ..console import Failure, step
from ..demo.demo import odoo_server, simulator
from ..machine import database
from ..machine.addon_database import AddonDatabase
from ..machine.odoo_server import Odoo
from . import browser
from .pictures import COLORS, HEIGHT, LANGUAGES, PICTURES, WIDTH, path_of

DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_pictures'
FOLDER = cache.WORK / 'pictures'
LOG_IN = """
    document.querySelector('input[name=login]').value = 'admin';
    document.querySelector('input[name=password]').value = 'admin';
    document.querySelector('.oe_login_form').submit();
"""
# As the preferences of the user do.
SPEAK = """(() => {
    const request = new XMLHttpRequest();
    request.open('POST', '/web/dataset/call_kw/res.users/write', false);
    request.setRequestHeader('Content-Type', 'application/json');
    request.send(JSON.stringify({jsonrpc: '2.0', method: 'call', params: {
        model: 'res.users', method: 'write', args: [[%d], {lang: '%s'}], kwargs: {}}}));
    return request.responseText;
})()"""
# Nothing is in the way: no blinking cursor, no hint of where a beginner is to click. The account
# that is to be linked is archived, so that no other picture shows it: that is nobody's concern.
CLEAR = """
    document.activeElement.blur();
    document.head.append(Object.assign(document.createElement('style'), {
        textContent: '.o_tour_pointer, .o_widget_web_ribbon { display: none !important }'}));
"""


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
    scene = _prepare(odoo, amazon_url)
    with (
        odoo_server(odoo, DATABASE, FOLDER, jobs=0) as (_program, odoo_url),
        browser.started(FOLDER / 'browser', WIDTH, HEIGHT) as chromium,
    ):
        _log_in(chromium, odoo_url)
        taken = {}
        for language in LANGUAGES:
            chromium.run(SPEAK % (scene['user'], language))
            chromium.open(f'{odoo_url}/web')  # Menus are in the former language once more.
            chromium.wait_for('.o_main_navbar')
            for picture in PICTURES:
                url = f"{odoo_url}/web#{scene['places'][picture.name]}"
                taken[path_of(picture, language)] = _take_one(chromium, picture, language, url)
    for path, png in taken.items():  # all or none
        path.parent.mkdir(parents=True, exist_ok=True)
        png.save(path, optimize=True)


def _prepare(odoo, amazon_url):
    """Make the demo, and return who looks at it, and where each picture is to be taken."""
    demo = AddonDatabase(odoo, DATABASE, FOLDER)
    scene = FOLDER / 'scene.json'
    demo.make("a demo's database")
    demo.run_quietly("Making the demo shop and fetching its orders",
                     'workshop.tools.demo.demo_shop', f'set_up(env, {amazon_url!r})')
    demo.run_quietly("Letting a busy day pass", 'workshop.tools.pages.scene',
                     f'prepare(env, {amazon_url!r}, {str(scene)!r})')
    return json.loads(scene.read_text(encoding='utf-8'))


def _log_in(chromium, odoo_url):
    with step("Logging in"):
        chromium.open(f'{odoo_url}/web/login')
        chromium.wait_for('.oe_login_form')
        chromium.run(LOG_IN)
        chromium.wait_for('.o_main_navbar')


def _take_one(chromium, picture, language, url):
    """Return a picture, in the few colors that are enough for it."""
    with step(f"Taking {language}/{picture.file}"):
        chromium.resize(*picture.size, mobile=picture.is_phone)
        chromium.open(url)
        try:
            chromium.wait_for(picture.shows)
            if picture.clicks:
                chromium.run(f'document.querySelector({picture.clicks!r}).click()')
            chromium.wait_for(picture.answer or picture.shows)
            chromium.run(CLEAR)
            chromium.wait_for(picture.answer or picture.shows)
        except Failure as failure:
            seen = FOLDER / picture.file
            seen.write_bytes(chromium.picture())
            raise Failure(f"{failure}\nWhat it shows: {seen}") from None
        return Image.open(io.BytesIO(chromium.picture())).convert('RGB').quantize(
            COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
