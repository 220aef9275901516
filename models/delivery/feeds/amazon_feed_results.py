import base64
from collections import defaultdict

from odoo import models

from ....lib.mishap import log_mishap
from ....lib.words import _
from ....spapi import MalformedReport, ProcessingReport, refusal


class AmazonFeed(models.Model):
    """What became of a feed, and with it of its parcels."""

    _inherit = 'amazon.feed'

    def _keep_report(self, report_ref, content):
        self.write({
            'amazon_report_ref': report_ref, 'report': base64.b64encode(content),
        })

    def _read_report(self):
        """Note for each parcel what Amazon's report says of it."""
        try:
            fates = self._fates_by_shipment()
        except MalformedReport as error:
            self._lose(_("Amazon's report on the document cannot be read: %s", error))
            return
        shipments_by_fate = defaultdict(self.env['amazon.shipment'].browse)
        for shipment, fate in fates.items():
            shipments_by_fate[fate] += shipment
        for fate, shipments in shipments_by_fate.items():
            words = "\n".join(fate.messages)
            if fate.state == 'accepted':
                shipments._accept(self._explain_remark(words))
            elif fate.state == 'rejected':
                for shipment in shipments:
                    shipment._take_refusal(refusal(words))
            else:
                shipments._fail(self._unknown_fate(words), is_fate_unknown=True)
        self.write({'state': 'done', 'reason': False, 'next_look': False})

    def _explain_remark(self, words):
        """Return what Amazon has to say of parcels that it took, explained where that is known.

        :param str words: Amazon's; '' if it says nothing.
        :rtype: str
        """
        explanation = self.env['amazon.shipment.words']._explain_remark(words)
        if not explanation:
            return words
        return _(
            "Amazon has accepted the parcel. %(explanation)s What Amazon says: %(words)s",
            explanation=explanation, words=words,
        )

    def _fates_by_shipment(self):
        """Return what Amazon's report says of the parcels that wait for it.

        :rtype: dict[amazon.shipment, Fate]
        :raise MalformedReport: if it cannot be read.
        """
        report = ProcessingReport.from_xml(base64.b64decode(self.report or b''))
        fates = report.fates(self.message_count)
        return {
            shipment: fates[shipment.message_number - 1] for shipment in self._open_shipments()
        }

    def _leave_to_orders(self):
        """Close a feed of which only the orders on Amazon tell what became of its parcels."""
        for shipment in self._open_shipments():
            shipment._reset('sent', has_changed=shipment.has_changed)
        self.write({
            'state': 'failed',
            'reason': _("Amazon's answer was lost. Each parcel is looked up on its order."),
            'next_look': False,
        })

    def _lose_by_mishap(self, error):
        log_mishap(f"The feed {self.id} could not be finished", error)
        self._lose(_(
            "Odoo could not finish the document. %s", self.env['amazon.reason']._cause(error),
        ))

    def _note_refusal(self, error):
        """Close a feed that Amazon did not take.

        :param Rejected error: why.
        """
        reason = _("Amazon did not take the document: %s", error.message)
        self._open_shipments()._fail(reason)
        self.write({'state': 'failed', 'reason': reason, 'next_look': False})

    def _lose(self, reason):
        """Close a feed of which Amazon does not say what it did with each parcel.

        :param str reason: why.
        """
        self._open_shipments()._fail(self._unknown_fate(reason), is_fate_unknown=True)
        self.write({'state': 'failed', 'reason': reason, 'next_look': False})

    def _unknown_fate(self, words):
        return _(
            "Amazon did not say whether it accepted this parcel. Odoo looks it up; if it stays "
            "like this, use Retry Amazon Sync. %s",
            words,
        )

    def _open_shipments(self):
        return self.shipment_ids.filtered(lambda shipment: shipment.state == 'sent')

    def _is_ours(self, amazon):
        """Return whether Amazon knows one of the parcels that the feed it has is said to tell of.

        It may be the feed of another program of the seller.
        """
        try:
            fates = self._fates_by_shipment()
        except MalformedReport:
            return False
        accepted = [shipment for shipment, fate in fates.items() if fate.state == 'accepted']
        for shipment in accepted[:1]:
            shipment._look_up(amazon)
            return shipment.state == 'confirmed'
        return False
