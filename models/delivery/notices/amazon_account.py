from odoo import models

from ....lib.words import _, joined


class AmazonAccount(models.Model):
    """What people are told of parcels that Amazon was told of."""

    _inherit = 'amazon.account'

    def _notice_of_parcels(self, parcels):
        """Return what tells what became of parcels.

        :param amazon.shipment parcels: those that waited.
        :return: a notification.
        :rtype: dict
        """
        parcels.invalidate_recordset()
        number = {state: len(group) for state, group in parcels.grouped('state').items()}
        is_work_left = bool(number.get('waiting') or number.get('sent'))
        is_trouble = number.get('failed') or self.pickings_sync_message
        said = [
            _("Parcels that Amazon has accepted: %s.", number.get('confirmed', 0))
            if parcels else _("No delivery is waiting."),
            number.get('failed') and _("Parcels that failed: %s.", number['failed']),
            self.pickings_sync_message or is_work_left
            and _("The rest goes on in the background; you are told when it is done."),
        ]
        return self._notification(
            self._title_of_parcels(is_work_left),
            joined(' ', said),
            kind='warning' if is_trouble else 'success',
            buttons=[self._button_to(
                _("Show"), 'amazon_connector.action_amazon_shipment',
                self._only_these(parcels),
            )] if parcels else [],
        )

    def _title_of_parcels(self, is_work_left):
        if self.pickings_sync_message:
            return _("Amazon could not be told of all deliveries")
        if is_work_left:
            return _("Deliveries are being synchronized")
        return _("Deliveries synchronized")

    def _notice_of_done(self, kind, **before):
        if kind != 'pickings':
            return super()._notice_of_done(kind, **before)
        parcels = self.env['amazon.shipment'].browse(before['waiting']).exists()
        return self._notice_of_parcels(parcels)
