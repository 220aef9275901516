"""A Chromium without a window: it opens pages, and takes pictures of them.

It is told what to do by its own protocol (https://chromedevtools.github.io/devtools-protocol).
"""
import base64
import contextlib
import json
import os
import re
import shutil
import time
import urllib.request

import websocket

from ..console import Failure
from ..machine.odoo_server import free_port
from ..processes import running

PROGRAMS = ('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
START_TIMEOUT = 60  # seconds
PATIENCE = 60  # seconds with a page
QUIET = 1.5  # seconds in which a page asks for nothing and shows nothing new
LANGUAGE = 'en-US'
WORKER = re.compile(r'/\w*worker\w*\b')  # works beside the page: nobody tells that it has come

# How much a page shows, once all of it is there; 0 before.
SHOWN = """
    document.querySelector(%s) && document.readyState == 'complete'
    && document.fonts.status == 'loaded' && [...document.images].every(image => image.complete)
    ? document.body.innerHTML.length : 0
"""


def find():
    """Return the path of Chromium.

    :raise Failure: if it is not installed
    """
    for name in PROGRAMS:
        if path := shutil.which(name):
            return path
    raise Failure("Chromium was not found, which takes the pictures. Install it: on Debian and "
                  "Ubuntu, the package chromium.")


@contextlib.contextmanager
def started(folder, width, height):
    """Run a browser for the length of a ``with`` block.

    :param pathlib.Path folder: for its profile and its log; what was there before is removed
    :param int width: of the page
    :param int height: of the page
    :return: the browser
    :rtype: Browser
    :raise Failure: if it can't be started
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    port = free_port()
    address = f'http://127.0.0.1:{port}'
    with running("Chromium", _command(folder, port), folder / 'chromium.log') as server:
        server.wait_until_it_answers(f'{address}/json/version', START_TIMEOUT)
        with urllib.request.urlopen(f'{address}/json/list') as answer:
            [page, *_] = [one for one in json.load(answer) if one['type'] == 'page']
        connection = websocket.create_connection(
            page['webSocketDebuggerUrl'], suppress_origin=True, timeout=PATIENCE)
        with contextlib.closing(connection):
            browser = Browser(connection)
            browser.resize(width, height)
            yield browser


def _command(folder, port):
    options = [
        '--headless', '--no-first-run', '--disable-gpu', '--disable-dev-shm-usage',
        '--hide-scrollbars', '--force-device-scale-factor=1', f'--lang={LANGUAGE}',
        f'--user-data-dir={folder / "profile"}', f'--remote-debugging-port={port}',
    ]
    if os.geteuid() == 0:
        options.append('--no-sandbox')  # It refuses to run as root otherwise.
    return [find(), *options, 'about:blank']


class Browser:
    """A page of a running Chromium."""

    def __init__(self, connection):
        """
        :param websocket.WebSocket connection: to the page
        """
        self._connection = connection
        self._number = 0
        self._requests = {}  # addresses of those that are not answered yet
        self._do('Network.enable')
        self._do('Emulation.setTimezoneOverride', timezoneId='UTC')
        # Otherwise, Odoo asks with a message whether it may show some.
        self._do('Browser.grantPermissions', permissions=['notifications'])

    def resize(self, width, height, mobile=False):
        """Give the page another size, if need be that of a phone, which has no mouse."""
        self._do('Emulation.setDeviceMetricsOverride', width=width, height=height,
                 deviceScaleFactor=1, mobile=mobile)
        self._do('Emulation.setTouchEmulationEnabled', enabled=mobile)

    def open(self, url):
        """Leave the page for another one.

        :param str url: its address
        """
        self._do('Page.navigate', url='about:blank')  # An address may differ behind its # only.
        self._requests.clear()
        self._do('Page.navigate', url=url)

    def run(self, script):
        """Return what a script returns.

        :param str script: an expression in JavaScript
        :raise Failure: if it fails
        """
        done = self._do('Runtime.evaluate', expression=script, returnByValue=True)
        if 'exceptionDetails' in done:
            raise Failure(f"In the browser, {script} fails: {done['exceptionDetails']}")
        return done['result'].get('value')

    def wait_for(self, selector):
        """Return as soon as something is shown and the page has come to rest.

        :param str selector: of what is to be shown, as CSS has it
        :raise Failure: if that takes too long
        """
        deadline = time.monotonic() + PATIENCE
        shown, since = None, 0
        while time.monotonic() < deadline:
            self._listen(0.1)
            now = 0
            with contextlib.suppress(Failure):  # A page that is just going away shows nothing.
                now = not self._requests and self.run(SHOWN % json.dumps(selector))
            if now != shown or not now:
                shown, since = now, time.monotonic()
            elif time.monotonic() - since > QUIET:
                return
        waits_for = ', '.join(self._requests.values()) or "nothing"
        raise Failure(f"The page {self.run('location.href')} has not come to rest with {selector}. "
                      f"It waits for {waits_for}.")

    def picture(self):
        """Return a picture of the page as it is shown.

        :return: a PNG
        :rtype: bytes
        """
        return base64.b64decode(self._do('Page.captureScreenshot', format='png')['data'])

    def _do(self, method, **parameters):
        """Have the browser do something, and return its answer."""
        self._number += 1
        self._connection.send(json.dumps(
            {'id': self._number, 'method': method, 'params': parameters}))
        while True:
            message = self._receive(PATIENCE)
            if message is None:
                raise Failure(f"Chromium does not answer to {method}.")
            if message.get('id') == self._number:
                break
        if 'error' in message:
            raise Failure(f"Chromium refuses {method}: {message['error']['message']}")
        return message['result']

    def _listen(self, seconds):
        """Hear what the page asks for, for a while."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._receive(left)

    def _receive(self, seconds):
        """Return what the browser says next, or None if it says nothing."""
        self._connection.settimeout(seconds)
        try:
            message = json.loads(self._connection.recv())
        except websocket.WebSocketTimeoutException:
            return None
        except websocket.WebSocketException as error:
            raise Failure(f"Chromium has ended: {error}") from None
        request = message.get('params', {}).get('requestId')
        if message.get('method') == 'Network.requestWillBeSent':
            url = message['params']['request']['url']
            if not WORKER.search(url):
                self._requests[request] = url
        elif message.get('method') in ('Network.loadingFinished', 'Network.loadingFailed'):
            self._requests.pop(request, None)
        return message
