import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...workshop.tools import cache
from ...workshop.tools.checks import bounds, rooms

ORDER = """
class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def action_confirm(self):
        {}
        return super().action_confirm()
"""
DELIVERY = """
class AmazonShipment(models.Model):
    _name = 'amazon.shipment'

    tracking_ref = fields.Char()
    quantity = fields.Integer()

    def _tell_amazon(self):
        pass

    def action_confirm(self):
        return super().action_confirm()
"""


class RepositoryCase(BaseCase):
    """A small repository that the checks look at."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.startPatcher(patch.object(cache, 'REPOSITORY', self.folder))

    def put(self, path, text):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


@tagged('-at_install', 'post_install')
class TestRooms(RepositoryCase):
    """A room that names what only a later one defines is refused by ``make lint``."""

    def setUp(self):
        super().setUp()
        self.put('models/delivery/amazon_shipment.py', DELIVERY)

    def complaints_about(self, statement):
        self.put('models/order/sale_order.py', ORDER.format(statement))
        return rooms.complaints()

    def test_model_field_and_method_of_a_later_room(self):
        for name, statement in {
            'amazon.shipment': "self.env['amazon.shipment'].search([])",
            'tracking_ref': "self.parcel.tracking_ref",
            '_tell_amazon': "self.parcel._tell_amazon()",
        }.items():
            with self.subTest(name):
                [complaint] = self.complaints_about(statement)
                self.assertIn(f'models/order/sale_order.py:6: {name} is of the room delivery',
                              complaint)

    def test_field_in_a_domain(self):
        [complaint] = self.complaints_about("self.search([('parcel_ids.tracking_ref', '=', 1)])")
        self.assertIn('tracking_ref', complaint)

    def test_field_in_a_view(self):
        self.put('views/order/sale_order_views.xml', '<odoo><field name="tracking_ref"/></odoo>')
        [complaint] = rooms.complaints()
        self.assertIn('views/order/sale_order_views.xml: tracking_ref is of the room', complaint)

    def test_keyword_and_default_in_a_context(self):
        for statement in ("dict(tracking_ref=1)", "self.with_context(default_tracking_ref=1)"):
            with self.subTest(statement):
                [complaint] = self.complaints_about(statement)
                self.assertIn('tracking_ref', complaint)

    def test_model_in_a_field_of_data(self):
        self.put('data/order/actions.xml',
                 '<odoo><field name="res_model">amazon.shipment</field></odoo>')
        [complaint] = rooms.complaints()
        self.assertIn('amazon.shipment', complaint)

    def test_folder_that_is_no_room(self):
        self.put('models/money/settlement.py', '')
        [complaint] = rooms.complaints()
        self.assertIn("models/money is no room", complaint)

    def test_folders_within_rooms(self):
        self.put('models/order/more/sale_order.py', ORDER.format("self.tracking_ref"))
        [complaint] = rooms.complaints()
        self.assertIn('models/order/more/sale_order.py', complaint)

    def test_what_others_define_too_and_what_is_overridden(self):
        self.assertFalse(self.complaints_about("self.quantity, self.action_confirm()"))

    def test_later_rooms_know_earlier_ones(self):
        self.put('services/fba/amazon_fba.py', ORDER.format("self.tracking_ref"))
        self.assertFalse(rooms.complaints())


@tagged('-at_install', 'post_install')
class TestBounds(RepositoryCase):
    """Files and folders that become too large are refused by ``make lint``."""

    def test_long_file(self):
        (self.folder / 'long.py').write_text('pass\n' * (bounds.MOST_LINES + 1))
        (self.folder / 'not_too_long.py').write_text('pass\n' * bounds.MOST_LINES)
        self.assertEqual(bounds.complaints(), ["long.py has 401 lines; 400 are enough"])

    def test_long_function(self):
        lines = bounds.MOST_LINES_OF_FUNCTIONS
        (self.folder / 'a.py').write_text('def longer():\n' + '    pass\n' * lines)
        (self.folder / 'b.py').write_text('def long():\n' + '    pass\n' * (lines - 1))
        self.assertEqual(bounds.complaints(), ["a.py:1: longer has 61 lines; 60 are enough"])

    def test_full_folder(self):
        models = self.folder / 'models'
        models.mkdir()
        for number in range(bounds.MOST_FILES + 1):
            (models / f'model_{number}.py').touch()
        self.assertEqual(bounds.complaints(), ["models has 26 Python files; 25 are enough"])
