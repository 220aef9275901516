from odoo import api, fields, models

from ...lib.words import _


class AmazonOrder(models.Model):
    """What becomes of the goods of an order: reserved when new, returned when a person says so."""

    _inherit = 'amazon.order'

    is_to_reserve = fields.Boolean(
        readonly=True, help="The goods of the sales order, just imported, are to be reserved."
    )
    can_return = fields.Boolean(compute='_compute_can_return', compute_sudo=True)

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS amazon_order_to_reserve_idx
                ON amazon_order (account_id)
             WHERE is_to_reserve
            """
        )
        return result

    @api.depends('state', 'sale_order_id.state')
    def _compute_can_return(self):
        for row in self:
            row.can_return = row.state == 'conflict' and bool(
                self.env['amazon.order.return']._surplus(row.sale_order_id)
            )

    def action_return(self):
        """Plan the return of what was delivered and is not wanted by Amazon's buyer any more.

        :return: the action that shows the return.
        :rtype: dict
        :raise UserError: if nothing is asked any more, or there is nothing to return.
        """
        self.ensure_one()
        row = self._asked('can_return')
        pickings = self.sudo().env['amazon.order.return']._plan(row.sale_order_id)
        row._keep()
        row._answer(_(
            "%(user)s has it returned: %(pickings)s.",
            user=self.env.user.name, pickings=", ".join(pickings.mapped('name')),
        ))
        return row.sale_order_id._get_action_view_picking(pickings)

    def _answer(self, text):
        result = super()._answer(text)
        if self.amazon_status == 'cancelled':
            # Those that were being told when Amazon canceled it.
            self.sale_order_id.amazon_shipment_ids._end_without_telling(self.reason)
        return result
