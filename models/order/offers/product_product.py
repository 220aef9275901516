from odoo import api, models
from odoo.exceptions import UserError

from ....lib.import_batch import ImportBatch
from ....lib.spelling import folded
from ....lib.words import _

DEFAULT_PRODUCTS = {
    'sale': 'amazon_connector.product_amazon_sale',
    'shipping': 'amazon_connector.product_amazon_shipping',
    'charge': 'amazon_connector.product_amazon_charge',
}


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _amazon_default(self, kind):
        """Return the product that stands for what nothing in Odoo matches.

        :param str kind: 'sale', 'shipping' or 'charge' (gift wrapping and all other charges).
        :rtype: product.product
        """
        return ImportBatch.once(
            self, ('default product', kind), lambda: self.env.ref(DEFAULT_PRODUCTS[kind])
        )

    @api.model
    def _of_amazon_service(self, company, kind, code):
        """Return the product that stands for shipping, gift wrapping or another charge.

        :param res.company company: whose products, beside the shared ones.
        :param str kind: of the charge.
        :param str code: Amazon's name of the service, if any.
        :rtype: product.product
        """
        default = self._amazon_default('shipping' if kind == 'shipping' else 'charge')
        return ImportBatch.once(
            self, ('product of a service', company, kind, code),
            lambda: code and self._by_internal_reference(company, [code]).get(code) or default,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_amazon_default(self):
        defaults = self.browse(
            self.env.ref(xmlid).id for xmlid in DEFAULT_PRODUCTS.values()
        )
        if self & defaults:
            raise UserError(_(
                "%s is needed to import Amazon orders whose products are not known in Odoo. "
                "Archive it instead.",
                ", ".join((self & defaults).mapped('display_name')),
            ))

    @api.model
    def _by_internal_reference(self, company, references):
        """Find products by internal reference.

        :param res.company company: whose products, beside the shared ones.
        :param list[str] references: internal references.
        :return: the products found; where several share a reference, the company's own one, and
            the oldest.
        :rtype: dict[str, product.product]
        """
        products = self.search([
            ('default_code', 'in', references),
            ('company_id', 'in', (False, company.id)),
        ], order='id desc').sorted(lambda product: bool(product.company_id))
        return {product.default_code: product for product in products}

    @api.model
    def _by_similar_reference(self, company, references):
        """Find products whose internal reference is another spelling of one.

        :param res.company company: whose products, beside the shared ones.
        :param list[str] references: of which no product has one as it is.
        :return: the products by what the spellings have in common, see `folded`; none where there
            are several.
        :rtype: dict[str, product.product]
        """
        wanted = set(map(folded, references)) - {''}
        if not wanted:
            return {}
        self.env['product.product'].flush_model(['default_code', 'active'])
        self.env.cr.execute(
            r"""
            SELECT id
              FROM product_product
             WHERE active
               AND lower(regexp_replace(default_code, '[\W_]+', '', 'g')) = ANY(%s)
            """,
            [list(wanted)],
        )
        found = self.search([
            ('id', 'in', [id_ for [id_] in self.env.cr.fetchall()]),
            ('company_id', 'in', (False, company.id)),
        ]).grouped(lambda product: folded(product.default_code))
        return {spelling: same for spelling, same in found.items() if len(same) == 1}
