import re

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ...workshop.simulator import Item
from ..common import AmazonCase

# What only developers say.
NAME_OF_AN_EXCEPTION = re.compile(r'\b[A-Z]\w*(Error|Violation|Exception)\b')


class TestReasons(AmazonCase):
    """A person reads what is wrong, and not what Python calls it."""

    def setUp(self):
        super().setUp()
        self.link()

    def reason(self, **values):
        """Return why a new order was not imported."""
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE')], **values)
        with mute_logger('odoo.sql_db', 'odoo.addons.amazon_connector.lib.mishap'):
            self.sync()
        row = self.inbox(order)
        self.assertEqual(row.state, 'failed')
        self.assertNotRegex(row.reason, NAME_OF_AN_EXCEPTION)
        return row.reason

    def test_archived_warehouse(self):
        warehouse = self.account.warehouse_id.create({'name': "Old Barn", 'code': 'OLD'})
        self.account.warehouse_id = warehouse
        warehouse.active = False
        self.assertIn("The warehouse “Old Barn” is archived", self.reason())
        warehouse.active = True
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE')])
        self.sync()
        self.assertEqual(self.sale_order(order).warehouse_id, warehouse)

    def test_deleted_amazon_location(self):
        location = self.env['stock.location'].create({
            'name': "Shelf", 'location_id': self.account.location_id.location_id.id,
        })
        self.account.location_id = location
        location.unlink()
        self.assertIn(
            "has no Amazon Location", self.reason(channel='AMAZON', status='SHIPPED'))

    def test_goods_at_amazon_are_in_an_internal_location(self):
        wrong = self.env.ref('stock.stock_location_customers')
        with self.assertRaisesRegex(ValidationError, "choose an internal location"):
            self.account.location_id = wrong
        with self.assertRaisesRegex(ValidationError, "choose an internal location"):
            self.env['amazon.marketplace.setting'].create({
                'account_id': self.account.id, 'location_id': wrong.id,
                'marketplace_id': self.marketplace('US').id,
            })

    def test_required_field_of_another_module(self):
        self.env.cr.execute("ALTER TABLE sale_order ADD COLUMN x_season varchar")
        self.env.cr.execute(
            "ALTER TABLE sale_order ADD CHECK (x_season IS NOT NULL) NOT VALID")
        self.assertIn("Sales Order: ", self.reason())

    def test_required_field_that_is_empty(self):
        self.env.cr.execute("""
            UPDATE sale_order SET signed_by = '';
            ALTER TABLE sale_order ALTER COLUMN signed_by SET NOT NULL
        """)
        self.assertIn("the field “Signed By” is required", self.reason())

    def test_value_that_has_to_be_unique(self):
        self.shop.place(items=[Item('AMZ-MUG-WHITE')])
        self.sync()
        self.env.cr.execute("CREATE UNIQUE INDEX only_one_team ON sale_order (company_id)")
        self.assertIn("“only_one_team”", self.reason())


class TestAccountOfAnotherCompany(AmazonCase):

    def test_account_with_orders_stays_in_its_company(self):
        self.link()
        other = self.env['res.company'].create({'name': "Second Company"})
        self.shop.place(items=[Item('AMZ-MUG-WHITE')])
        self.sync()
        with self.assertRaisesRegex(UserError, "stay in their company"):
            self.account.company_id = other
        self.account.company_id = self.account.company_id
