from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import database_now
from ...lib.differences import write_differences
from ...lib.mishap import log_mishap
from ...lib.series import PACKAGE, Constraint
from ...lib.words import Sentence, _
from ..account.amazon_account_problems import PAUSES as PAUSES_OF_REFUSALS

# Where Amazon gave no answer, it is asked again after these pauses.
PAUSES = [timedelta(minutes=minutes) for minutes in (2, 5, 15, 30, 60)] + [timedelta(hours=2)] * 6
TOLD = ('sent', 'confirmed')
# What Amazon refuses to do without.
REQUIRED = ('carrier_code', 'tracking_ref')
# What becomes of deliveries and orders that have parcels in several states.
STATUS_OF_STATE = {
    'failed': 'error', 'waiting': 'pending', 'expected': 'pending', 'sent': 'sent',
    'confirmed': 'done',
}


class AmazonShipment(models.Model):
    """A parcel that Amazon has to know of, and whether it does: the outbox.

    A row without a delivery is a parcel that somebody told Amazon of without Odoo.

    - waiting: Amazon was not told yet;
    - sent: Amazon is being told, or was, and its answer is not known. That is written before
      Amazon is called, so that no call is forgotten;
    - confirmed: Amazon has accepted the parcel;
    - failed: Amazon has not, or did not say so; a person has to do something;
    - given_up: a person decided that Amazon need not know;
    - expected: Amazon gets to know of it by itself, and is not told (`lib/parcel_ways.py`).
    """

    _name = 'amazon.shipment'
    _inherit = 'amazon.cause.mixin'
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
        comodel_name=PACKAGE, readonly=True, ondelete='set null'
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
    shipping_method = fields.Char(string="Delivery Service", readonly=True)
    is_untracked = fields.Boolean(
        string="Letter Without Tracking", readonly=True, help="Amazon is told of it in a document."
    )
    ship_date = fields.Datetime(readonly=True)
    line_ids = fields.One2many(
        comodel_name='amazon.shipment.line', inverse_name='shipment_id', readonly=True
    )
    state = fields.Selection(
        selection=[
            ('waiting', "Waiting"),
            ('sent', "Sent"),
            ('confirmed', "Confirmed"),
            ('failed', "Failed"),
            ('given_up', "Do Not Tell Amazon"),
            ('expected', "Expected from Amazon"),
        ],
        default='waiting',
        required=True,
        readonly=True,
        index=True,
    )
    reason = Sentence(readonly=True, help="Why the parcel is where it is.")
    feed_id = fields.Many2one(
        comodel_name='amazon.feed', string="Document", readonly=True, index='btree_not_null'
    )
    message_number = fields.Integer(readonly=True, help="Of the parcel in the document.")
    sent_date = fields.Datetime(string="Sent On", readonly=True)
    confirmed_date = fields.Datetime(string="Confirmed On", readonly=True)
    attempts = fields.Integer(readonly=True, help="How often Amazon gave no answer.")
    refusals = fields.Integer(readonly=True, help="How often in a row Amazon has denied access.")
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

    _unique_package = Constraint(
        'unique(sale_order_id, package_ref)',
        "A parcel is listed once.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        if self.filtered('picking_id').filtered(lambda parcel: parcel.state in TOLD):
            raise UserError(_(
                "Amazon was told of this parcel: to delete it here would not take that back. "
                "Correct the carrier or the tracking reference on the delivery instead."
            ))

    def _amazon_name(self):
        """Return what Amazon's buyers see of the parcel: carrier and tracking reference."""
        self.ensure_one()
        return f"{self.carrier_name or self.carrier_code or ''} {self.tracking_ref or ''}".strip()

    def _sync_status(self):
        """Return what the parcels together mean for their delivery or order.

        :return: a value of `amazon_sync_status`; False without parcels.
        :rtype: str | bool
        """
        states = set(self.mapped('state'))
        return next((status for state, status in STATUS_OF_STATE.items() if state in states), False)

    # === WHAT THE DELIVERY SAYS === #

    def _take_over_delivery(self):
        """Take over the carrier and the tracking references that the deliveries have by now.

        :return: the parcels that are told to Amazon differently from now on.
        :rtype: amazon.shipment
        """
        changed = self.browse()
        for shipment in self.filtered('picking_id'):
            values = shipment._values_of_delivery()
            is_told = shipment.confirmed_date or shipment.state == 'sent'
            if is_told and _missing(values):
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
        return self.picking_id._prepare_amazon_tracking(
            self.sale_order_id, self._tracking_ref_of_delivery()
        )

    def _tracking_ref_of_delivery(self):
        if self.package_id and self.package_id._last_journey() != self.picking_id:
            return self.tracking_ref  # By now, the package has that of another journey.
        refs = self.picking_id._amazon_tracking_refs()
        shared = refs.get(self.package_id.browse()) or next(iter(refs.values()))
        return refs.get(self.package_id) or shared

    def _fail_incomplete(self):
        """Give up what cannot be told to Amazon; it says what is missing."""
        for shipment in self:
            missing = [
                shipment._fields[field]._description_string(self.env)
                for field in _missing(shipment)
            ]
            if missing:
                shipment._fail(_(
                    "Amazon was not told. Enter on the delivery what is missing: %s.",
                    ", ".join(missing),
                ))

    def _fail_unexpected(self):
        """Leave out what Amazon does not expect any more: it would refuse the whole parcel."""
        for shipment in self.filtered(lambda shipment: not shipment.confirmed_date):
            told = (shipment.sale_order_id.amazon_shipment_ids - shipment).filtered(
                lambda other: other.state in TOLD
            ).line_ids.grouped('amazon_item_ref')
            possible = {}
            for line in shipment.line_ids:
                known = sum(told.get(line.amazon_item_ref, line.browse()).mapped('quantity'))
                expected = max(line.sale_line_id.amazon_quantity - known, 0)
                possible[line] = min(line.quantity, expected)
            if not any(possible.values()):
                shipment._fail(_(
                    "Amazon does not expect any of this: the order was reduced, or other parcels "
                    "bring all of it. Use Do Not Tell Amazon."
                ))
                continue
            for line, quantity in possible.items():
                write_differences(line, {'quantity': quantity})

    def _take_over_correction(self):
        """Take over what was corrected on the deliveries; have Amazon told, where that is due.

        What Amazon has refused waits for a person to retry it.
        """
        correctable = self.filtered(lambda shipment: shipment._is_correctable())
        (self - correctable)._note_that_amazon_corrects()
        for shipment in correctable._take_over_delivery():
            if shipment.state == 'sent':
                shipment.has_changed = True
            elif shipment.state in ('waiting', 'confirmed') or (
                shipment.state == 'failed' and not shipment.sent_date
            ):
                shipment._reset('waiting')
                shipment._fail_incomplete()
                shipment.account_id._wake_up('pickings')

    # === WHAT BECOMES OF A PARCEL === #

    def _reset(self, state, **values):
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
        self._take_over_delivery()
        self._reset(
            'sent', sent_date=database_now(self.env), next_attempt=False, is_seen=False
        )
        self._fail_incomplete()
        self._fail_unexpected()

    def _accept(self, note=False):
        """Note that Amazon has accepted the parcels.

        :param str note: what it had to say to that, if anything.
        """
        outdated = self.filtered('has_changed')
        outdated._reset('waiting')
        (self - outdated).write({
            'state': 'confirmed',
            'reason': note,
            'confirmed_date': database_now(self.env),
            'attempts': 0,
            'refusals': 0,
            'next_attempt': False,
            'is_fate_unknown': False,
            'is_reported': False,
        })

    def _fail(self, reason, is_fate_unknown=False):
        """Note that Amazon has not accepted the parcels, and why.

        :param str reason: what went wrong, and what to do.
        :param bool is_fate_unknown: whether Amazon may have accepted them all the same.
        """
        outdated = self.filtered('has_changed')
        outdated._reset('waiting')
        (self - outdated).write({
            'state': 'failed',
            'reason': reason,
            'attempts': 0,
            'refusals': 0,
            # Then the order on Amazon is looked at.
            'next_attempt': is_fate_unknown and database_now(self.env) + PAUSES[0],
            'is_fate_unknown': is_fate_unknown,
        })

    def _fail_by_mishap(self, error):
        log_mishap(f"Amazon was not told of the parcel {self.package_ref}", error)
        self._fail(_(
            "Odoo could not tell Amazon of it. %s Then use Retry Amazon Sync.",
            self.env['amazon.reason']._cause(error),
        ))

    def _note_silence(self, explanation):
        """Note that Amazon gave no answer: it may have accepted the parcel, or not.

        :param str explanation: what came instead.
        """
        self.ensure_one()
        if self.state != 'sent':
            self._look_again_later()
        elif self.attempts >= len(PAUSES):
            self._fail(explanation, is_fate_unknown=True)
        else:
            self.reason = explanation
            self._pause()

    def _note_refusal(self, explanation):
        """Note that Amazon denies access, for now or for this parcel: it is asked again, later.

        :param str explanation: what came instead of an answer.
        """
        self.ensure_one()
        self.write({
            'reason': explanation,
            'refusals': self.refusals + 1,
            'next_attempt': database_now(self.env)
            + PAUSES_OF_REFUSALS[min(self.refusals, len(PAUSES_OF_REFUSALS) - 1)],
        })

    def _look_again_later(self):
        """Note that the order on Amazon does not show the parcel yet; later, that it does not."""
        for shipment in self:
            if shipment.attempts < len(PAUSES):
                shipment._pause()
            elif shipment.state == 'confirmed':
                shipment._note_seen()
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
            'next_attempt': database_now(self.env) + PAUSES[self.attempts],
            'attempts': self.attempts + 1,
        })


def _missing(parcel):
    """Return the fields of what Amazon refuses to do without, and is not said of a parcel.

    :param parcel: a parcel, or its values.
    :rtype: list[str]
    """
    return [
        field for field in REQUIRED
        if not parcel[field] and not (field == 'tracking_ref' and parcel['is_untracked'])
    ]
