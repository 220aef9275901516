from ..delivery.delivery_case import DeliveryCase
from .tour_case import Tours


class TestParcelsTour(DeliveryCase, Tours):
    """Amazon refuses a parcel."""

    def test_parcel_is_corrected_and_told_again(self):
        typo = self.create_delivery_method("Fedx")
        typo.amazon_carrier_id = self.env['amazon.carrier'].create({'name': "Fedx"})
        picking = self.ship(self.picking(self.place()), carrier=typo)
        self.send()
        self.tour('parcel_retry', self.worker, picking)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual([package.carrier for package in self.packages(picking)], ['UPS'])
