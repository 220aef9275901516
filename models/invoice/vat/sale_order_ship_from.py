from odoo import api, fields, models

from ....lib.import_batch import ImportBatch
from ....lib.words import _


class SaleOrder(models.Model):
    """Which country the goods of an order leave from, and what follows for its taxes."""

    _inherit = 'sale.order'

    amazon_ship_from_country_id = fields.Many2one(
        comodel_name='res.country',
        string="Shipped From",
        copy=False,
        help="The country that the goods left from, as Amazon says. The taxes follow, by the table "
        "Taxes by Route of the Amazon account.",
    )
    amazon_ship_from_doubt = fields.Char(
        string="Shipped from Several Countries",
        readonly=True,
        copy=False,
        help="The countries that parts of the order left from, if these are several.",
    )

    def write(self, vals):
        """Override of `sale` to have the taxes follow the country that the goods leave from."""
        if 'amazon_ship_from_country_id' not in vals:
            return super().write(vals)
        for order in self:
            order._write_ship_from(vals, super(SaleOrder, order).write)
        return True

    def _write_ship_from(self, vals, write):
        taxes = self.env['amazon.order.taxes']
        if not self.amazon_order_ref:
            write(vals)
            return
        if vals['amazon_ship_from_country_id'] and self._why_ship_from_is_missing():
            self._take_back_what_waits()
        before, position = taxes._position_of(self), self.fiscal_position_id
        with taxes._following(self):
            write(vals)
        after = taxes._position_of(self)
        if before == position and after != before and self._is_billed():
            self._tell_of_other_position(after)

    def _tell_of_other_position(self, position):
        """Tell whoever reads the order that its invoice has other taxes than it should have."""
        none = _("the taxes of the products")
        self.message_post(body=_(
            "The goods left from %(country)s: by the table Taxes by Route, the taxes are those of "
            "“%(right)s”. The invoice was made with “%(made)s”. If that is wrong, make a credit "
            "note, choose the fiscal position on this order, and invoice it again.",
            country=self.amazon_ship_from_country_id.name,
            right=position.name or none,
            made=self.fiscal_position_id.name or none,
        ))

    # === TAXES === #

    def _amazon_ship_from(self):
        """Return the country that the goods leave from; an empty one if it is not known.

        :rtype: res.country
        """
        self.ensure_one()
        if self.amazon_ship_from_country_id or self.amazon_channel == 'fba':
            return self.amazon_ship_from_country_id
        return self.amazon_account_id._ship_from_of(self.amazon_marketplace_id, self.warehouse_id)

    def _amazon_tax_route(self):
        """Return the line of the account's table that is about the order.

        :rtype: amazon.tax.route
        """
        self.ensure_one()
        routes = self.amazon_account_id.sudo().tax_route_ids
        if not routes:
            return routes
        return routes._find(
            self._amazon_ship_from(),
            self.partner_shipping_id.country_id,
            bool(self.partner_id.commercial_partner_id.vat),
        )

    @api.model
    def _amazon_fiscal_position(self, row, order, customer, address):
        """Override of the orders' room: goods may leave from elsewhere than the company's country.

        Of what Amazon ships, that is not known yet.
        """
        account = row.account_id
        routes = account.sudo().tax_route_ids
        route = routes.browse()
        if routes and order.channel == 'fbm':
            ship_from = ImportBatch.once(
                self, ('ship from', row.marketplace_id.id, account.id),
                lambda: account._ship_from_of(row.marketplace_id, self.env['stock.warehouse']),
            )
            is_business = bool(customer.commercial_partner_id.vat)
            route = routes._find(ship_from, address.country_id, is_business)
        if route:
            return route.fiscal_position_id
        return super()._amazon_fiscal_position(row, order, customer, address)

    # === INVOICES === #

    def _amazon_invoice_waits(self):
        """Override: the taxes are not known before the country is that the goods left from."""
        return super()._amazon_invoice_waits() or self._why_ship_from_is_missing()

    def _take_back_what_waits(self):
        """Have drafts that came by themselves and waited be made anew."""
        posting = self.sudo().filtered(lambda order: (
            order.amazon_account_id.invoice_when == 'posted'
        ))
        drafts = posting.invoice_ids.filtered('is_amazon_automatic')
        drafts._unlink_untouched_drafts()._amazon_orders().amazon_invoice_reason = _(
            "Somebody has changed the draft since it was made: check its taxes, then post it."
        )

    def _why_ship_from_is_missing(self):
        self.ensure_one()
        account = self.amazon_account_id
        if (
            account.ship_from_unknown != 'wait' or self.amazon_channel != 'fba'
            or self.amazon_ship_from_country_id
            or not self.amazon_marketplace_id._is_in_european_union()
        ):
            return False
        if self.amazon_ship_from_doubt:
            return _(
                "Parts of the order left from different countries: %s. Choose its fiscal position "
                "and enter under Shipped From where most of it left from.",
                self.amazon_ship_from_doubt,
            )
        return _(
            "Amazon has not said yet which country the goods left from, and the taxes depend on "
            "it. It says so in its VAT invoice report, which is read twice a day; or enter it "
            "under Shipped From. Not to wait, choose Invoice Anyway on the Amazon account."
        )
