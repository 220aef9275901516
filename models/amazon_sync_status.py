from odoo import _, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.sql import column_exists, create_column


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
    amazon_sync_reason = fields.Text(
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

    @api.depends('amazon_shipment_ids.reason')
    def _compute_amazon_sync_reason(self):
        for record in self:
            reasons = record.amazon_shipment_ids.filtered('reason').mapped('reason')
            record.amazon_sync_reason = "\n".join(dict.fromkeys(reasons))

    def action_retry_amazon_sync(self):
        """Tell Amazon again of the parcels that it does not know, now.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if the account is not linked, or if another job works for it already.
        """
        self.check_access_rights('write')
        self.check_access_rule('write')
        shipments = self.sudo().amazon_shipment_ids
        if not shipments:
            raise UserError(_("Amazon has nothing to be told of here."))
        return shipments._retry()
