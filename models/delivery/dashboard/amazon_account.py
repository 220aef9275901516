from odoo import models

from ....lib.clock import database_now
from ....lib.dashboard import DANGER, WARNING, Figure
from ....lib.times import day_of, end_of
from ....lib.words import _
from ....spapi import OPEN_STATUSES

# Of deliveries that somebody has to do something about, and of orders that have any.
OPEN = ('waiting', 'confirmed', 'assigned')
NOT_DELIVERED = ('pending', 'started', 'partial')


class AmazonAccount(models.Model):
    """What the dashboard says of deliveries: what is to be shipped, and what Amazon does not know.

    Until when Amazon expects an order to be shipped is a moment. Whether that is today, is a
    question of where the user is.
    """

    _inherit = 'amazon.account'

    def _figures(self):
        now = database_now(self.env)
        zone = self._zone_of_user()
        tonight = end_of(day_of(now, zone), zone)
        return [  # What is to be shipped comes first.
            self._figure_of_shipping(
                'late', _("Orders that are late"), [('amazon_ship_by', '<', now)], severity=DANGER,
            ),
            self._figure_of_shipping(
                'to_ship', _("Orders to ship today"),
                [('amazon_ship_by', '>=', now), ('amazon_ship_by', '<', tonight)],
            ),
            self._figure_of_shipping(
                'to_ship_later', _("Orders to ship later"), [('amazon_ship_by', '>=', tonight)],
            ),
            Figure(
                'parcels', _("Parcels that failed"), 'amazon.shipment', [('state', '=', 'failed')],
                'amazon_connector.action_amazon_shipment', severity=DANGER,
            ),
            Figure(
                'overdue', _("Parcels that wait for Amazon for a day"), 'amazon.shipment',
                self._overdue_parcels(), 'amazon_connector.action_amazon_shipment',
                severity=WARNING,
            ),
            *super()._figures(),
        ]

    def _figure_of_shipping(self, key, label, dates, severity=''):
        """Return the figure of orders that the seller has yet to ship, as both Amazon and Odoo say.

        :param list dates: until when.
        """
        return Figure(
            key, label, 'sale.order',
            [
                ('amazon_channel', '=', 'fbm'), ('state', '=', 'sale'), *dates,
                ('delivery_status', 'in', NOT_DELIVERED),
                ('amazon_order_ids.amazon_status', 'in', list(OPEN_STATUSES)),
                # What comes back is no reason to ship. Of several steps, only the first is there.
                ('picking_ids', 'any', [
                    ('state', 'in', OPEN), ('picking_type_code', '!=', 'incoming'),
                ]),
            ],
            'sale.action_orders', account='amazon_account_id', severity=severity,
        )
