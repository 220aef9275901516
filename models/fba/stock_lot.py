from odoo import models


class StockLot(models.Model):
    _inherit = 'stock.lot'

    def _find_named(self, company, keys):
        """Return the lots and serial numbers of a company that have certain names.

        :param res.company company: whose.
        :param keys: product and name of each.
        :return: those that there are, by product and name.
        :rtype: dict[tuple[product.product, str], stock.lot]
        """
        lots = self.search([
            ('company_id', '=', company.id),
            ('product_id', 'in', [product.id for product, name in keys]),
            ('name', 'in', [name for product, name in keys]),
        ]) if keys else self
        return {(lot.product_id, lot.name): lot for lot in lots}

    def _find_or_create_named(self, company, keys):
        """Return the lots and serial numbers of a company that have certain names; make new ones.

        The parameters are those of :meth:`_find_named`.

        :rtype: dict[tuple[product.product, str], stock.lot]
        """
        found = self._find_named(company, keys)
        new = [key for key in dict.fromkeys(keys) if key not in found]
        created = self.create([
            {'company_id': company.id, 'product_id': product.id, 'name': name}
            for product, name in new
        ])
        return found | dict(zip(new, created, strict=True))
