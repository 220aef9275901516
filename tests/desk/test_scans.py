from odoo.exceptions import ValidationError

from ...workshop.simulator import Address
from .desk_case import DeskCase

SEATTLE = Address(
    "Ada Whitfield", "7 Elm St", city="Seattle", state="WA", postal_code="98101", country='US',
)


class TestWrongScans(DeskCase):
    """A packer scans another barcode than that of the carrier's label."""

    def scan(self, picking, number):
        """Scan a number into the row of a delivery, on the list of what is to be shipped."""
        row = picking.with_user(self.packer).with_context(is_amazon_desk=True)
        row.carrier_tracking_ref = number

    def assert_refused(self, picking, number, words):
        before = picking.carrier_tracking_ref
        with self.assertRaisesRegex(ValidationError, words), self.env.cr.savepoint():
            self.scan(picking, number)
        picking.invalidate_recordset()
        self.assertEqual(picking.carrier_tracking_ref, before)

    def test_number_of_a_delivery(self):
        first, second = self.several(2)
        for number in (first.name, first.name.lower(), f' {first.name} '):
            with self.subTest(number):
                self.assert_refused(second, number, f"{first.name} is the number of a delivery")
        first.carrier_tracking_ref = first.name  # Who delivers himself may number so.

    def test_number_of_an_order(self):
        """It is not on the list, or on its next page: else, the cursor would go to its row."""
        first, second = self.several(2)
        for number in (first.amazon_order_ref, first.sale_id.name, first.sale_id.name.lower()):
            with self.subTest(number):
                self.assert_refused(
                    second, number, f"{number.upper()} is the number of an order")
        first.carrier_tracking_ref = first.amazon_order_ref

    def test_barcode_of_a_product(self):
        self.mug.barcode = '4006381333931'
        self.assert_refused(self.to_ship(), '4006381333931', "is the barcode of Mug")

    def test_label_of_the_parcel_before(self):
        """A scanner that reads twice would have all parcels that follow told one row too low."""
        first, second = self.to_ship(), self.to_ship(recipient=SEATTLE)
        self.assert_refused(
            second, first.carrier_tracking_ref, f"was entered for {first.name} already")
        self.scan(first, first.carrier_tracking_ref)

    def test_two_orders_in_one_parcel(self):
        first, second = self.to_ship(recipient=SEATTLE), self.to_ship(recipient=SEATTLE)
        self.scan(second, first.carrier_tracking_ref)
        self.assertEqual(second.carrier_tracking_ref, first.carrier_tracking_ref)

    def test_one_number_for_a_tour_of_your_own(self):
        own = self.create_delivery_method("Self Delivery")
        first, second = self.to_ship(carrier=own), self.to_ship(carrier=own, recipient=SEATTLE)
        self.scan(second, first.carrier_tracking_ref)
        self.assertEqual(second.carrier_tracking_ref, first.carrier_tracking_ref)

    def test_program_that_enters_one_number_for_many_may_mean_it(self):
        pickings = self.to_ship() + self.to_ship(recipient=SEATTLE)
        pickings.write({'carrier_tracking_ref': 'PALLET-1'})
        self.assertEqual(set(pickings.mapped('carrier_tracking_ref')), {'PALLET-1'})
