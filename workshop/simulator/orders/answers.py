"""What goes out: an order as Amazon's JSON.

See `Order` in the model orders_2026-01-01.json, and
https://developer-docs.amazon.com/sp-api/docs/access-orders-pii for who sees which personal data.
"""
import copy
from decimal import Decimal

from ..core.formats import timestamp
from ..core.omissions import add, leave_out, present
from ..marketplace.money import money
from ..marketplace.roles import DIRECT_TO_CONSUMER, TAX_INVOICING, TAX_REMITTANCE
from ..marketplace.vocabulary import (
    AMAZON,
    ANONYMOUS,
    BUYER,
    MERCHANT,
    NON_AMAZON,
    NOT_PAID,
    PENDING,
)
from .packing import (
    condition_of,
    customization_of,
    delivery_preference_of,
    measurement_of,
    packing_of,
    shipping_of,
)

_TAX_COLLECTOR = 'Amazon Services, Inc.'


def found_orders(search, orders, next_token):
    """Return Amazon's `SearchOrdersResponse`.

    :param Search search: What was searched.
    :param list[dict] orders: The orders of the page.
    :param str next_token: The token of the next page; None if there is none.
    :rtype: dict
    """
    answer = {'orders': orders}
    if next_token:
        answer['pagination'] = {'nextToken': next_token}
    answer[search.before_parameter] = timestamp(search.before)
    return answer


def order_to_wire(order, datasets, roles):
    """Return the order as Amazon's `Order`.

    :param Order order: The order.
    :param set datasets: The values of `includedData`.
    :param set roles: The roles of the application that asks.
    :rtype: dict
    """
    if order.sales_channel == NON_AMAZON:
        # Amazon was not paid for it, and does not know who was.
        datasets = datasets - {'BUYER', 'PROCEEDS', 'PAYMENT', 'TAX'}
    wire = {
        'orderId': order.order_id,
        'createdTime': timestamp(order.created),
        'lastUpdatedTime': timestamp(order.updated),
        'salesChannel': _sales_channel(order),
        'programs': list(order.programs),
        'orderItems': [_item(order, item, datasets) for item in order.items],
    }
    if order.seller_order_id:
        alias = {'aliasId': order.seller_order_id, 'aliasType': 'SELLER_ORDER_ID'}
        wire['orderAliases'] = [alias]
    if order.replaces:
        wire['associatedOrders'] = [{
            'orderId': order.replaces,
            'associationType': f'{order.association}_ORIGINAL_ID',
        }]
    parts = {
        'BUYER': ('buyer', lambda: _buyer(order, roles)),
        'RECIPIENT': ('recipient', lambda: _recipient(order, roles)),
        'PROCEEDS': ('proceeds', lambda: _proceeds(order)),
        'FULFILLMENT': ('fulfillment', lambda: _fulfillment(order)),
        'PACKAGES': ('packages', lambda: _packages(order)),
        'TAX': ('tax', lambda: _tax(order, roles)),
        'PAYMENT': ('payment', lambda: _payment(order)),
        'FULFILLMENT_ORDERS': ('fulfillmentOrders', lambda: _fulfillment_orders(order)),
    }
    wire = _with_parts(wire, parts, datasets)
    add(wire, copy.deepcopy(order.more))
    leave_out(wire, order.left_out)
    return wire


def _sales_channel(order):
    if not order.names_marketplace:
        return {'channelName': order.sales_channel}
    return {
        'channelName': order.sales_channel,
        'marketplaceId': order.marketplace.id,
        'marketplaceName': order.marketplace.name,
    }


def _with_parts(wire, parts, datasets):
    for dataset, (key, build) in parts.items():
        if dataset in datasets:
            part = build()
            if part:
                wire[key] = part
    return wire


# === PERSONAL DATA === #


def _has_personal_data(order):
    return order.status not in ANONYMOUS


