"""Amazon documents none of its words.

Those about items and unreadable feeds were seen in issue 528 of jlevers/selling-partner-api and
issue 1183 of amzn/selling-partner-api-models. What Amazon checks of carriers, and with which words
it warns of tracking numbers, is announced in issues 489 and 772 of amzn/selling-partner-api-docs.
The others are put together like those (issue 489 of jlevers/selling-partner-api shows the form):
nobody has shown their wording.
"""
from odoo import models

from ...lib.words import _
from ...lib.words.refusal import Refusal, explanation_of


class AmazonShipmentWords(models.AbstractModel):
    """Says what Amazon means by its words on parcels: why it refuses one, or warns of it."""

    _name = 'amazon.shipment.words'
    _description = "Amazon's Words on Shipments"

    def _explain_refusal(self, words):
        """Return what it means that Amazon refuses a parcel, and what to do.

        :param str words: Amazon's.
        :return: a sentence or two; '' if Amazon's words are not known.
        :rtype: str
        """
        return explanation_of(words, self._refusals())

    def _explain_remark(self, words):
        """Return what it means that Amazon has a remark on a parcel that it took.

        :param str words: Amazon's.
        :return: a sentence or two; '' if Amazon's words are not known.
        :rtype: str
        """
        return explanation_of(words, self._remarks())

    def _refusals(self):
        """Return the words that are known, the surest first.

        :rtype: list[Refusal]
        """
        return [
            *self._refusals_of_carriers(),
            *self._refusals_of_contents(),
            *self._refusals_of_documents(),
        ]

    def _refusals_of_carriers(self):
        return [
            Refusal(
                r'CarrierName\b.*(required|missing|invalid)',
                "CarrierName: is required when CarrierCode is Other.",
                _("The carrier is not in Amazon's list, so Amazon wants its name: give the "
                  "delivery method a name, then use Retry Amazon Sync."),
            ),
            Refusal(
                r'InvalidCarrier|CarrierCode|carrier (code )?(\S+ )?is not (supported|valid)',
                "ErrorCode: InvalidCarrier Description: Selected carrier is not supported",
                _("Amazon does not know this carrier. Choose another Amazon Carrier on the "
                  "delivery method, or Other, then use Retry Amazon Sync."),
            ),
            Refusal(
                r'ShippingMethod\b.*(required|missing|invalid)',
                "ShippingMethod: is invalid.",
                _("Amazon does not know this delivery service. Enter the Amazon Delivery Service "
                  "on the delivery method as Seller Central spells it, then use Retry Amazon "
                  "Sync."),
            ),
            Refusal(
                r'Tracking ?(Number|ID)\b.*(required|missing|invalid|not match)',
                "TrackingNumber: is required.",
                _("Amazon does not take the tracking reference. Correct it on the delivery, and "
                  "check that it is one of this carrier; then use Retry Amazon Sync."),
            ),
        ]

    def _refusals_of_contents(self):
        return [
            Refusal(
                r'NonexistentOrderItem|OrderItemId\b.*invalid|AmazonOrderItemCode',
                "OrderItemId is invalid, please obtain the value through the getOrderItems API "
                "or Manage Orders page",
                _("Amazon does not expect these goods: they were canceled, or belong to another "
                  "order. Look at the order in Seller Central. If nothing of it is to be "
                  "shipped, use Do Not Tell Amazon."),
            ),
            Refusal(
                r'quantity\b.*(larger|exceed|more than|greater|invalid)',
                "The quantity … is larger than the quantity that can be fulfilled",
                _("There is more in the parcel than Amazon expects. Look at the order in Seller "
                  "Central: a part was canceled, or Amazon was told of it already."),
            ),
            Refusal(
                r'Ship ?Date\b.*(future|invalid|before)|FulfillmentDate',
                "ShipDate: is invalid, must not be in the future.",
                _("Amazon does not take the date of shipping. See that the clock of Odoo's "
                  "server is right, then use Retry Amazon Sync."),
            ),
            Refusal(
                r'MarketplaceId\b.*invalid',
                "MarketplaceId: is invalid for order …",
                _("Amazon has the order on another marketplace than Odoo. Use Recover Order on "
                  "the Amazon account, then Retry Amazon Sync."),
            ),
            Refusal(
                r'cannot be confirmed yet|order is pending|status.{0,20}\bpending',
                "Order … is PENDING: its shipment cannot be confirmed yet.",
                _("Amazon has not released the order, or has taken it back. Do not ship it "
                  "before Amazon releases it; then use Retry Amazon Sync."),
            ),
            Refusal(
                r'fulfilled by Amazon|\bAFN\b',
                "Order … is fulfilled by Amazon: its shipment cannot be confirmed.",
                _("Amazon ships this order itself, and is not told of parcels. Use Do Not Tell "
                  "Amazon."),
            ),
        ]

    def _refusals_of_documents(self):
        return [
            Refusal(
                r'Merchant ?(Identifier|Token|ID)\b',
                "The MerchantIdentifier is invalid.",
                _("The Merchant Token on the Amazon account is not this seller's. Copy it from "
                  "Seller Central (Settings, Account Info, Merchant Token), then use Retry "
                  "Amazon Sync."),
            ),
            Refusal(
                r'unable to process the XML|XML Parsing|\((5000|5002|90\d{3}|25)\)$',
                "We are unable to process the XML feed because one or more items are invalid. "
                "Please re-submit the feed.",
                _("Amazon could not read what it was sent. Often this passes: use Retry Amazon "
                  "Sync. If it happens again, it is a fault of the connector; until it is "
                  "mended, confirm the shipment in Seller Central."),
            ),
            Refusal(
                r'Amazon gives no reason',
                "Amazon gives no reason.",
                _("Amazon does not say why. Compare the delivery with the order in Seller Central, "
                  "and correct what is wrong; then use Retry Amazon Sync."),
            ),
        ]

    def _remarks(self):
        return [
            Refusal(
                r'tracking (ID|number)\b.*format',
                "The tracking ID … for … does not match the expected format for the carrier. "
                "Please verify that you have entered the tracking ID and carrier name correctly.",
                _("The tracking reference does not look like one of this carrier, so buyers may "
                  "not be able to follow the parcel. Check both on the delivery: what you "
                  "correct there, Amazon is told."),
            ),
        ]
