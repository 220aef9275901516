from odoo import api, fields, models

from ...account.amazon_cause import NOT


class AmazonShipment(models.Model):
    """What lists and cards show of a parcel: for whom it is, and what is in it."""

    _inherit = 'amazon.shipment'

    partner_id = fields.Many2one(
        comodel_name='res.partner',
        string="Recipient",
        compute='_compute_partner_id',
        compute_sudo=True,
    )
    content = fields.Char(compute='_compute_content', search='_search_content')

    @api.depends('sale_order_id')  # Who changes an order, has nothing to look up here.
    def _compute_partner_id(self):
        for shipment in self:
            shipment.partner_id = shipment.sale_order_id.partner_shipping_id

    @api.depends('picking_id', 'amazon_order_ref', 'tracking_ref')
    def _compute_display_name(self):
        """Override of `base`: what Amazon knows a parcel by says nothing to people."""
        for shipment in self:
            whose = shipment.picking_id.name or shipment.amazon_order_ref
            shipment.display_name = " · ".join(filter(None, [whose, shipment.tracking_ref]))

    @api.depends('line_ids.quantity', 'line_ids.sale_line_id')
    def _compute_content(self):
        unknown = self.env['product.product']._amazon_default('sale')
        for shipment in self:
            shipment.content = ", ".join(
                f"{line.quantity} × {self._name_of_item(line, unknown)}"
                for line in shipment.line_ids
            )

    @api.model
    def _name_of_item(self, line, unknown):
        """Return what a line of a parcel is called.

        :param product.product unknown: stands for what no product is paired with; Amazon's name
            of it says more.
        :rtype: str
        """
        sold = line.sudo().sale_line_id  # Packers need not have the right to read it.
        if line.product_id == unknown and sold:
            return sold.name
        return line.product_id.display_name or line.amazon_item_ref

    def _search_content(self, operator, value):
        if operator in NOT:  # None of its lines is such: not, any of them is another.
            found = self._search(self._search_content(NOT[operator], value))
            return [('id', 'not in', found)]
        # Not everybody in the warehouse may read offers.
        lines = self.env['sale.order.line'].sudo()._search([
            ('order_id.amazon_order_ref', '!=', False),
            '|', '|',
            ('amazon_offer_id.sku', operator, value),
            ('product_id.default_code', operator, value),
            ('product_id.name', operator, value),
        ])
        return [('sale_order_id.order_line', 'in', lines)]

    @api.model
    def _action_to_look_at(self):
        """Open all parcels, or first those that somebody has to look at, if there are any."""
        return self._list_to_look_at('amazon_connector.action_amazon_shipment', [
            '|', ('state', '=', 'failed'), '&', *self.env['amazon.account']._overdue_parcels(),
        ])
