from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.sql import column_exists, create_column

from ...lib.series import check_access
from ...lib.words import Sentence, _, joined


class AmazonSyncStatus(models.AbstractModel):
    """Whether Amazon knows what was shipped: for all that has shipments.

    Models that inherit it have a one2many `amazon_shipment_ids`.
    """

    _name = 'amazon.sync.status'
    _description = "Amazon Synchronization Status"

    amazon_sync_status = fields.Selection(
        selection=[
            ('pending', "Waiting for synchronization with Amazon"),
            ('sent', "Sent to Amazon"),
            ('done', "Synchronized with Amazon"),
            ('error', "Synchronization with Amazon failed"),
        ],
        string="Synchronization with Amazon",
        compute='_compute_amazon_sync_status',
        compute_sudo=True,
        store=True,
        copy=False,
    )
    amazon_sync_reason = Sentence(
        string="What Amazon Says", compute='_compute_amazon_sync_reason', compute_sudo=True
    )

    def _auto_init(self):
        # Not to be computed for all deliveries that there are: none is Amazon's yet.
        if not self._abstract and not column_exists(
            self.env.cr, self._table, 'amazon_sync_status'
        ):
            create_column(self.env.cr, self._table, 'amazon_sync_status', 'varchar')
        return super()._auto_init()

    @api.depends('amazon_shipment_ids.state')
    def _compute_amazon_sync_status(self):
        for record in self:
            record.amazon_sync_status = record.amazon_shipment_ids._sync_status()

    @api.depends('amazon_shipment_ids.reason', 'amazon_shipment_ids.account_id.state')
    def _compute_amazon_sync_reason(self):
        for record in self:
            shipments = record.amazon_shipment_ids
            reasons = shipments.filtered('reason').mapped('reason')
            if 'waiting' in shipments.mapped('state'):
                reasons += [account._why_idle() for account in shipments.account_id]
            record.amazon_sync_reason = joined("\n", dict.fromkeys(reasons))

    def action_give_up_amazon_sync(self):
        """Decide that Amazon need not know of the parcels that failed.

        :return: True
        """
        check_access(self, 'write')
        self.sudo().amazon_shipment_ids._give_up()
        return True

    def action_retry_amazon_sync(self):
        """Tell Amazon again of the parcels that it does not know, now.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if the account is not linked, or if another job works for it already.
        """
        check_access(self, 'write')
        shipments = self.sudo().amazon_shipment_ids.filtered(
            lambda shipment: shipment.state != 'given_up'
        )
        if not shipments:
            raise UserError(_("Amazon has nothing to be told of here."))
        return shipments._retry()
