from odoo import fields, models

from ....lib.taxes.schemes import scheme_of
from .account_fiscal_position import SCHEMES


class SaleOrder(models.Model):
    """How much of the tax Amazon collects and remits."""

    _inherit = 'sale.order'

    amazon_tax_collected = fields.Monetary(
        string="Tax Collected by Amazon",
        readonly=True,
        copy=False,
        help="Amazon collects it from the buyer and remits it. It is no part of the total; with "
        "it, the total is what the buyer pays.",
    )
    amazon_tax_scheme = fields.Selection(
        selection=SCHEMES,
        readonly=True,
        copy=False,
        help="Under which law Amazon owes the tax on the order, or a part of it.",
    )

    def _amazon_due(self):
        """Return what the order's total is to be: what the buyer pays, without Amazon's tax.

        :return: an amount in the currency of the order.
        :rtype: float
        """
        self.ensure_one()
        return self.currency_id.round(self.amazon_total - self.amazon_tax_collected)

    def _amazon_tax_schemes(self):
        """Return under which laws Amazon owes the tax on parts of the order.

        :rtype: set[str]
        """
        self.ensure_one()
        return set(filter(None, self.order_line.mapped(lambda line: line._scheme_of_amazon())))

    def _prepare_amazon_taxation(self, order, marketplace):
        """Return whose tax it is on an order.

        :param Order order: what Amazon says.
        :param amazon.marketplace marketplace: where it was sold.
        :rtype: dict
        """
        words = [item.tax.scheme for item in order.items if item.tax.is_withheld]
        return {
            'amazon_tax_collected': float(order.tax_withheld),
            'amazon_tax_scheme': bool(words) and scheme_of(
                next(filter(None, words), ''), marketplace.country_id.code or ''
            ),
        }