def _buyer(order, roles):
    buyer = order.buyer
    if buyer is None or not _has_personal_data(order):
        return None
    delivers = order.channel == MERCHANT and DIRECT_TO_CONSUMER in roles
    invoices = roles & {TAX_INVOICING, TAX_REMITTANCE}
    return present(
        buyerName=buyer.name if delivers or invoices else None,
        buyerEmail=buyer.email if delivers else None,
        buyerCompanyName=buyer.company,
        buyerPurchaseOrderNumber=buyer.purchase_order,
    )


def _recipient(order, roles):
    address = order.recipient
    if address is None or not _has_personal_data(order) or DIRECT_TO_CONSUMER not in roles:
        return None
    if order.channel == AMAZON:
        return {'deliveryAddress': _place(address)}
    return present(
        deliveryAddress=_address(address), deliveryPreference=delivery_preference_of(address))


def _place(address):
    return present(
        city=address.city,
        stateOrRegion=address.state,
        postalCode=address.postal_code,
        countryCode=address.country,
    )


def _address(address):
    return present(
        name=address.name,
        companyName=address.company,
        addressLine1=address.line1,
        addressLine2=address.line2,
        addressLine3=address.line3,
        districtOrCounty=address.county,
        extendedFields=present(neighborhood=address.neighborhood) or None,
        phone=address.phone,
        addressType=address.type,
        **_place(address),
    )


def _tax(order, roles):
    buyer = order.buyer
    invoices = roles & {TAX_INVOICING, TAX_REMITTANCE}
    if buyer is None or not buyer.vat_number or not invoices or not _has_personal_data(order):
        return None
    registration = present(
        entityType='BUYER',
        legalName=buyer.legal_name or buyer.company or buyer.name,
        taxRegistrationType='VAT',
        taxRegistrationNumber=buyer.vat_number,
        taxRegistrationAddress=buyer.registered_at and _address(buyer.registered_at),
    )
    return {'taxRegistrations': [registration]}


# === MONEY === #


def _proceeds(order):
    totals = {}
    for item in order.items:
        for breakdown in _item_breakdowns(order, item):
            amount = Decimal(breakdown['subtotal']['amount'])
            totals[breakdown['type']] = totals.get(breakdown['type'], Decimal(0)) + amount
    breakdowns = [
        {'type': type_, 'subtotal': money(amount, order.currency)}
        for type_, amount in totals.items()
    ]
    if order.delivery_tip:
        breakdowns.append({
            'type': 'DELIVERY_TIP',
            'status': 'FINALIZED',
            'subtotal': money(order.delivery_tip, order.currency),
        })
    return {'grandTotal': money(order.total, order.currency), 'breakdowns': breakdowns}


def _item_breakdowns(order, item):
    breakdowns = [
        {'type': type_, 'subtotal': money(amount, order.currency)}
        for type_, amount in item.charges().items()
    ]
    for type_, amounts in (('TAX', item.taxes()), ('DISCOUNT', item.discounts())):
        if amounts:
            breakdowns.append({
                'type': type_,
                'subtotal': money(sum(amounts.values()), order.currency),
                'detailedBreakdowns': [
                    {'subtype': subtype, 'value': money(amount, order.currency)}
                    for subtype, amount in amounts.items()
                ],
            })
    if order.withholding == 'taken_off' and item.withheld:
        breakdowns.append({'type': 'TAX', 'subtotal': money(-item.withheld, order.currency)})
    return breakdowns


def _payment(order):
    if order.status in NOT_PAID:
        return None
    execution = {
        'paymentMethod': order.payment_method,
        'paymentAmount': money(order.total, order.currency),
    }
    return {'paymentExecutions': [execution]}


# === FULFILMENT === #


