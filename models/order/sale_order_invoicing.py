from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.differences import write_differences
from ...lib.words import _


class SaleOrder(models.Model):
    """When an order of Amazon's is not to be invoiced yet."""

    _inherit = 'sale.order'

    is_amazon_invoice_held = fields.Boolean(
        readonly=True,
        copy=False,
        default=False,
        help="Amazon canceled the order, and nobody has decided yet what becomes of it.",
    )
    amazon_currency_without_rate = fields.Char(
        compute='_compute_amazon_currency_without_rate',
        compute_sudo=True,
        help="The currency of the order, if Odoo has no exchange rate of it.",
    )

    @api.depends('amazon_order_ref', 'currency_id', 'company_id')
    def _compute_amazon_currency_without_rate(self):
        for order in self:
            order.amazon_currency_without_rate = bool(
                order.amazon_order_ref and not order.currency_id._has_amazon_rate(order.company_id)
            ) and order.currency_id.name

    @api.depends('is_amazon_invoice_held')
    def _compute_invoice_status(self):
        """Override of `sale`: of what Amazon canceled, nothing is to invoice before the answer."""
        result = super()._compute_invoice_status()
        self.filtered('is_amazon_invoice_held').invoice_status = 'no'
        return result

    def _hold_amazon_invoice(self, is_held):
        """Have the order be to invoice, or not.

        :param bool is_held: whether it is not.
        """
        write_differences(self, {'is_amazon_invoice_held': bool(is_held)})

    def _create_invoices(self, grouped=False, final=False, date=None):
        """Override of `sale`: without an exchange rate, the amounts of an invoice are wrong."""
        self._check_amazon_rate()
        return super()._create_invoices(grouped=grouped, final=final, date=date)

    def _check_amazon_rate(self):
        """Check that the amounts of orders of Amazon's can be converted.

        :raise UserError: if not; says what to do.
        """
        held = self.filtered('amazon_currency_without_rate')
        if held:
            raise UserError(_(
                "Odoo has no exchange rate of %(currencies)s: it would take 1 for 1. Enter it "
                "under Invoicing > Configuration > Currencies, then invoice %(orders)s.",
                currencies=", ".join(sorted(set(held.mapped('amazon_currency_without_rate')))),
                orders=", ".join(held.mapped('name')),
            ))

    def _lines_added_to_amazon(self):
        """Return the lines that cost something, and that Amazon does not charge for.

        Of orders that were not made of Amazon's figures, it is not known which ones these are.

        :rtype: sale.order.line
        """
        self.ensure_one()
        lines = self.order_line if self.amazon_figures else self.order_line.browse()
        return lines.filtered(lambda line: (
            not line.amazon_charge_key and not line.display_type
            and not self.currency_id.is_zero(line.price_total)
        ))
