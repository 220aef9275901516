from ...workshop.simulator import faults
from .delivery_case import DeliveryCase


class TestRefusalWords(DeliveryCase):
    """What Amazon refuses a parcel with is explained, beside its own words."""

    def refused(self, words=None, carrier=None):
        """Return the reason of a parcel that Amazon refuses."""
        picking = self.ship(self.picking(self.place()), carrier=carrier)
        if words:
            self.amazon.faults.add('confirmShipment', lambda call: call.refuse(
                faults.refused_input(words)))
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        return picking.amazon_shipment_ids.reason

    def test_carrier_that_amazon_does_not_know(self):
        carrier = self.create_delivery_method("Pigeon")
        carrier.amazon_carrier_id = self.env['amazon.carrier'].create({'name': "Pigeon Express"})
        reason = self.refused(carrier=carrier)
        self.assertIn("Choose another Amazon Carrier on the delivery method", reason)
        self.assertIn("What Amazon says: ErrorCode: InvalidCarrier", reason)
        # What it says to do, helps.
        carrier.amazon_carrier_id = self.ups.amazon_carrier_id
        picking = self.env['stock.picking'].search([('carrier_id', '=', carrier.id)])
        self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_item_that_was_canceled(self):
        words = "OrderItemId is invalid, please obtain the value through the getOrderItems API"
        reason = self.refused(words)
        self.assertIn("Amazon does not expect these goods", reason)
        self.assertIn(words, reason)

    def test_refusal_without_words_says_what_to_do(self):
        self.assertIn("Amazon does not say why", self.refused("Amazon gives no reason."))

    def test_cause_is_what_amazon_means(self):
        self.refused("OrderItemId is invalid, obtain the value through the getOrderItems API")
        [todo] = self.env['amazon.todo'].search([('kind', '=', 'parcel')])
        self.assertIn("Amazon does not expect these goods", todo.cause_id.display_name)

    def test_words_that_nobody_knows_are_shown_as_they_are(self):
        self.assertEqual(
            self.refused("Computer says no."),
            "Amazon refuses the parcel. Correct the delivery, then use Retry Amazon Sync. "
            "What Amazon says: Computer says no.",
        )

    def test_each_is_recognised_as_itself(self):
        words = self.env['amazon.shipment.words']
        for refusal in words._refusals():
            with self.subTest(refusal.example):
                self.assertEqual(words._explain_refusal(refusal.example), refusal.explanation)
