from odoo import fields, models


class AmazonAccount(models.Model):
    """Who carries what an account sells, unless somebody says otherwise."""

    _inherit = 'amazon.account'

    default_carrier_id = fields.Many2one(
        comodel_name='delivery.carrier',
        check_company=True,
        help="Deliveries of orders that you ship yourself begin with it, and those that wait "
        "without a carrier get it. What the sales order says goes before it, and everybody may "
        "choose another one on the delivery.",
    )

    def write(self, vals):
        """Override of `base`: what waits without a carrier gets the one that is chosen now."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(('default_carrier_id', 'marketplace_setting_ids')):
            self._carry_what_waits()
        return result

    def _carry_what_waits(self):
        # Who sets up accounts need not work in the warehouse.
        waiting = self.env['stock.picking'].sudo().search([
            ('amazon_account_id', 'in', self.ids),
            ('state', 'not in', ('done', 'cancel')),
            ('carrier_id', '=', False),
        ])
        by_carrier = waiting.grouped(
            lambda picking: picking.move_ids._default_amazon_carrier()
        )
        for carrier, pickings in by_carrier.items():
            if carrier:
                pickings.carrier_id = carrier

    def _default_carrier_of(self, marketplace):
        """Return who carries what is sold on a marketplace, unless somebody says otherwise.

        :param amazon.marketplace marketplace: where it is sold.
        :return: the delivery method; empty, if none is set, or if it is archived.
        :rtype: delivery.carrier
        """
        carrier = self._setting_of(marketplace).default_carrier_id or self.default_carrier_id
        return carrier.filtered('active')
