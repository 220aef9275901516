from collections import Counter, defaultdict
from datetime import timedelta

from odoo import fields, models

from ...lib.clock import database_now
from ...lib.words import _

# Deliveries that are validated one after the other are told, and fail, together.
TIME_TO_COLLECT = timedelta(minutes=1)


class AmazonShipmentPrepare(models.AbstractModel):
    """Finds out what of a validated delivery Amazon has to know, parcel by parcel."""

    _name = 'amazon.shipment.prepare'
    _description = "Amazon Shipment Preparation"

    def _prepare(self, pickings):
        """Put the parcels of validated deliveries into the outbox.

        :param stock.picking pickings: done deliveries, of any kind.
        :return: the parcels.
        :rtype: amazon.shipment
        """
        shipments = self.env['amazon.shipment']
        for picking in pickings.sorted('id'):
            for order, contents in self._contents_by_order(picking).items():
                for values in self._prepare_shipments(picking, order, contents):
                    adopted = self.env['amazon.shipment.adopt']._adopt(order, values)
                    shipments += adopted or shipments.create(values)
            self._note_what_is_not_told(picking)
        shipments.filtered(lambda shipment: shipment.state == 'waiting')._fail_incomplete()
        shipments.filtered(lambda shipment: shipment.state == 'expected')._expect()
        for account in shipments.account_id:
            account._wake_up('pickings', database_now(self.env) + TIME_TO_COLLECT)
        return shipments

    def _note_what_is_not_told(self, picking):
        """Write on a delivery what Amazon's buyers do not hear of, since it cannot be told."""
        refs = picking._split_tracking_ref()
        shipments = picking.amazon_shipment_ids
        if shipments and len(refs) > len(shipments):
            picking.message_post(body=_(
                "Amazon shows one tracking reference for each parcel: %s. Pack the goods in "
                "packages, as many as references, to have all of them shown.",
                ", ".join(shipments.filtered('tracking_ref').mapped('tracking_ref')),
            ))
        goods = picking.move_ids._to_amazon_buyers()
        incomplete = goods.sale_line_id - shipments.line_ids.sale_line_id
        lost = incomplete.filtered(lambda line: line._is_never_complete_for_amazon())
        if lost:
            picking.message_post(body=_(
                "Amazon was not told of this, for it is less than one piece of what was sold: %s.",
                ", ".join(lost.mapped('name')),
            ))

    def _contents_by_order(self, picking):
        """Return what Amazon has to be told of: order, package, order line, number of pieces.

        :return: quantities by line, by package, by sales order
        :rtype: dict[sale.order, dict[record, Counter]]
        """
        orders = defaultdict(lambda: defaultdict(Counter))
        shipped = picking.move_ids._to_amazon_buyers()._shipped_to_customers()
        for line, moves in shipped.grouped('sale_line_id').items():
            number = line._amazon_quantity_to_tell(moves)
            for package, part in self._spread(line, moves, number).items():
                orders[line.order_id][package][line] += part
        return orders

    def _spread(self, line, moves, number):
        """Spread the pieces of an order line over the packages that they are in.

        Amazon counts whole pieces: one that is in two packages counts in the second. A kit is
        where its first component is.

        :return: number of pieces by package; loose goods are in the empty one.
        :rtype: Counter
        """
        parts = Counter()
        move_lines = (moves[:1] if line._is_amazon_kit(moves) else moves).move_line_ids
        total = sum(move_lines.mapped('quantity_product_uom'))
        packed = 0.0
        for move_line in move_lines:
            packed += move_line.quantity_product_uom
            part = int(number * packed / total + 1e-6) - parts.total()
            if part:
                parts[move_line.result_package_id] += part
        return parts

    def _prepare_shipments(self, picking, order, contents):
        """Return the values of the parcels of one order: one for each tracking reference.

        :param dict contents: number of pieces by package and order line.
        :rtype: list[dict]
        """
        tracking_refs = picking._amazon_tracking_refs()
        state = 'expected' if order._amazon_way() else 'waiting'
        parcels = defaultdict(Counter)
        for package, lines in contents.items():
            parcels[package if package in tracking_refs else package.browse()].update(lines)
        return [
            {
                'account_id': order.amazon_account_id.id,
                'sale_order_id': order.id,
                'picking_id': picking.id,
                'package_id': package.id,
                'package_ref': package_ref,
                **picking._prepare_amazon_tracking(order, tracking_refs.get(package)),
                'state': state,
                'ship_date': picking.date_done,
                'line_ids': [
                    fields.Command.create({
                        'sale_line_id': line.id,
                        'amazon_item_ref': line.amazon_item_ref,
                        'quantity': number,
                    })
                    for line, number in lines.items()
                ],
            }
            for (package, lines), package_ref in zip(
                parcels.items(), self._package_refs(picking, order), strict=False
            )
        ]

    def _package_refs(self, picking, order):
        """Yield what Amazon is to know the parcels of a delivery by: positive numbers.

        They depend on nothing but the delivery, so that what is sent once more, even from a
        database that was restored, is a correction to Amazon, and no other parcel.
        """
        taken = set(order.amazon_shipment_ids.filtered('picking_id').mapped('package_ref'))
        number = 0
        while True:
            number += 1
            package_ref = f'{picking.id}{number:02d}'
            if package_ref not in taken:
                yield package_ref

    def _next_package_ref(self, picking, order):
        return next(self._package_refs(picking, order))
