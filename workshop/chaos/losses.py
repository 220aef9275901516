"""What may not be lost, doubled or stuck, beside what the verdict says of each order."""
from collections import Counter

from ..simulator.marketplace.vocabulary import CANCELLED
from .jobs import find_account
from .shop import NEW_SKU
from .verdict import OPEN, findings

UNDER_WAY = ('waiting', 'sent')


def all_findings(world):
    """Return what is not as it has to be, in sentences.

    :param World world: the world, at its end.
    :rtype: list[str]
    """
    return [
        *findings(world),
        *_strangers(world),
        *_customers(world.env),
        *_stuck(world.account),
        *_parcels(world),
    ]


def is_any_parcel_failed(env):
    """Return whether a person can tell Amazon again of a parcel.

    :param Environment env: Odoo.
    :rtype: bool
    """
    return bool(env['amazon.shipment'].search([('state', '=', 'failed')], limit=1))


def is_any_product_missing(env):
    """Return whether Amazon shipped something for another shop that Odoo knows no product of.

    :param Environment env: Odoo.
    :rtype: bool
    """
    return bool(env['amazon.order'].search([
        ('state', '=', 'failed'), ('reason', 'like', NEW_SKU),
    ], limit=1))


def is_anything_due(env):
    """Return whether the connector has still something to do.

    :param Environment env: Odoo.
    :rtype: bool
    """
    account = find_account(env)
    return bool(
        account._is_amid_pages()
        or account.denied_marketplace_ids
        or account.problem_ids
        or env['amazon.order'].search([('next_attempt', '!=', False)], limit=1)
        or env['amazon.shipment'].search([
            '|', '|', ('state', 'in', UNDER_WAY), ('next_attempt', '!=', False),
            '&', ('state', '=', 'confirmed'), ('is_seen', '=', False),
        ], limit=1)
        or env['amazon.feed'].search([('next_look', '!=', False)], limit=1)
    )


def _strangers(world):
    known = {order.order_id for order in world.shop}
    for model in ('amazon.order', 'sale.order'):
        refs = world.env[model].search([('amazon_order_ref', '!=', False)]).mapped(
            'amazon_order_ref')
        for order_ref in set(refs) - known:
            yield f"Order {order_ref}: Odoo has it, Amazon has not."
        if len(refs) != len(set(refs)):
            yield f"There are {len(refs)} records of {model} about {len(set(refs))} orders."


def _customers(env):
    customers = env['res.partner'].search([
        ('amazon_account_id', '!=', False), ('parent_id', '=', False),
    ])
    for email, times in Counter(customers.mapped('email_normalized')).items():
        if email and times > 1:
            yield f"The buyer {email} is {times} customers."


def _stuck(account):
    """Yield where the account itself waits for something that will not come."""
    if account.state != 'linked':
        yield f"The account is {account.state}."
    if account._is_amid_pages():
        yield "The account is in the middle of a sequence of pages."
    for marketplace in account.denied_marketplace_ids:
        yield f"The account takes {marketplace.name} for denied."
    for message in filter(None, (account.orders_sync_message, account.pickings_sync_message)):
        yield f"The account says: {message}"
    for feed in account.env['amazon.feed'].search([('next_look', '!=', False)]):
        yield f"Feed {feed.id} is {feed.state}: {feed.reason}"


def _parcels(world):
    """Yield parcels that are not told, though Amazon would take them."""
    for shipment in world.env['amazon.shipment'].search([]):
        if shipment.amazon_order_ref not in world.shop:
            order = shipment.sale_order_id
            yield f"Parcel {shipment.tracking_ref} is of {order.name}, which Amazon has not."
            continue
        order = world.shop.order(shipment.amazon_order_ref)
        for sentence in _findings_of_parcel(order, shipment):
            yield (
                f"Order {order.order_id} ({order.status}): parcel {shipment.tracking_ref} "
                f"{sentence} {_facts(order, shipment)}"
            )


def _findings_of_parcel(order, shipment):
    package = order.package(shipment.package_ref)
    if package and package.status == CANCELLED:
        package = None
    if shipment.state in UNDER_WAY:
        yield f"is {shipment.state}."
    elif shipment.next_attempt:
        yield f"is {shipment.state}, and still tried at {shipment.next_attempt}."
    elif shipment.state == 'confirmed' and not package:
        # Of a canceled order, nothing is to be told: a person is asked about the goods.
        if order.status != CANCELLED and not _is_in_other_packages(order, shipment):
            yield "is said to be known by Amazon, and is not."
    elif shipment.state == 'confirmed' and package.tracking != shipment.tracking_ref:
        yield f"is {package.tracking} on Amazon."
    elif shipment.state == 'failed' and _is_known(order, shipment):
        yield f"failed, though Amazon knows it: {shipment.reason}"
    elif shipment.state == 'failed' and _is_expected(order, shipment):
        yield f"failed, though Amazon expects it: {shipment.reason}"


def _facts(order, shipment):
    """Return what both sides have of an order, to find out who is wrong."""
    items = {
        item.order_item_id: f'{item.shipped} of {item.quantity} shipped' for item in order.items
    }
    packages = [
        (package.reference, package.status, package.tracking, package.quantities)
        for package in order.packages
    ]
    parcels = [
        (parcel.state, parcel.tracking_ref, parcel.package_ref, {
            line.amazon_item_ref: line.quantity for line in parcel.line_ids
        })
        for parcel in shipment.sale_order_id.amazon_shipment_ids
    ]
    rows = [
        (row.state, row.amazon_status, row.reason)
        for row in shipment.sale_order_id.amazon_order_ids
    ]
    return f"Items: {items}. Packages: {packages}. Parcels: {parcels}. Rows: {rows}."


def _is_in_other_packages(order, shipment):
    """Return whether the order is shipped, with packages that have brought what it wants."""
    brought = Counter()
    for package in order.packages:
        if package.status != CANCELLED:
            brought.update(package.quantities)
    wanted = {item.order_item_id: item.quantity for item in order.items}
    return order.status == 'SHIPPED' and all(
        brought[line.amazon_item_ref] >= min(line.quantity, wanted.get(line.amazon_item_ref, 0))
        for line in shipment.line_ids)


def _is_known(order, shipment):
    return any(
        package.tracking == shipment.tracking_ref for package in order.packages
        if package.status != CANCELLED)


def _is_expected(order, shipment):
    """Return whether any of a parcel is still to be shipped, as Amazon sees it."""
    unshipped = {
        item.order_item_id: item.unshipped - order.labelled(item.order_item_id)
        for item in order.items
    }
    return order.status in OPEN and any(
        unshipped.get(ref) for ref in shipment.line_ids.mapped('amazon_item_ref'))
