from odoo import fields, models


class AmazonAccount(models.Model):
    """Which taxes go with the country that goods leave from."""

    _inherit = 'amazon.account'

    tax_route_ids = fields.One2many(
        comodel_name='amazon.tax.route', inverse_name='account_id', string="Taxes by Route"
    )
    ship_from_unknown = fields.Selection(
        selection=[('invoice', "Invoice Anyway"), ('wait', "Wait in Draft")],
        string="Ship-From Unknown",
        default='invoice',
        required=True,
        help="What becomes of the invoice of an order that Amazon ships in the European Union, as "
        "long as it is not known which country the goods left from.",
    )

    def write(self, vals):
        waiting = self.env['sale.order']
        if vals.get('ship_from_unknown') == 'invoice':
            waiting = waiting.sudo().search([
                ('amazon_account_id', 'in', self.ids), ('amazon_channel', '=', 'fba'),
                ('invoice_ids.state', '=', 'draft'),
            ]).filtered(lambda order: order._why_ship_from_is_missing())
        result = super().write(vals)
        waiting._take_back_what_waits()
        return result

    def _ship_from_of(self, marketplace, warehouse):
        """Return the country that goods leave from that the seller ships.

        :param amazon.marketplace marketplace: where they are sold.
        :param stock.warehouse warehouse: of the order; empty if it is not known yet.
        :rtype: res.country
        """
        self.ensure_one()
        warehouse = warehouse or self._warehouse_of(marketplace, 'fbm') or (
            self.env['stock.warehouse'].search([('company_id', '=', self.company_id.id)], limit=1)
        )
        return warehouse.partner_id.country_id or self.company_id.country_id
