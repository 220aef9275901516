import json
import logging
from contextlib import contextmanager
from urllib.parse import parse_qs

from odoo.tests import new_test_user

from ...workshop.simulator import CLIENT_SECRET, serve
from ..contract import call_app, read_body
from ..customer.known_buyer import KnownBuyer
from ..delivery.delivery_case import DeliveryCase

# What gives a right to something, by its name in requests and answers.
SECRET_PARAMETERS = ('client_secret', 'refresh_token', 'paginationToken')
SECRET_KEYS = ('access_token', 'refresh_token', 'nextToken', 'url')
# Who works with Odoo; the later ones may do more.
USERS = {
    'portal-user': 'base.group_portal',
    'employee': 'base.group_user',
    'warehouse': 'base.group_user,stock.group_stock_user',
    'bookkeeper': 'base.group_user,account.group_account_invoice',
    'salesman': 'base.group_user,sales_team.group_sale_salesman',
    'amazon-user': 'base.group_user,amazon_connector.group_amazon_user',
    'amazon-manager': 'base.group_user,amazon_connector.group_amazon_manager',
}


class Wire:
    """A WSGI application around another one, which remembers all secrets that pass."""

    def __init__(self, app):
        self._app = app
        self.secrets = set()

    def __call__(self, environ, start_response):
        self._remember([environ.get('HTTP_X_AMZ_ACCESS_TOKEN')])
        parameters = parse_qs(environ['QUERY_STRING'])
        body = read_body(environ)
        if environ.get('CONTENT_TYPE', '').startswith('application/x-www-form-urlencoded'):
            parameters.update(parse_qs(body.decode()))
        for name in SECRET_PARAMETERS:
            self._remember(parameters.get(name, []))
        response = call_app(self._app, environ)
        if response.mimetype == 'application/json' and response.data.startswith(b'{'):
            self._look_into(_read_json(response.data))
        return response(environ, start_response)

    def _look_into(self, content):
        if isinstance(content, dict):
            self._remember(content.get(key) for key in SECRET_KEYS)
            for value in content.values():
                self._look_into(value)

    def _remember(self, values):
        self.secrets.update(value for value in values if isinstance(value, str) and value)


def _read_json(data):
    try:
        return json.loads(data)
    except ValueError:
        return None


class SecurityCase(KnownBuyer, DeliveryCase):
    """An account whose wire to Amazon is tapped, and a buyer whose data are easily found again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The login is the password, too.
        cls.users = {
            login: new_test_user(cls.env, login, groups, name=f"The {login}")
            for login, groups in USERS.items()
        }

    def setUp(self):
        super().setUp()
        self.wire = Wire(self.contract)
        tap = serve(self.wire)
        self.tapped_url = tap.__enter__()
        self.addCleanup(tap.__exit__, None, None, None)
        self.account.write({
            'endpoint_url': self.tapped_url, 'lwa_url': f'{self.tapped_url}/auth/o2/token',
        })

    def secrets(self):
        return {CLIENT_SECRET, self.refresh_token, *self.wire.secrets}

    def found_in(self, text, texts=()):
        """Return which secrets, or other texts, are in a text."""
        return [secret for secret in (*self.secrets(), *texts) if secret in text]


@contextmanager
def everything_logged():
    """Collect all that is logged, by whichever logger, at DEBUG; with it, what tracebacks show."""
    lines = []

    class Handler(logging.Handler):
        def emit(self, record):
            lines.append('\n'.join([self.format(record), repr(record.args), record.name]))

    loggers = [logging.getLogger()] + [
        logger for logger in logging.root.manager.loggerDict.values()
        if isinstance(logger, logging.Logger)
    ]
    levels = [logger.level for logger in loggers]
    handlers = logging.root.handlers[:]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    logging.root.handlers[:] = [Handler()]
    try:
        yield lines
    finally:
        logging.root.handlers[:] = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
