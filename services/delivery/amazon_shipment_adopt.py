from collections import Counter

from odoo import fields, models

from ...models.delivery.amazon_shipment import TOLD


class AmazonShipmentAdopt(models.AbstractModel):
    """Gives deliveries the parcels that Amazon was told of without them, if they are the same ones.

    They were entered in Seller Central, their labels were bought from Amazon, or they were told
    before the database was restored.
    """

    _name = 'amazon.shipment.adopt'
    _description = "Amazon Shipment Adoption"

    def _adopt(self, order, values):
        """Give a delivery its parcel, if Amazon knows it.

        :param sale.order order: whose parcel.
        :param dict values: the parcel as the delivery has it.
        :return: the parcel; and another one of what is not in it.
        :rtype: amazon.shipment
        """
        noted = order._noted_amazon_parcels()
        known = noted.filtered(
            lambda known: known.package_ref == values['package_ref']
            or known._is_tracked_by(values['tracking_ref'])
        )[:1]
        if known:
            adopt = self._correct if known._is_correctable() else self._take_label
            return adopt(known, values)
        same = noted.filtered(lambda known: known._contents() == _contents_of(values))
        if len(same) == 1 and not self._is_another_expected(order, values):
            return self._take_parcel(same, values)
        return noted.browse()

    def _correct(self, known, values):
        """Give a delivery its parcel; what the delivery says otherwise is a correction."""
        told = known._tellable()
        self._give(known, values, keeps_carrier=not values['carrier_code'])
        if known._tellable() != told:
            known._reset('waiting')
        return known

    def _take_label(self, known, values):
        """Give a delivery the parcel that has a label of Amazon's: that cannot be corrected.

        What it does not cover is a parcel of its own.
        """
        contents, lines, rest = known._contents(), [], []
        for command, id_, line in values['line_ids']:
            number = min(line['quantity'], contents.get(line['amazon_item_ref'], 0))
            number = number if contents else line['quantity']
            lines.append((command, id_, {**line, 'quantity': number}))
            if number < line['quantity']:
                rest.append((command, id_, {**line, 'quantity': line['quantity'] - number}))
        self._give(known, {**values, 'line_ids': lines}, keeps_carrier=True)
        return known + known.create([{**values, 'line_ids': rest}] if rest else [])

    def _take_parcel(self, known, values):
        """Give a delivery its parcel, and show on it the carrier and the number that Amazon has."""
        carrier, tracking_ref = known.carrier_code or '', known.tracking_ref or ''
        self._give(known, values)
        known._show_on_delivery(carrier, tracking_ref)
        return known

    def _give(self, known, values, keeps_carrier=False):
        carrier = {name: known[name] for name in ('carrier_code', 'carrier_name', 'tracking_ref')}
        known.write({
            **values,
            **(carrier if keeps_carrier else {}),
            'state': known.state,
            'package_ref': known.package_ref,
            'line_ids': [fields.Command.clear(), *values['line_ids']],
            'reason': False,
        })

    def _is_another_expected(self, order, values):
        """Return whether Amazon expects more of these goods than it was told of already.

        Then they may be others than those of a parcel with the same contents.
        """
        if order._amazon_way():
            return False
        told = Counter()
        parcels = order.sudo().amazon_shipment_ids.filtered(lambda parcel: parcel.state in TOLD)
        for line in parcels.line_ids:
            told[line.amazon_item_ref] += line.quantity
        expected = {line.amazon_item_ref: line.amazon_quantity for line in order.order_line}
        return any(
            expected.get(item_ref, 0) > told[item_ref] for item_ref in _contents_of(values)
        )


def _contents_of(values):
    """Return the pieces by item of a parcel that is about to be made.

    :param dict values: its values.
    :rtype: dict[str, int]
    """
    lines = (line for _command, _id, line in values['line_ids'])
    return {line['amazon_item_ref']: line['quantity'] for line in lines if line['quantity']}
