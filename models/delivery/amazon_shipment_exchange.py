from datetime import timedelta

from odoo import models

from ...lib.clock import database_now
from ...lib.job import is_transaction_lost
from ...lib.package_decisions import decide, shown_of
from ...lib.spelling import folded
from ...lib.times import to_aware
from ...lib.words import _
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
            shipping_method=self.shipping_method or '',
            tracking_ref=self.tracking_ref or '',
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
            if error.is_not_to_confirm:
                self._expect()
            elif error.is_about_packages:
                self._look_up(amazon)
            if self.state == 'sent':
                self._fail(self._refusal(error))
        else:
            self._accept()

    def _refusal(self, error):
        """Return why Amazon does not take the parcel, and what to do.

        :param Rejected error: what Amazon says.
        :rtype: str
        """
        self.ensure_one()
        if 'cancelled' in self.sale_order_id.amazon_order_ids.mapped('amazon_status'):
            return _(
                "Amazon has canceled this order: nothing is to be told any more. Decide on the "
                "sales order what becomes of the goods. What Amazon says: %s",
                error.message,
            )
        if error.is_about_packages:
            return _(
                "Amazon takes neither this parcel nor a change of it, and its order does not show "
                "it as it is here. Compare the delivery with the order in Seller Central, and "
                "correct there what is wrong: Odoo takes it over from there. What Amazon says: %s",
                error.message,
            )
        explanation = self.env['amazon.shipment.words']._explain_refusal(error.message)
        if explanation:
            return _(
                "Amazon refuses the parcel. %(explanation)s What Amazon says: %(words)s",
                explanation=explanation, words=error.message,
            )
        return _(
            "Amazon refuses the parcel. Correct the delivery, then use Retry Amazon Sync. "
            "What Amazon says: %s",
            error.message,
        )

    def _take_refusal(self, error):
        """Note that Amazon does not take the parcel, which was told in a feed.

        :param Rejected error: what Amazon says.
        """
        self.ensure_one()
        if error.is_not_to_confirm:
            self._expect()
        elif error.is_about_packages and not self.is_untracked:
            # Its order on Amazon tells more; what that does not show is told by itself.
            self._reset('sent', has_changed=self.has_changed)
        else:
            self._fail(self._refusal(error))

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

    def _recognise(self, shown, noted_refs):
        """Do what the table says of these parcels: `lib/package_decisions.py`.

        :param ShownOrder shown: what their order on Amazon shows.
        :param list[str] noted_refs: packages that Odoo knew of, before it knew whose they are.
        :return: the packages that count, and are none of these parcels.
        :rtype: list[Package]
        """
        found = self._find_packages(shown)
        for shipment, package in found.items():
            shipment._act(decide(shown_of(package), shipment.state), package)
        # What has a canceled package may have another one as well.
        lost = self.filtered(lambda shipment: found.get(shipment) not in shown.live)
        others = [package for package in shown.live if package not in found.values()]
        others = lost._claim(others, shown, noted_refs)
        for shipment in lost.filtered(lambda shipment: not shipment._is_claimed(shown)):
            action = decide(shown.of_the_rest, shipment.state)
            if action == 'known':
                shipment._settle_with_order(others, shown)
            elif shipment.state == 'confirmed' and shown.is_finished and shown.live:
                shipment._recount(others, shown)
            elif shipment not in found:
                shipment._act(action, None)
        return others

    def _find_packages(self, shown):
        """Return the packages that are these parcels: by reference, or else by tracking reference.

        :rtype: dict[amazon.shipment, Package]
        """
        by_ref = {package.reference: package for package in shown.packages}
        refs = self.mapped('package_ref')
        # Where a label was canceled and another one has its number, the other one counts.
        canceled_first = sorted(shown.packages, key=lambda package: package in shown.live)
        by_tracking = {
            folded(package.tracking): package
            for package in canceled_first if package.reference not in refs
        }
        by_tracking.pop('', None)
        found = {}
        for shipment in self:
            package = by_ref.get(shipment.package_ref)
            if not package:
                package = by_tracking.pop(folded(shipment.tracking_ref), None)
            if package:
                found[shipment] = package
        return found

    def _act(self, action, package):
        """Do what the table says of a parcel that was found, or that is not shown.

        :param str action: what.
        :param Package package: what is shown of it; None if nothing is.
        """
        self.ensure_one()
        if action == 'renew':
            self._renew(_(
                "The label %(carrier)s, %(tracking_ref)s was canceled on Amazon, so Amazon does "
                "not know this parcel any more. Enter on the delivery who carries it now, and the "
                "tracking reference: Amazon is told then.",
                carrier=package.carrier, tracking_ref=package.tracking,
            ), forget_tracking=True)
        elif action == 'doubt':
            self._doubt(None)
        elif action == 'known' or (action == 'keep' and self.state == 'confirmed'):
            self._agree_with(package)

    def _agree_with(self, package):
        """Note that Amazon knows the parcel, if it does not say something else of it.

        :param Package package: what is shown of it; None if that cannot be expected.
        """
        if package and self.state == 'expected':
            self._take_over_package(package)
        elif package:
            self._compare_with(package)
            self._doubt(package)
        else:
            self._note_seen()

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

    def _doubt(self, package):
        """Take a parcel for a failure that the order does not show as Amazon has accepted it.

        :param Package package: what is shown of it; None if nothing is.
        """
        is_fresh = self.state == 'confirmed' and (
            self.confirmed_date >= database_now(self.env) - TIME_TO_SHOW
        )
        if is_fresh and not package:
            self.is_seen = False  # It is looked up again.
        if self.state != 'confirmed' or is_fresh or (package and self.is_seen):
            return
        if package:
            reason = _("Amazon accepted the correction, but still shows %s.", package.tracking)
        elif self.is_seen:
            reason = _(
                "Amazon showed this parcel before, but does not any more. If it is on its way, use "
                "Retry Amazon Sync."
            )
        else:
            reason = _("Amazon accepted the parcel, but the order on Amazon does not show it.")
        if self._is_correctable():
            self._fail(reason, is_fate_unknown=True)
        else:
            self._renew(reason)

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
        return not is_correction or folded(package.carrier) == folded(carrier)

    def _is_tracked_by(self, tracking_ref):
        self.ensure_one()
        return bool(tracking_ref) and folded(self.tracking_ref) == folded(tracking_ref)

    def _tellable(self):
        """Return all of the parcel that Amazon's buyers get to see, to compare it."""
        self.ensure_one()
        return (
            folded(self.carrier_name or self.carrier_code),
            folded(self.tracking_ref),
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
