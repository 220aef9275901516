"""Broken answers to what Amazon is told of parcels."""
import gzip
import json
import random
from collections import Counter
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ..simulator import Item
from . import byte_mutations, json_mutations, xml_mutations
from .connected_shop import SKU
from .findings import require
from .mangled_orders import MISHAP

PARCELS = 3
FEED_STEPS = [
    'createFeedDocument', 'createFeed', 'getFeed', 'getFeeds', 'getFeedDocument',
    'downloadFeedDocument', 'downloadFeedDocument', 'downloadFeedDocument',
]
SINGLE_STEPS = ['confirmShipment', 'getOrder']
# From case to case, so that Amazon's limits let every call pass; then until each look.
APART = timedelta(hours=20)
LOOKS = [timedelta(0), timedelta(minutes=4), timedelta(hours=3)]
TOLD_OF_STUCK = [
    'state', 'reason', 'package_ref', 'next_attempt', 'attempts', 'has_changed', 'is_fate_unknown',
    'sent_date', 'confirmed_date', 'feed_id',
]
HEALING = [timedelta(hours=hours) for hours in (1, 4, 8, 13, 26)]


class MangledAnswers:
    """Parcels that Amazon is told of again and again, while its answers are mangled."""

    def __init__(self, connected, seed):
        """
        :param ConnectedShop connected: where they are shipped.
        :param int seed: what is chosen by.
        """
        self._connected = connected
        self._seed = seed
        self._begin = fields.Datetime.now()
        self._states = Counter()

    def run(self, numbers):
        """Try cases; at last, Amazon is well again, and has to know all parcels.

        :param collections.abc.Iterable[int] numbers: which cases.
        :return: how often a parcel was in each state after a case.
        :rtype: collections.Counter
        :raise Finding: if a parcel is lost, or a failure has no reason.
        """
        orders = [self._connected.shop.place(items=[Item(SKU)]) for _number in range(PARCELS)]
        self._connected.import_orders()
        self._picking_ids = self._connected.ship(orders)
        for place, number in enumerate(numbers, 1):
            self._try_out(number, self._begin + place * APART)
        self._heal(orders, self._begin + (place + 1) * APART)
        return self._states

    def _try_out(self, number, moment):
        rng = random.Random(f'{self._seed}/{number}')
        is_feed = rng.random() < 0.7
        self._correct(moment, number, is_feed)
        step = rng.choice(FEED_STEPS if is_feed else SINGLE_STEPS)
        faults = self._connected.simulator.faults
        faults.add(step, lambda call: _mangle(call, rng), times=rng.choice([1, 1, 2, 9]))
        for look in LOOKS:
            with freeze_time(moment + look):
                self._connected.tell_amazon()
        faults.clear()
        self._check(number)

    def _correct(self, moment, number, is_feed):
        """Change all tracking references, so that Amazon has to be told again."""
        with freeze_time(moment), self._connected.transaction() as account:
            account.feed_threshold = 0 if is_feed else PARCELS
            pickings = self._pickings(account)
            for picking in pickings:
                picking.carrier_tracking_ref = f'1Z{number:08d}{picking.id:08d}'
            failed = pickings.amazon_shipment_ids.filtered(lambda each: each.state == 'failed')
            failed._prepare_again()

    def _check(self, number):
        with self._connected.transaction() as account:
            shipments = self._pickings(account).amazon_shipment_ids
            require(len(shipments) == PARCELS, f"Case {number}: parcels came or went.")
            for shipment in shipments:
                reason = shipment.reason or ''
                require(MISHAP not in reason, f"Case {number}: {reason}")
                require(
                    shipment.state != 'failed' or reason.strip().endswith(('.', ')')),
                    f"Case {number}: a failure has no reason: {reason!r}.")
                self._states[shipment.state] += 1

    def _heal(self, orders, moment):
        self._correct(moment, 0, is_feed=False)
        for pause in HEALING:
            with freeze_time(moment + pause):
                self._connected.tell_amazon()
        with self._connected.transaction() as account:
            shipments = self._pickings(account).amazon_shipment_ids
            stuck = shipments.filtered(lambda shipment: shipment.state != 'confirmed')
            require(
                not stuck, f"Parcels are stuck: {stuck.read(TOLD_OF_STUCK)}."
                f" {account.pickings_sync_message or ''}")
            told = {shipment.tracking_ref for shipment in shipments}
        known = {package.tracking for order in orders for package in order.packages}
        require(told == known, "Amazon knows other parcels than Odoo.")

    def _pickings(self, account):
        return account.env['stock.picking'].browse(self._picking_ids)


def _mangle(call, rng):
    response = call.answer()
    body = response.get_data()
    if body.startswith(b'\x1f\x8b') and rng.random() < 0.8:
        body = gzip.compress(_mangled_xml(gzip.decompress(body), rng))
    elif body.startswith(b'{') and rng.random() < 0.8:
        body = _mangled_json(body, rng)
    else:
        body = byte_mutations.garble(body, rng)
    response.set_data(body)
    if rng.random() < 0.2:
        response.status_code = rng.choice([200, 202, 204, 400, 401, 403, 404, 408, 429, 500, 503])
    return response


def _mangled_json(body, rng):
    value = json.loads(body)
    json_mutations.mutate(value, rng)
    return json_mutations.write(value).encode()


def _mangled_xml(content, rng):
    for _number in range(rng.choice([1, 1, 2, 5])):
        content = xml_mutations.mutate(content, rng)
    return xml_mutations.attack(content, rng) if rng.random() < 0.2 else content
