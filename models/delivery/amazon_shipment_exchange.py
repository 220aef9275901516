import re
from datetime import timedelta

from odoo import _, models

from ...lib.clock import database_now
from ...lib.job import is_transaction_lost
from ...lib.times import to_aware
from ...spapi import Rejected, Shipment, ShipmentItem, packages_of

# So long it may take until an order shows what Amazon has accepted.
TIME_TO_SHOW = timedelta(hours=1)
# Amazon refuses dates in the future, and clocks differ.
CLOCK_DIFFERENCE = timedelta(minutes=2)


class AmazonShipment(models.Model):
    """How Amazon is told of a parcel, and how the parcel is recognised on Amazon."""

    _inherit = 'amazon.shipment'

    # === TELLING === #

    def _to_spapi(self):
        """Return the parcel as Amazon is told of it.

        :rtype: Shipment
        """
        self.ensure_one()
        return Shipment(
            order_ref=self.amazon_order_ref,
            marketplace_ref=self.sale_order_id.amazon_marketplace_id.marketplace_ref,
            package_ref=self.package_ref,
            carrier_code=self.carrier_code,
            carrier_name=self.carrier_name or '',
            tracking_ref=self.tracking_ref,
            ship_time=to_aware(min(self.ship_date, database_now(self.env) - CLOCK_DIFFERENCE)),
            items=tuple(
                ShipmentItem(line.amazon_item_ref, line.quantity)
                for line in self.line_ids if line.quantity
            ),
        )

    def _fit_to_be_told(self):
        """Return those that can be put into Amazon's words; the others are given up."""
        self._take_over_delivery()
        self._fail_incomplete()
        self._fail_unexpected()
        complete = self.filtered(lambda shipment: shipment.state == 'waiting')
        unfit = self.browse()
        for shipment in complete:
            try:
                shipment._to_spapi()
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                shipment._fail_by_mishap(error)
                unfit += shipment
        return complete - unfit

    def _confirm(self, amazon):
        """Tell Amazon of the parcel, and note what it says.

        :param SellingPartner amazon: who is told.
        """
        self.ensure_one()
        if self.state != 'sent':
            return  # Another job was faster.
        try:
            amazon.confirm_shipment(self._to_spapi())
        except Rejected as error:
            if error.is_about_packages:
                self._look_up(amazon)
            if self.state != 'confirmed':
                self._fail(self._refusal(error.message))
        else:
            self._accept()

    def _refusal(self, words):
        self.ensure_one()
        if 'cancelled' in self.sale_order_id.amazon_order_ids.mapped('amazon_status'):
            return _(
                "Amazon has canceled this order: nothing is to be told any more. Decide on the "
                "sales order what becomes of the goods. What Amazon says: %s",
                words,
            )
        return _(
            "Amazon refuses the parcel. Correct the delivery, then use Retry Amazon Sync. "
            "What Amazon says: %s",
            words,
        )

    def _look_up(self, amazon):
        """Find out from the order on Amazon whether Amazon knows the parcels.

        :param SellingPartner amazon: who is asked.
        """
        order = self.sale_order_id
        try:
            header = amazon.get_order(order.amazon_order_ref)
        except Rejected as error:
            self.filtered(lambda shipment: shipment.state != 'confirmed')._fail(
                _("Amazon does not give the order: %s", error.message)
            )
        else:
            order._note_amazon_packages(packages_of(header.payload), header.status)

    # === RECOGNISING === #

    def _match(self, packages):
        """Note which parcels Amazon knows.

        :param list[Package] packages: the packages of an order on Amazon.
        :return: those that are none of these parcels.
        :rtype: list[Package]
        """
        by_ref = {package.reference: package for package in packages}
        refs = self.mapped('package_ref')
        by_tracking = {
            _folded(package.tracking): package
            for package in packages if package.reference not in refs
        }
        by_tracking.pop('', None)
        found = []
        for shipment in self:
            package = by_ref.get(shipment.package_ref)
            if not package:
                package = by_tracking.pop(_folded(shipment.tracking_ref), None)
            if package:
                found.append(package)
                shipment._compare_with(package)
        return [package for package in packages if package not in found]

    def _compare_with(self, package):
        """Note what the package on Amazon says of the parcel."""
        self.ensure_one()
        if self.state == 'confirmed' and self._has_same_tracking(package):
            self._note_seen()
        elif self._is_known_by(package):
            if package.reference != self.package_ref:
                self._take_over_reference(package.reference)
            self._accept(self._difference_to(package))
            self._note_seen()

    def _note_seen(self):
        """Note that the order on Amazon agrees: there is nothing to look up any more."""
        self.write({'is_seen': True, 'next_attempt': False})

    def _take_over_reference(self, package_ref):
        """Call the parcel what Amazon calls it, or a correction would be another parcel."""
        same = self.sale_order_id.amazon_shipment_ids.filtered(
            lambda other: other.package_ref == package_ref and not other.picking_id
        )
        same.unlink()  # Amazon was told of it without Odoo: it was this one.
        self.package_ref = package_ref

    def _doubt(self, packages, status):
        """Note which parcels an order does not show, though Amazon has accepted them for a while.

        :param list[Package] packages: the packages of the order on Amazon.
        :param str status: of the order on Amazon.
        """
        now = database_now(self.env)
        unseen = self.filtered(
            lambda parcel: parcel.picking_id and parcel.state == 'confirmed' and not parcel.is_seen
        )
        if not packages and status != 'unshipped':
            unseen._note_seen()  # Amazon does not list the packages of all orders.
            return
        for shipment in unseen.filtered(lambda parcel: parcel.confirmed_date < now - TIME_TO_SHOW):
            shown = [package for package in packages if package.reference == shipment.package_ref]
            shipment._fail(
                _("Amazon accepted the correction, but still shows %s.", shown[0].tracking)
                if shown else
                _("Amazon accepted the parcel, but the order on Amazon does not show it."),
                is_fate_unknown=True,
            )

    def _has_same_tracking(self, package):
        """Return whether nothing speaks against the package's tracking reference being ours."""
        return not package.tracking or self._is_tracked_by(package.tracking)

    def _is_known_by(self, package):
        """Return whether the package on Amazon says that Amazon was told what there is to tell."""
        self.ensure_one()
        if self.state == 'confirmed':
            return False  # That is no news.
        if not self._has_same_tracking(package):
            return False
        is_told_anew = package.reference == self.package_ref or self.state == 'waiting'
        if is_told_anew and self._difference_to(package):
            return False
        is_correction = self.confirmed_date
        carrier = self.carrier_name or self.carrier_code
        return not is_correction or _folded(package.carrier) == _folded(carrier)

    def _is_tracked_by(self, tracking_ref):
        self.ensure_one()
        return bool(tracking_ref) and _folded(self.tracking_ref) == _folded(tracking_ref)

    def _tellable(self):
        """Return all of the parcel that Amazon's buyers get to see, to compare it."""
        self.ensure_one()
        return (
            _folded(self.carrier_name or self.carrier_code),
            _folded(self.tracking_ref),
            {line.amazon_item_ref: line.quantity for line in self.line_ids},
        )

    def _difference_to(self, package):
        known = {item.item_ref: item.quantity for item in package.items}
        told = {line.amazon_item_ref: line.quantity for line in self.line_ids}
        if not known or known == told:
            return False
        names = {
            line.amazon_item_ref: line.product_id.display_name
            for line in self.sale_order_id.order_line if line.amazon_item_ref
        }
        return _(
            "Amazon knows the parcel with other quantities: %s.",
            ", ".join(f"{pieces} × {names.get(item, item)}" for item, pieces in known.items()),
        )


def _folded(text):
    """Return what two spellings of a tracking reference or a carrier have in common."""
    return re.sub(r'[\W_]+', '', text or '').casefold()
