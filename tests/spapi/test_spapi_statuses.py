import json

from odoo.tests import BaseCase, tagged

from ...spapi import (
    CLOSED_STATUSES,
    DEAD_STATUSES,
    INVOICE_UNCONFIRMED,
    OPEN_STATUSES,
    PENDING_STATUSES,
    SHIPPED,
    SOLD_STATUSES,
    STATUSES,
)
from ..contract import MODELS, missing


@tagged('-at_install', 'post_install')
class TestStatuses(BaseCase):

    def test_every_status_is_in_one_group(self):
        groups = (PENDING_STATUSES, OPEN_STATUSES, {SHIPPED}, DEAD_STATUSES)
        self.assertEqual(sorted(status for group in groups for status in group), sorted(STATUSES))
        self.assertEqual(SOLD_STATUSES, OPEN_STATUSES | {SHIPPED})
        self.assertEqual(CLOSED_STATUSES, STATUSES - PENDING_STATUSES - OPEN_STATUSES)

    def test_words_are_amazons(self):
        if missing():
            self.skipTest(missing())
        model = json.loads((MODELS / 'orders_2026-01-01.json').read_text(encoding='utf-8'))
        words = model['definitions']['FulfillmentStatus']['enum']
        # One more is in the guide to migration.
        self.assertEqual({word.lower() for word in words}, STATUSES - {INVOICE_UNCONFIRMED})
