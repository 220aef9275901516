"""Words with which Amazon refuses to be told of a parcel.

Amazon documents none of them. They were seen in issues of amzn/selling-partner-api-models (1183,
5037) and jlevers/selling-partner-api (489, 528); those that carriers are refused with, and the
announcement in issue 772 of amzn/selling-partner-api-docs, say what Amazon checks.
"""
from ..words import _
from .refusal import Refusal


def refusals_of_parcels():
    """Return what Amazon's words mean.

    :return: the surest first.
    :rtype: list[Refusal]
    """
    return [*_of_carriers(), *_of_contents(), *_of_documents()]


def _of_carriers():
    return [
        Refusal(
            r'CarrierName\b.*(required|missing|invalid)',
            "CarrierName: is required when CarrierCode is Other.",
            _("The carrier is not in Amazon's list, so Amazon wants its name: give the delivery "
              "method a name, then use Retry Amazon Sync."),
        ),
        Refusal(
            r'InvalidCarrier|CarrierCode|carrier (code )?(\S+ )?is not (supported|valid)',
            "ErrorCode: InvalidCarrier Description: Selected carrier is not supported",
            _("Amazon does not know this carrier. Choose another Amazon Carrier on the delivery "
              "method, or Other, then use Retry Amazon Sync."),
        ),
        Refusal(
            r'ShippingMethod\b.*(required|missing|invalid)',
            "ShippingMethod: is invalid.",
            _("Amazon does not know this delivery service. Enter the Amazon Delivery Service on "
              "the delivery method as Seller Central spells it, then use Retry Amazon Sync."),
        ),
        Refusal(
            r'Tracking ?(Number|ID)\b.*(required|missing|invalid|not match)',
            "TrackingNumber: is required.",
            _("Amazon does not take the tracking reference. Correct it on the delivery, and check "
              "that it is one of this carrier; then use Retry Amazon Sync."),
        ),
    ]


def _of_contents():
    return [
        Refusal(
            r'NonexistentOrderItem|OrderItemId\b.*invalid|AmazonOrderItemCode',
            "OrderItemId is invalid, please obtain the value through the getOrderItems API or "
            "Manage Orders page",
            _("Amazon does not expect these goods: they were canceled, or belong to another order. "
              "Look at the order in Seller Central. If nothing of it is to be shipped, use Do Not "
              "Tell Amazon."),
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
            _("Amazon does not take the date of shipping. See that the clock of Odoo's server is "
              "right, then use Retry Amazon Sync."),
        ),
        Refusal(
            r'MarketplaceId\b.*invalid',
            "MarketplaceId: is invalid for order …",
            _("Amazon has the order on another marketplace than Odoo. Use Recover Order on the "
              "Amazon account, then Retry Amazon Sync."),
        ),
        Refusal(
            r'cannot be confirmed yet|order is pending|status.{0,20}\bpending',
            "Order … is PENDING: its shipment cannot be confirmed yet.",
            _("Amazon has not released the order, or has taken it back. Do not ship it before "
              "Amazon releases it; then use Retry Amazon Sync."),
        ),
        Refusal(
            r'fulfilled by Amazon|\bAFN\b',
            "Order … is fulfilled by Amazon: its shipment cannot be confirmed.",
            _("Amazon ships this order itself, and is not told of parcels. Use Do Not Tell "
              "Amazon."),
        ),
    ]


def _of_documents():
    return [
        Refusal(
            r'Merchant ?(Identifier|Token|ID)\b',
            "The MerchantIdentifier is invalid.",
            _("The Merchant Token on the Amazon account is not this seller's. Copy it from Seller "
              "Central (Settings, Account Info, Merchant Token), then use Retry Amazon Sync."),
        ),
        Refusal(
            r'unable to process the XML|XML Parsing|\((5000|5002|90\d{3}|25)\)$',
            "We are unable to process the XML feed because one or more items are invalid. Please "
            "re-submit the feed.",
            _("Amazon could not read what it was sent. Often this passes: use Retry Amazon Sync. "
              "If it happens again, it is a fault of the connector; until it is mended, confirm "
              "the shipment in Seller Central."),
        ),
    ]
