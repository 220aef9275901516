from odoo import api, fields, models
from odoo.tools.misc import formatLang
from odoo.tools.sql import column_exists, create_column

from ....lib.series import LINE_TAXES
from ....lib.taxes import causes as tax_causes
from ....lib.taxes.areas import vat_area
from ....lib.words import _
from ..amazon_program import INVOICE_BY_AMAZON


class SaleOrder(models.Model):
    """Where Odoo taxes an order otherwise than Amazon shows it."""

    _inherit = 'sale.order'

    is_amazon_tax_different = fields.Boolean(
        compute='_compute_is_amazon_tax_different',
        store=True,
        help="Amazon shows another rate of tax than Odoo's.",
    )
    amazon_tax_warning = fields.Text(
        compute='_compute_amazon_tax_warning',
        compute_sudo=True,
        help="Both rates of tax, Amazon's and Odoo's, and why they are likely to differ.",
    )
    is_amazon_tax_mended = fields.Boolean(
        compute='_compute_amazon_tax_warning',
        compute_sudo=True,
        help="By now, lines would get the taxes that Amazon shows: their taxes can be updated.",
    )

    def _auto_init(self):
        # Not to be computed for all orders that there are: few are Amazon's.
        if not column_exists(self.env.cr, self._table, 'is_amazon_tax_different'):
            create_column(self.env.cr, self._table, 'is_amazon_tax_different', 'boolean')
        return super()._auto_init()

    @api.depends(
        'amazon_order_ref', 'partner_id.commercial_partner_id.vat', 'partner_shipping_id',
        'order_line.price_tax', 'order_line.amazon_tax', 'order_line.is_amazon_tax_shown',
        'order_line.is_amazon_tax_withheld', 'order_line.amazon_quantity',
    )
    def _compute_is_amazon_tax_different(self):
        for order in self:
            order.is_amazon_tax_different = bool(
                order.amazon_order_ref and order.order_line._taxed_otherwise_by_amazon()
            )

    @api.depends('is_amazon_tax_different', 'fiscal_position_id', 'partner_id')
    def _compute_amazon_tax_warning(self):
        for order in self:
            lines = order.is_amazon_tax_different and order.order_line._taxed_otherwise_by_amazon()
            order.amazon_tax_warning = lines and "\n".join(
                order._amazon_tax_sentences(lines)) or False
            order.is_amazon_tax_mended = bool(lines) and not order._is_billed() and any(
                line._is_amazon_tax_mended() for line in lines)

    def _amazon_tax_sentences(self, lines):
        """Yield what is wrong with lines, once for all that have the same rates and cause."""
        same = lines.grouped(lambda line: (
            formatLang(self.env, line._amazon_tax_rate(), digits=1),
            formatLang(self.env, line._odoo_tax_rate(), digits=1),
            self._likely_tax_cause(line),
        ))
        for (amazon, odoo, cause), lines_of_it in same.items():
            yield _(
                "%(lines)s: %(amazon)s%% tax on Amazon, %(odoo)s%% in Odoo. %(cause)s",
                lines=", ".join(dict.fromkeys(
                    line.product_id.default_code or line.name for line in lines_of_it
                )),
                amazon=amazon, odoo=odoo, cause=self._amazon_tax_causes(lines_of_it)[cause],
            )

    def _likely_tax_cause(self, line):
        company = self.company_id
        home, ship_to = self._amazon_vat_areas()
        return tax_causes.likely_cause(tax_causes.Sale(
            amazon_rate=line._amazon_tax_rate(),
            has_product_tax=bool(
                line[LINE_TAXES] or line.product_id.taxes_id._filter_taxes_by_company(company)
            ),
            has_position=bool(self.fiscal_position_id),
            is_position_there=bool(self._amazon_position_of_now()),
            is_business=bool(self.partner_id.commercial_partner_id.vat),
            is_domestic=not ship_to or ship_to == home,
            is_shipped_by_amazon=self.amazon_channel == 'fba',
            is_mended=line._is_amazon_tax_mended(),
            is_invoiced=self._is_billed(),
            is_withheld=line.is_amazon_tax_withheld,
        ))

    def _is_amazon_tax_of_zero_meant(self):
        """Return whether Amazon means it, if it shows a tax of 0, see `is_zero_meant`.

        :rtype: bool
        """
        self.ensure_one()
        home, ship_to = self._amazon_vat_areas()
        return tax_causes.is_zero_meant(tax_causes.Zero(
            marketplace=self.amazon_marketplace_id.country_id.code,
            home=home,
            ship_to=ship_to,
            is_business=bool(self.partner_id.commercial_partner_id.vat),
            is_calculated=INVOICE_BY_AMAZON in self.amazon_program_ids.mapped('code') or any(
                self.order_line.mapped('amazon_tax')
            ),
        ))

    def _amazon_vat_areas(self):
        """Return whose VAT is law at the seller's, and where the goods go, see `vat_area`.

        :rtype: tuple[str, str]
        """
        company, delivery = self.company_id, self.partner_shipping_id
        home = company.account_fiscal_country_id or company.country_id
        return (
            vat_area(home.code or ''), vat_area(delivery.country_id.code or '', delivery.zip or ''),
        )

    def _amazon_tax_causes(self, lines):
        """Return what is said of each cause.

        :param sale.order.line lines: those that are taxed otherwise, with the same rates.
        :rtype: dict[str, str]
        """
        country = self.partner_shipping_id.country_id.name or ''
        taxes = ", ".join(lines._amazon_taxes_of_now().mapped('name')) or _("no tax")
        return {
            tax_causes.MENDED: _("By now it would be taxed with %s: use Update Taxes.", taxes),
            tax_causes.MENDED_LATE: _(
                "By now it would be taxed with %s, but it is invoiced. If the invoice is wrong, "
                "delete it or make a credit note, then use Update Taxes.", taxes
            ),
            tax_causes.NO_PRODUCT_TAX: _("The product has no tax in Odoo: enter it there."),
            tax_causes.NO_POSITION: _(
                "There is no fiscal position for deliveries to %s.", country
            ),
            tax_causes.POSITION_LATE: _(
                "By now there is the fiscal position “%s”: choose it on this order.",
                self._amazon_position_of_now().name,
            ),
            tax_causes.TAX_FREE_BUSINESS: _(
                "Amazon took the buyer for a business that pays no tax here. Check its VAT number, "
                "and the fiscal position."
            ),
            tax_causes.SHIP_FROM: _(
                "Amazon may have shipped it from another country: see Taxes by Route on the "
                "account."
            ),
            tax_causes.AMAZON_S_TAX: _(
                "Amazon collects this tax and remits it: you owe none. Check the fiscal position "
                "for that, on the Amazon account and here."
            ),
            tax_causes.OTHER_TAX: _("Check the tax of the product, and the fiscal position."),
        }


