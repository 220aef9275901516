from odoo import api, models

from ...lib.halving import do_for_each
from ...lib.job import Job
from ...lib.series import check_access
from ...lib.words import _

RETRY_SECONDS = 45


class AmazonShipment(models.Model):
    """How a person has Amazon told of parcels again, or not any more."""

    _inherit = 'amazon.shipment'

    def action_retry(self):
        """Tell Amazon of these parcels, now, even of those that were given up.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if an account is not linked, or if another job works for it already; what
            could be done is done all the same.
        """
        check_access(self.picking_id, 'write')
        return self.sudo()._retry()

    def _retry(self):
        """Tell Amazon of these parcels, now, as they are on their deliveries by now.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if an account is not linked, or if another job works for it already; what
            could be done is done all the same.
        """
        do_for_each(self.grouped('account_id'), self._retry_of)
        return self._notification_of_retry()

    @api.model
    def _retry_of(self, account, shipments):
        account._check_can_work()
        job = Job(account, RETRY_SECONDS)
        job.do(shipments._prepare_again)
        account._sync_pickings(job, among=shipments)

    def _prepare_again(self):
        """Put parcels that Amazon does not know back to the start, and end all pauses."""
        self.filtered(lambda shipment: shipment.state == 'sent').next_attempt = False
        for shipment in self.filtered(
            lambda parcel: parcel.state not in ('sent', 'confirmed', 'expected')
        ):
            if shipment._take_over_delivery():
                shipment.is_reported = False
            # Where Amazon may know it after all, the order on Amazon is looked at first.
            state = 'sent' if shipment.is_fate_unknown else 'waiting'
            shipment._reset(state, attempts=0, refusals=0, next_attempt=False)
            shipment._fail_incomplete()

    def _notification_of_retry(self):
        self.invalidate_recordset()
        unknown = self.filtered(lambda shipment: shipment.state != 'confirmed')
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
        for shipment in self.filtered(lambda shipment: shipment.state == 'failed'):
            shipment._reset('given_up', reason=_(
                "%s decided that Amazon is not told.", self.env.user.name
            ))
            shipment.picking_id.message_post(body=_(
                "Amazon is not told of the parcel %s.", shipment.tracking_ref or ''
            ))

    def _end_without_telling(self, reason):
        """Note that Amazon need not know of parcels any more, unless it is being told.

        :param str reason: why.
        """
        for shipment in self.filtered(lambda shipment: shipment.state in ('waiting', 'failed')):
            if not shipment.is_fate_unknown:
                shipment._reset('given_up', reason=reason, next_attempt=False)
