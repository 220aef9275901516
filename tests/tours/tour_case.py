import json
import shutil
from unittest import SkipTest
from unittest.mock import patch
from urllib.parse import quote

from odoo.tests import HttpCase, common, new_test_user

from ...workshop.tools.pages.browser import PROGRAMS
from ..series import address

DASHBOARD = 'amazon_connector.action_amazon_dashboard'
TODO = 'amazon_connector.action_amazon_todo'
OWNER = 'base.group_system,sales_team.group_sale_manager,stock.group_stock_user,' \
    'account.group_account_invoice,amazon_connector.group_amazon_manager'
CLERK = 'sales_team.group_sale_salesman_all_leads,amazon_connector.group_amazon_user'
WORKER = 'stock.group_stock_user'


class Tours(HttpCase):
    """People who work in a browser; what they do there is in `static/tests/tours`.

    A class of tests names it last: the others make the shop.
    """

    registry_test_mode = False  # The others enter it.
    seconds = 120  # that a tour may take, on a busy machine
    browser_size = '1366,768'

    @classmethod
    def setUpClass(cls):
        if not any(map(shutil.which, PROGRAMS)):
            raise SkipTest("there is no Chromium for the tours")
        super().setUpClass()
        # On a busy machine, a browser takes longer to start than Odoo waits: a minute, here.
        cls.startClassPatcher(patch.object(common, 'CHECK_BROWSER_ITERATIONS', 600))
        cls.owner, cls.clerk, cls.worker = (
            new_test_user(
                cls.env, name.lower(), f'base.group_user,{groups}', name=name,
                password=name.lower(),
            )
            for name, groups in (("Owner", OWNER), ("Clerk", CLERK), ("Worker", WORKER))
        )

    def tour(self, name, user, place, **told):
        """Have a user go through a tour; what the browser complains of fails it.

        :param str name: as `story` has it.
        :param res.users user: who logs in.
        :param place: a record, or the name of an action, where the tour begins.
        :param told: what the tour asks for by `told`.
        """
        self.env.flush_all()
        self.start_tour(
            address(place), f'amazon_{name}', login=user.login,
            timeout=self.seconds, cookies={'amazon_tour': quote(json.dumps(told))},
        )
        self.env.invalidate_all()


class OnPhone:
    """People who have a phone. A class of tests names it first."""

    browser_size = '390,844'
    touch_enabled = True

    def authenticate(self, *args, browser=None, **options):
        """Log in, in a browser that is as narrow as a phone: its window cannot be."""
        browser._websocket_request('Emulation.setDeviceMetricsOverride', params={
            'width': 390, 'height': 844, 'deviceScaleFactor': 1, 'mobile': True,
        })
        return super().authenticate(*args, browser=browser, **options)