class SaleOrderLine(models.Model):
    """The rate of tax that Amazon shows, and Odoo's."""

    _inherit = 'sale.order.line'

    is_amazon_tax_shown = fields.Boolean(
        readonly=True, copy=False, help="Amazon shows a tax on it, be it 0."
    )

    def _taxed_otherwise_by_amazon(self):
        """Return the lines whose tax is not Amazon's, beyond rounding.

        Amazon rounds the tax of each piece, or of all. The tax of other pieces than Amazon's says
        nothing: how many there are is asked first. Of what Amazon remits, the seller owes none.

        :rtype: sale.order.line
        """
        return self.filtered(lambda line: (
            (line.is_amazon_tax_withheld or line._is_amazon_tax_meant())
            and line.product_uom_qty
            and line._is_other_than_amazon_tax(line.price_tax)
        ))

    def _is_other_than_amazon_tax(self, tax):
        """Return whether an amount of tax differs from Amazon's beyond rounding."""
        least = self.currency_id.rounding * (1 + abs(self.product_uom_qty) / 2)
        return abs(tax - self.amazon_tax) > least

    def _is_amazon_tax_meant(self):
        """Return whether Amazon shows a tax on what the line sells, and means it.

        :rtype: bool
        """
        self.ensure_one()
        return bool(
            self.is_amazon_tax_shown
            and (not self.amazon_item_ref or self.product_uom_qty == self.amazon_quantity)
            and (self.amazon_tax or self.order_id._is_amazon_tax_of_zero_meant())
        )

    def _amazon_tax_rate(self):
        """Return the rate of tax that Amazon shows, in percent, on what the buyer pays there.

        With another tax, or by people, the line may cost something else.

        :rtype: float
        """
        is_known = self.amazon_amount and self.amazon_amount_pieces == self.product_uom_qty
        untaxed = (self.amazon_amount if is_known else self.price_total) - self.amazon_tax
        return 100 * self.amazon_tax / untaxed if untaxed else 0.0

    def _odoo_tax_rate(self):
        return 100 * self.price_tax / self.price_subtotal if self.price_subtotal else 0.0