def _fulfillment(order):
    fulfillment = {
        'fulfillmentStatus': order.status,
        'fulfilledBy': order.channel,
        'fulfillmentServiceLevel': order.service_level,
    }
    if order.ship_by:
        fulfillment['shipByWindow'] = {
            'earliestDateTime': timestamp(order.created),
            'latestDateTime': timestamp(order.ship_by),
        }
    if order.deliver_by:
        fulfillment['deliverByWindow'] = {
            'earliestDateTime': timestamp(order.ship_by or order.created),
            'latestDateTime': timestamp(order.deliver_by),
        }
    return fulfillment


def _packages(order):
    if order.channel == AMAZON:
        return None
    return [_package(package) for package in order.packages]


def _package(package):
    return present(
        packageReferenceId=package.reference,
        createdTime=timestamp(package.shipped),
        packageStatus=present(status=package.status, detailedStatus=package.detailed_status),
        carrier=package.carrier_shown,
        shipTime=None if package.status == PENDING else timestamp(package.shipped),
        shippingService=package.service,
        trackingNumber=package.tracking,
        packageItems=[
            {'orderItemId': item_id, 'quantity': quantity}
            for item_id, quantity in package.quantities.items()
        ],
    )


def _fulfillment_orders(order):
    return [{'fulfillmentOrderId': id_} for id_ in order.fulfillment_order_ids]


# === ITEMS === #


def _item(order, item, datasets):
    wire = {
        'orderItemId': item.order_item_id,
        'quantityOrdered': item.quantity,
        'programs': list(item.programs),
        'product': {
            **present(asin=item.asin, title=item.title, sellerSku=item.sku),
            'condition': condition_of(item),
            **_price(order, item),
            **_serial_numbers(item),
            **present(customization=customization_of(item)),
        },
        **present(measurement=measurement_of(item)),
    }
    parts = {
        'PROCEEDS': ('proceeds', lambda: {
            'proceedsTotal': money(order.item_total(item), order.currency),
            'breakdowns': _item_breakdowns(order, item),
        }),
        'EXPENSE': ('expense', lambda: _item_expense(order, item)),
        'PROMOTION': ('promotion', lambda: _item_promotion(item)),
        'CANCELLATION': ('cancellation', lambda: _item_cancellation(item)),
        'FULFILLMENT': ('fulfillment', lambda: _item_fulfillment(item)),
        'TAX': ('tax', lambda: _item_tax(item)),
    }
    return _with_parts(wire, parts, datasets)


def _price(order, item):
    if order.sales_channel == NON_AMAZON:
        return {}
    return {'price': {'unitPrice': money(item.unit_price, order.currency)}}


def _serial_numbers(item):
    return {'serialNumbers': list(item.serial_numbers)} if item.serial_numbers else {}


def _item_expense(order, item):
    if not item.points:
        return None
    points = {
        'pointsNumber': item.points,
        'pointsMonetaryValue': money(Decimal(item.points), order.currency),
    }
    return {'pointsCost': {'pointsGranted': points}}


def _item_promotion(item):
    if not item.promotion_ids:
        return None
    return {'breakdowns': [{'promotionId': id_} for id_ in item.promotion_ids]}


def _item_cancellation(item):
    cancellation = {}
    if item.cancel_request:
        cancellation['cancellationRequest'] = {
            'requester': BUYER, 'cancelReason': item.cancel_request}
    if item.cancelled_by:
        cancellation['cancellationExecution'] = present(
            cancelledBy=item.cancelled_by, cancelReason=item.cancel_reason)
    return cancellation


def _item_fulfillment(item):
    return {
        'quantityFulfilled': item.shipped,
        'quantityUnfulfilled': item.unshipped,
        **present(packing=packing_of(item), shipping=shipping_of(item)),
    }


def _item_tax(item):
    tax = {}
    scheme = item.tax_scheme or (item.ioss_number and 'IOSS')
    if scheme:
        tax['taxCalculationBreakdowns'] = [{'reportingScheme': scheme}]
    if item.tax_collected_by_amazon:
        tax['taxCollections'] = [
            {'model': 'MARKETPLACE_FACILITATOR', 'responsibleParty': _TAX_COLLECTOR}]
    return tax
