from odoo import fields, models


class AmazonAccount(models.Model):
    """Who carries what an account sells, unless somebody says otherwise."""

    _inherit = 'amazon.account'

    default_carrier_id = fields.Many2one(
        comodel_name='delivery.carrier',
        check_company=True,
        help="New deliveries of orders that you ship yourself begin with it. What the sales order "
        "says goes before it, and everybody may choose another one on the delivery.",
    )

    def _default_carrier_of(self, marketplace):
        """Return who carries what is sold on a marketplace, unless somebody says otherwise.

        :param amazon.marketplace marketplace: where it is sold.
        :return: the delivery method; empty, if none is set, or if it is archived.
        :rtype: delivery.carrier
        """
        carrier = self._setting_of(marketplace).default_carrier_id or self.default_carrier_id
        return carrier.filtered('active')
