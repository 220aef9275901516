from odoo import models

from ...lib.parcel_ways import BY_PICKUP, way_of
from ...lib.words import _
from .amazon_shipment import TOLD


class AmazonShipment(models.Model):
    """How parcels get what Amazon knows of the same goods, under another number.

    A label was bought from Amazon, or the parcel was entered in Seller Central after a failure:
    then its carrier and tracking reference are Amazon's, and nobody types them.
    """

    _inherit = 'amazon.shipment'

    # === WHAT AMAZON IS NOT TOLD OF === #

    def _expect(self):
        """Note that Amazon gets to know of the parcels by itself: it wants not to be told."""
        for shipment in self:
            shipment._reset('expected', reason=shipment._why_expected(), next_attempt=False)

    def _why_expected(self):
        way = way_of(self.sale_order_id.sudo().amazon_program_ids.mapped('code'))
        if way in BY_PICKUP:
            return _(
                "The buyer fetches it: say in Seller Central that it was handed over. The delivery "
                "becomes synchronized when Amazon says that the order is shipped."
            )
        return _(
            "Amazon knows this parcel by the label that it made itself, and is not told of it. "
            "Carrier and tracking reference come from Amazon, with the synchronization of orders."
        )

    def _is_correctable(self):
        """Return whether Amazon takes changes of the parcel: not of labels that it sold itself.

        Amazon wants numbers as references, and gives its own labels others.
        """
        return self.package_ref.isdecimal()

    def _note_that_amazon_corrects(self):
        for shipment in self.filtered(lambda shipment: shipment.state == 'confirmed'):
            shipment.picking_id.message_post(body=_(
                "Amazon is not told of this change: it sold the label of this parcel itself, and "
                "shows the buyer %(carrier)s, %(tracking_ref)s. Change it in Seller Central.",
                carrier=shipment.carrier_name or shipment.carrier_code or '',
                tracking_ref=shipment.tracking_ref or '',
            ))

    def _renew(self, reason, forget_tracking=False):
        """Have a person say who carries a parcel that Amazon does not know any more.

        What is entered then is another parcel to Amazon.

        :param str reason: why, and what to do.
        :param bool forget_tracking: whether its tracking reference is good for nothing any more.
        """
        self.ensure_one()
        if forget_tracking:
            self._clear_tracking_of_delivery()
        self._fail(reason)
        order = self.sale_order_id
        self.write({
            'package_ref': self.env['amazon.shipment.prepare']._next_package_ref(
                self.picking_id, order
            ),
            'sent_date': False,
            'confirmed_date': False,
            'is_seen': False,
            'is_reported': False,
        })

    def _tell_again(self, gone):
        """Have Amazon told of what it has refused because of packages that are gone now.

        :param list[str] gone: Amazon's references of the items that were in them.
        """
        again = self.filtered(
            lambda shipment: shipment.state == 'failed' and shipment.picking_id
            and shipment.sent_date and gone & set(shipment.line_ids.mapped('amazon_item_ref'))
        )
        again._reset('waiting', next_attempt=False, attempts=0)
        for account in again.account_id:
            account._wake_up('pickings')

    def _put_back(self):
        """Put pieces back that were left out of parcels, since other packages brought them.

        Those are gone. Told once more with all that is in it, a parcel is a correction.
        """
        prepare = self.env['amazon.shipment.prepare']
        corrected = self.browse()
        for picking in self.picking_id:
            for contents in prepare._contents_by_order(picking).values():
                for lines in contents.values():
                    for line, number in lines.items():
                        corrected += picking.amazon_shipment_ids._add_pieces(line, number)
        corrected.filtered(lambda shipment: shipment.state == 'confirmed')._reset('waiting')
        corrected.filtered(lambda shipment: shipment.state == 'sent').has_changed = True
        for account in corrected.account_id:
            account._wake_up('pickings')

    def _add_pieces(self, sale_line, number):
        """Add pieces to the first parcel that has such, as far as Amazon expects them.

        :return: the parcel, if any was added.
        :rtype: amazon.shipment
        """
        told = self.sale_order_id.amazon_shipment_ids.filtered(
            lambda parcel: parcel.state in TOLD
        ).line_ids.filtered(lambda line: line.amazon_item_ref == sale_line.amazon_item_ref)
        number = min(number, sale_line.amazon_quantity - sum(told.mapped('quantity')))
        line = self.filtered(
            lambda parcel: parcel.state in ('waiting', 'sent', 'confirmed', 'failed')
            and parcel._is_correctable()
        ).line_ids.filtered(lambda line: line.sale_line_id == sale_line)[:1]
        if not line or number <= 0:
            return self.browse()
        line.quantity += number
        return line.shipment_id

    # === WHICH PACKAGE IS WHICH PARCEL === #

    def _claim(self, packages, shown, noted_refs):
        """Give parcels the packages with the same contents, where there is no doubt.

        :param list[Package] packages: those that are no parcel of Odoo's yet.
        :param ShownOrder shown: what the order on Amazon shows.
        :param list[str] noted_refs: packages that Odoo knew of before.
        :return: those that are left.
        :rtype: list[Package]
        """
        claims = {
            shipment: [
                package for package in packages
                if shipment._is_same_as(package, shown)
                and shipment._may_claim(package, shown, noted_refs)
            ]
            for shipment in self
        }
        for shipment, possible in claims.items():
            if len(possible) == 1 and sum(possible[0] in rival for rival in claims.values()) == 1:
                shipment._take_over_package(possible[0])
        taken = self.mapped('package_ref')
        return [package for package in packages if package.reference not in taken]

    def _is_claimed(self, shown):
        return self.package_ref in [package.reference for package in shown.live]

    def _is_same_as(self, package, shown):
        contents = {item.item_ref: item.quantity for item in package.items}
        if not contents:  # Amazon need not say what is in it.
            return shown.is_finished and len(shown.live) == 1
        return contents == self._contents()

    def _contents(self):
        return {line.amazon_item_ref: line.quantity for line in self.line_ids if line.quantity}

    def _may_claim(self, package, shown, noted_refs):
        """Return whether a package with the same contents must be the parcel.

        One that came after a failure is, if nothing else is left that it could be; and any one is,
        if Amazon does not expect a second one.
        """
        if self.state == 'expected':
            return True
        if self.state not in ('failed', 'waiting', 'sent'):
            return False
        is_news = package.reference not in noted_refs
        is_rest_open = self.line_ids.sale_line_id._amazon_open_moves()
        if self.state == 'failed' and is_news and not is_rest_open:
            return True
        return shown.is_finished or not any(
            line.sale_line_id.amazon_quantity > shown.count(line.amazon_item_ref)
            for line in self.line_ids
        )

    def _take_over_package(self, package):
        """Note that a package is the parcel, and show its carrier and number on the delivery."""
        self._take_over_reference(package.reference)
        self._show_on_delivery(package.carrier, package.tracking)
        self.has_changed = False
        self._accept(self._difference_to(package))
        self._note_seen()

    def _settle_with_order(self, packages, shown):
        """End what there is to tell of a parcel: Amazon says that all of its order is shipped.

        :param list[Package] packages: those that are no parcel of Odoo's.
        :param ShownOrder shown: what the order on Amazon shows.
        """
        self.ensure_one()
        covering = self._covering(packages)
        self.has_changed = False
        if not covering and shown.live and self.state != 'expected':
            self._end_left_out()
            return
        if len(covering) == 1:
            self._show_on_delivery(covering[0].carrier, covering[0].tracking)
        names = ", ".join(f"{package.carrier} {package.tracking}".strip() for package in covering)
        self._accept(
            _("Amazon says that all of the order is shipped, by: %s.", names) if names
            else _("Amazon says that all of the order is shipped.")
        )
        self._note_seen()

    def _covering(self, packages):
        """Return the packages that may have brought what is in the parcel."""
        items = set(self._contents())
        return [
            package for package in packages
            if not package.items or items & {item.item_ref for item in package.items}
        ]

    def _recount(self, packages, shown):
        """Find out whether Amazon misses a parcel that it knew, of an order that is all shipped.

        :param list[Package] packages: those that are no parcel of Odoo's.
        :param ShownOrder shown: what the order on Amazon shows.
        """
        is_complete = all(
            shown.count(line.amazon_item_ref) >= line.sale_line_id.amazon_quantity
            for line in self.line_ids
        )
        if self._covering(packages):
            self._note_seen()
        elif is_complete:
            self._end_left_out()
        else:
            self.is_seen = False  # Amazon may be about to show it: it is looked up again.

    def _end_left_out(self):
        self._reset('given_up', next_attempt=False, reason=_(
            "Amazon says that all of the order is shipped, without this parcel: it does not "
            "expect it, and is not told of it."
        ))

    # === ON THE DELIVERY === #

    def _clear_tracking_of_delivery(self):
        """Have nobody told a tracking reference that tracks nothing, not even by mistake."""
        picking = self.picking_id.with_context(is_said_by_amazon=True)
        refs = picking._split_tracking_ref()
        if len(refs) == 1 and self._is_tracked_by(refs[0]):
            picking.carrier_tracking_ref = False
        if self.package_id and self._is_tracked_by(self.package_id.tracking_ref):
            self.package_id.with_context(is_said_by_amazon=True).tracking_ref = False
        self.tracking_ref = False

    def _show_on_delivery(self, carrier, tracking_ref):
        """Take over what Amazon shows its buyer, on the delivery as well, and say so there.

        :param str carrier: as Amazon calls it; '' if it does not say.
        :param str tracking_ref: '' if Amazon does not say.
        """
        self.ensure_one()
        picking = self.picking_id.with_context(is_said_by_amazon=True)
        method = picking.carrier_id._of_amazon(carrier, self.company_id)
        code, name = method._amazon_names() if method else (carrier, '')
        before = self._amazon_name()
        self.write({
            'carrier_code': code or self.carrier_code,
            'carrier_name': name or (False if code else self.carrier_name),
            'tracking_ref': tracking_ref or self.tracking_ref,
            'is_untracked': self.is_untracked and not tracking_ref,
        })
        is_alone = len(picking.amazon_shipment_ids) == 1
        if method and is_alone:
            picking.carrier_id = method
        if tracking_ref and self.package_id and (self.package_id.tracking_ref or not is_alone):
            self.package_id.with_context(is_said_by_amazon=True).tracking_ref = tracking_ref
        elif tracking_ref:
            picking.carrier_tracking_ref = tracking_ref
        after = f"{carrier} {tracking_ref}".strip()
        if after and after != before:
            picking.message_post(body=_(
                "Amazon knows this parcel as %(after)s: taken over from there, in place of "
                "%(before)s.", after=after, before=before,
            ) if before else _(
                "Amazon knows this parcel as %s: taken over from there.", after,
            ))
