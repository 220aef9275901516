from odoo import api, fields, models

from ....lib.taxes.schemes import scheme_of
from .account_fiscal_position import SCHEMES


class SaleOrderLine(models.Model):
    """Whose tax it is on what a line sells."""

    _inherit = 'sale.order.line'

    is_amazon_tax_withheld = fields.Boolean(
        readonly=True,
        copy=False,
        help="Amazon collects the tax on it and remits it: the seller owes none.",
    )
    amazon_tax_scheme = fields.Selection(
        selection=SCHEMES,
        readonly=True,
        copy=False,
        help="Under which law Amazon owes the tax on the order, or a part of it.",
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

    @api.model
    def _amazon_scheme(self, item, charge, marketplace, of_order):
        """Return under which law Amazon owes the tax on a charge.

        :param Item item: what it is charged for, if that is an item.
        :param Charge charge: what Amazon charges.
        :param amazon.marketplace marketplace: where it was sold.
        :param str of_order: the law of the order, for what is charged for all of it.
        :return: see `lib/taxes/schemes.py`; '' if the seller owes it.
        :rtype: str
        """
        if not charge.is_tax_withheld:
            return ''
        if item:
            return scheme_of(item.tax.scheme, marketplace.country_id.code or '')
        return of_order or ''

    def _scheme_of_amazon(self):
        """Return under which law Amazon owes the tax on the line; '' if the seller does.

        Of lines that were made before there could be several in one order, it is the order's.

        :rtype: str
        """
        self.ensure_one()
        if not self.is_amazon_tax_withheld:
            return ''
        return self.amazon_tax_scheme or self.order_id.amazon_tax_scheme or ''

    def _amazon_taxation(self, item, charge, scheme=''):
        """Return whose tax it is that a charge holds.

        :param Item item: what it is charged for, if that is an item.
        :param Charge charge: what Amazon charges; of nothing, there is no tax.
        :param str scheme: see `_amazon_scheme`.
        :rtype: dict
        """
        if not charge:
            return {'amazon_tax_collected': 0.0, 'amazon_tax': 0.0}
        return {
            'is_amazon_tax_withheld': charge.is_tax_withheld,
            'amazon_tax_scheme': scheme or False,
            'amazon_tax_collected': float(charge.withheld),
            'amazon_tax': float(charge.tax - charge.withheld),
            'is_amazon_tax_shown': bool(item and item.tax.is_shown),
        }
