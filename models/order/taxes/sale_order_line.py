from odoo import fields, models


class SaleOrderLine(models.Model):
    """Whose tax it is on what a line sells."""

    _inherit = 'sale.order.line'

    is_amazon_tax_withheld = fields.Boolean(
        readonly=True,
        copy=False,
        help="Amazon collects the tax on it and remits it: the seller owes none.",
    )
    amazon_tax_collected = fields.Monetary(
        string="Tax Collected by Amazon",
        readonly=True,
        copy=False,
        help="The tax that Amazon collects from the buyer and remits. It is no part of the line.",
    )
    amazon_tax = fields.Monetary(
        string="Tax on Amazon",
        readonly=True,
        copy=False,
        help="The tax that you owe, as Amazon shows it. Odoo's own is that of the product.",
    )

    def _amazon_taxation(self, item, charge):
        """Return whose tax it is that a charge holds.

        :param Item item: what it is charged for, if that is an item.
        :param Charge charge: what Amazon charges; of nothing, there is no tax.
        :rtype: dict
        """
        if not charge:
            return {'amazon_tax_collected': 0.0, 'amazon_tax': 0.0}
        return {
            'is_amazon_tax_withheld': charge.is_tax_withheld,
            'amazon_tax_collected': float(charge.withheld),
            'amazon_tax': float(charge.tax - charge.withheld),
            'is_amazon_tax_shown': bool(item and item.tax.is_shown),
        }
