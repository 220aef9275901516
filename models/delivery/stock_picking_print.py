from odoo import fields, models


class StockPicking(models.Model):
    """Whether what was printed of a delivery is still right."""

    _inherit = 'stock.picking'

    is_amazon_printed = fields.Boolean(
        readonly=True, copy=False, help="Something of the delivery has been printed."
    )
    is_amazon_print_outdated = fields.Boolean(
        string="Print Again",
        readonly=True,
        copy=False,
        help="Amazon changed the order after the delivery was printed.",
    )

    def _is_printed(self):
        """Return whether a packer may have it on paper, or on a label.

        Odoo notes that of one document only.

        :rtype: bool
        """
        self.ensure_one()
        return bool(self.printed or self.is_amazon_printed or self.carrier_tracking_ref)

    def _note_amazon_print(self):
        """Note that what is known of open deliveries for Amazon's buyers is on paper."""
        news = self.sudo().filtered(
            lambda picking: picking.amazon_order_ref and picking.state not in ('done', 'cancel')
            and (picking.is_amazon_print_outdated or not picking.is_amazon_printed)
        )
        if news:
            news.write({'is_amazon_printed': True, 'is_amazon_print_outdated': False})
