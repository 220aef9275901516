import re
from datetime import timedelta

from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..spapi import Rejected, Shipment, ShipmentItem, packages_of
from .job import Job, is_transaction_lost
from .mishap import log_mishap
from .times import to_aware

# Where Amazon gave no answer, it is asked again after these pauses.
PAUSES = [timedelta(minutes=minutes) for minutes in (2, 5, 15, 30, 60)] + [timedelta(hours=2)] * 6
RETRY_SECONDS = 45
# So long it may take until an order shows what Amazon has accepted.
TIME_TO_SHOW = timedelta(hours=1)
# Amazon refuses dates in the future, and clocks differ.
CLOCK_DIFFERENCE = timedelta(minutes=2)
# What Amazon refuses to do without.
REQUIRED = ('carrier_code', 'tracking_ref')
# What becomes of deliveries and orders that have parcels in several states.
STATUS_OF_STATE = {'failed': 'error', 'waiting': 'pending', 'sent': 'sent', 'confirmed': 'done'}


class AmazonShipment(models.Model):
    """A parcel that Amazon has to know of, and whether it does: the outbox.

    A row without a delivery is a parcel that somebody told Amazon of without Odoo.

    - waiting: Amazon was not told yet;
    - sent: Amazon is being told, or was, and its answer is not known. That is written before
      Amazon is called, so that no call is forgotten;
    - confirmed: Amazon has accepted the parcel;
    - failed: Amazon has not, or did not say so; a person has to do something;
    - given_up: a person decided that Amazon need not know.
    """

    _name = 'amazon.shipment'
    _description = "Amazon Shipment"
    _rec_name = 'package_ref'
    _order = 'id desc'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    sale_order_id = fields.Many2one(
        comodel_name='sale.order',
        string="Sales Order",
        required=True,
        readonly=True,
        ondelete='cascade',
        index=True,
    )
    amazon_order_ref = fields.Char(
        string="Amazon Reference", related='sale_order_id.amazon_order_ref', store=True
    )
    picking_id = fields.Many2one(
        comodel_name='stock.picking',
        string="Delivery",
        readonly=True,
        ondelete='restrict',
        index='btree_not_null',
    )
    package_id = fields.Many2one(
        comodel_name='stock.quant.package', readonly=True, ondelete='set null'
    )
    package_ref = fields.Char(
        string="Package Reference",
        required=True,
        readonly=True,
        help="What Amazon knows the parcel by. Told again, it is a correction.",
    )
    carrier_code = fields.Char(string="Amazon Carrier", readonly=True)
    carrier_name = fields.Char(
        readonly=True, help="Told where Amazon has no word of its own for the carrier."
    )
    tracking_ref = fields.Char(string="Tracking Reference", readonly=True)
    ship_date = fields.Datetime(readonly=True)
    line_ids = fields.One2many(
        comodel_name='amazon.shipment.line', inverse_name='shipment_id', readonly=True
    )
    content = fields.Char(compute='_compute_content')
    state = fields.Selection(
        selection=[
            ('waiting', "Waiting"),
            ('sent', "Sent"),
            ('confirmed', "Confirmed"),
            ('failed', "Failed"),
            ('given_up', "Given Up"),
        ],
        default='waiting',
        required=True,
        readonly=True,
        index=True,
    )
    reason = fields.Text(readonly=True, help="Why the parcel is where it is.")
    feed_id = fields.Many2one(comodel_name='amazon.feed', readonly=True, index='btree_not_null')
    message_number = fields.Integer(readonly=True, help="Of the parcel in the feed.")
    sent_date = fields.Datetime(string="Sent On", readonly=True)
    confirmed_date = fields.Datetime(string="Confirmed On", readonly=True)
    attempts = fields.Integer(readonly=True, help="How often Amazon gave no answer.")
    next_attempt = fields.Datetime(readonly=True)
    has_changed = fields.Boolean(
        readonly=True, help="It was corrected while Amazon was being told; Amazon is told again."
    )
    is_fate_unknown = fields.Boolean(
        readonly=True, help="Amazon may have accepted the parcel: the order on Amazon tells."
    )
    is_seen = fields.Boolean(
        readonly=True, help="The order on Amazon agrees that something was shipped."
    )
    is_reported = fields.Boolean(
        readonly=True, help="The responsible was told of the failure by e-mail."
    )

    _sql_constraints = [
        (
            'unique_package',
            'unique(sale_order_id, package_ref)',
            "An order has one row for each parcel.",
        ),
    ]

    @api.depends('line_ids.quantity', 'line_ids.sale_line_id')
    def _compute_content(self):
        for shipment in self:
            shipment.content = ", ".join(
                f"{line.quantity} × {product.display_name or line.amazon_item_ref}"
                for line in shipment.line_ids for product in [line.sale_line_id.product_id]
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        if any(shipment.state in ('sent', 'confirmed') for shipment in self):
            raise UserError(_(
                "Amazon was told of this parcel: to delete it here would not take that back. "
                "Correct the carrier or the tracking reference on the delivery instead."
            ))

    def _sync_status(self):
        """Return what the parcels together mean for their delivery or order.

        :return: a value of `amazon_sync_status`; False without parcels.
        :rtype: str | bool
        """
        states = set(self.mapped('state'))
        return next((status for state, status in STATUS_OF_STATE.items() if state in states), False)

    # === RETRYING === #

    def _retry(self):
        """Tell Amazon of these parcels, now, as they are on their deliveries by now.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if an account is not linked, or if another job works for it already.
        """
        for account, shipments in self.grouped('account_id').items():
            account._check_can_work()
            job = Job(account, RETRY_SECONDS)
            job.do(lambda shipments=shipments: shipments._prepare_again())
            account._sync_pickings(job, among=shipments)
        return self._notification_of_retry()

    def _prepare_again(self):
        """Put parcels that Amazon does not know back to the start, and end all pauses."""
        self.filtered(lambda shipment: shipment.state == 'sent').next_attempt = False
        for shipment in self.filtered(lambda shipment: shipment.state in ('waiting', 'failed')):
            if shipment._follow_delivery():
                shipment.is_reported = False
            # Where Amazon may know it after all, the order on Amazon is looked at first.
            state = 'sent' if shipment.is_fate_unknown else 'waiting'
            shipment._await(state, attempts=0, next_attempt=False)
            shipment._refuse_incomplete()

    def _notification_of_retry(self):
        self.invalidate_recordset()
        unknown = self.filtered(
            lambda shipment: shipment.state not in ('confirmed', 'given_up')
        )
        account = self.account_id[:1]
        if not unknown:
            return account._notification(
                _("Synchronized with Amazon"), _("Amazon knows these parcels now."), kind='success'
            )
        reasons = unknown.mapped(lambda shipment: shipment.reason or '')
        if not any(reasons):
            reasons = [
                account.pickings_sync_message or _("The rest goes on in the background.")
            ]
        return account._notification(
            _("Amazon does not know all of it yet"),
            "\n".join(dict.fromkeys(filter(None, reasons))),
            kind='warning',
        )

    def _give_up(self):
        """Note that a person decided that Amazon need not know of parcels."""
        for shipment in self.filtered(lambda shipment: shipment.state in ('waiting', 'failed')):
            shipment._await('given_up', reason=_("%s gave it up.", self.env.user.name))
            shipment.picking_id.message_post(body=_(
                "Amazon is not told of the parcel %s.", shipment.tracking_ref or ''
            ))

    # === WHAT THE DELIVERY SAYS === #

    def _follow_delivery(self):
        """Take over the carrier and the tracking references that the deliveries have by now.

        :return: the parcels that are told to Amazon differently from now on.
        :rtype: amazon.shipment
        """
        changed = self.browse()
        for shipment in self.filtered('picking_id'):
            values = shipment._values_of_delivery()
            is_told = shipment.confirmed_date or shipment.state == 'sent'
            if is_told and not all(values[field] for field in REQUIRED):
                shipment.picking_id.message_post(body=_(
                    "Amazon still shows the buyer %(carrier)s, %(tracking_ref)s: a parcel cannot "
                    "be taken back. Enter what it is to show instead.",
                    carrier=shipment.carrier_name or shipment.carrier_code,
                    tracking_ref=shipment.tracking_ref,
                ))
            elif any(shipment[field] != value for field, value in values.items()):
                shipment.write(values)
                changed += shipment
        return changed

    def _values_of_delivery(self):
        self.ensure_one()
        code, name = self.picking_id._amazon_carrier_names()
        return {
            'carrier_code': code or False,
            'carrier_name': name or False,
            'tracking_ref': self._tracking_ref_of_delivery() or False,
        }

    def _tracking_ref_of_delivery(self):
        if self.package_id and self.package_id._last_journey() != self.picking_id:
            return self.tracking_ref  # By now, the package has that of another journey.
        refs = self.picking_id._amazon_tracking_refs()
        shared = refs.get(self.package_id.browse()) or next(iter(refs.values()))
        return refs.get(self.package_id) or shared

    def _refuse_incomplete(self):
        """Give up what cannot be told to Amazon; it says what is missing."""
        for shipment in self:
            missing = [
                shipment._fields[field]._description_string(self.env)
                for field in REQUIRED if not shipment[field]
            ]
            if missing:
                shipment._refuse(_(
                    "Amazon was not told. Enter on the delivery what is missing: %s.",
                    ", ".join(missing),
                ))

    def _follow_correction(self):
        """Take over what was corrected on the deliveries; have Amazon told, where that is due.

        What Amazon has refused waits for a person to retry it.
        """
        for shipment in self._follow_delivery():
            if shipment.state == 'sent':
                shipment.has_changed = True
            elif shipment.state in ('waiting', 'confirmed') or not shipment.sent_date:
                shipment._await('waiting')
                shipment._refuse_incomplete()
                shipment.account_id._wake_up('pickings')

    # === WHAT BECOMES OF A PARCEL === #

    def _await(self, state, **values):
        """Have parcels wait: to be sent, or for what Amazon says.

        :param str state: 'waiting' or 'sent'.
        :param values: other fields to write.
        """
        self.write({
            'state': state,
            'reason': False,
            'feed_id': False,
            'message_number': False,
            'is_fate_unknown': False,
            'has_changed': False,
            **values,
        })

    def _begin(self):
        """Note that Amazon is about to be told, before it is."""
        self._follow_delivery()
        self._await(
            'sent', sent_date=fields.Datetime.now(), next_attempt=False, is_seen=False
        )

    def _accept(self, note=False):
        """Note that Amazon has accepted the parcels.

        :param str note: what it had to say to that, if anything.
        """
        outdated = self.filtered('has_changed')
        outdated._await('waiting')
        (self - outdated).write({
            'state': 'confirmed',
            'reason': note,
            'confirmed_date': fields.Datetime.now(),
            'attempts': 0,
            'next_attempt': False,
            'is_fate_unknown': False,
            'is_reported': False,
        })

    def _refuse(self, reason, is_fate_unknown=False):
        """Note that Amazon has not accepted the parcels, and why.

        :param str reason: what went wrong, and what to do.
        :param bool is_fate_unknown: whether Amazon may have accepted them all the same.
        """
        outdated = self.filtered('has_changed')
        outdated._await('waiting')
        (self - outdated).write({
            'state': 'failed',
            'reason': reason,
            'attempts': 0,
            # Then the order on Amazon is looked at.
            'next_attempt': is_fate_unknown and fields.Datetime.now() + PAUSES[0],
            'is_fate_unknown': is_fate_unknown,
        })

    def _refuse_by_mishap(self, error):
        log_mishap(f"Amazon was not told of the parcel {self.package_ref}", error)
        self._refuse(_(
            "Odoo could not tell Amazon of it (%s). The server log has the details; then use Retry "
            "Amazon Sync.",
            type(error).__name__,
        ))

    def _note_silence(self, explanation):
        """Note that Amazon gave no answer: it may have accepted the parcel, or not.

        :param str explanation: what came instead.
        """
        self.ensure_one()
        if self.state == 'failed':
            self._look_again_later()
        elif self.attempts >= len(PAUSES):
            self._refuse(explanation, is_fate_unknown=True)
        else:
            self.reason = explanation
            self._pause()

    def _look_again_later(self):
        """Note that the order on Amazon does not show the parcel yet; later, that it does not."""
        for shipment in self:
            if shipment.attempts < len(PAUSES):
                shipment._pause()
            else:
                shipment.write({
                    'is_fate_unknown': False,
                    'next_attempt': False,
                    'reason': _(
                        "%s The order on Amazon does not show this parcel: use Retry Amazon Sync.",
                        shipment.reason,
                    ),
                })

    def _pause(self):
        self.ensure_one()
        self.write({
            'next_attempt': fields.Datetime.now() + PAUSES[self.attempts],
            'attempts': self.attempts + 1,
        })

    # === ASKING AMAZON === #

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
            ship_time=to_aware(min(self.ship_date, fields.Datetime.now() - CLOCK_DIFFERENCE)),
            items=tuple(
                ShipmentItem(line.amazon_item_ref, line.quantity) for line in self.line_ids
            ),
        )

    def _fit_to_be_told(self):
        """Return those that can be put into Amazon's words; the others are given up."""
        unfit = self.browse()
        self._follow_delivery()
        for shipment in self:
            try:
                shipment._to_spapi()
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                shipment._refuse_by_mishap(error)
                unfit += shipment
        return self - unfit

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
                self._refuse(self._refusal(error.message))
        else:
            self._accept()

    def _refusal(self, words):
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
            self._refuse(_("Amazon does not give the order: %s", error.message))
        else:
            order._settle_amazon_packages(packages_of(header.payload), header.status)

    def _settle(self, packages):
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
            package = by_ref.get(shipment.package_ref) or by_tracking.pop(
                _folded(shipment.tracking_ref), None
            )
            if package:
                found.append(package)
                if shipment._is_known_by(package):
                    shipment._accept(shipment._difference_to(package))
        return [package for package in packages if package not in found]

    def _doubt(self, status):
        """Note that an order does not show what Amazon has accepted for a while.

        :param str status: of the order on Amazon.
        """
        now = fields.Datetime.now()
        accepted = self.filtered(lambda shipment: shipment.state == 'confirmed')
        doubtful = accepted.filtered(
            lambda shipment: status == 'unshipped' and shipment.confirmed_date < now - TIME_TO_SHOW
        )
        doubtful._refuse(
            _("Amazon accepted the parcel, but the order on Amazon is still unshipped."),
            is_fate_unknown=True,
        )
        if status != 'unshipped':
            accepted.is_seen = True

    def _is_known_by(self, package):
        """Return whether the package on Amazon says that Amazon was told what there is to tell."""
        self.ensure_one()
        if self.state == 'confirmed' or self.state == 'waiting' and self.sent_date:
            return False  # Nothing new, or a correction is on its way.
        if package.tracking and _folded(package.tracking) != _folded(self.tracking_ref):
            return False
        is_told_anew = package.reference == self.package_ref or self.state == 'waiting'
        if is_told_anew and self._difference_to(package):
            return False
        is_correction = self.confirmed_date
        carriers = map(_folded, (self.carrier_code, self.carrier_name))
        return not is_correction or _folded(package.carrier) in carriers

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
        return _(
            "Amazon knows the parcel with other quantities: %s.",
            ", ".join(f"{quantity} × {item_ref}" for item_ref, quantity in known.items()),
        )


def _folded(text):
    """Return what two spellings of a tracking reference or a carrier have in common."""
    return re.sub(r'[\W_]+', '', text or '').casefold()
