from odoo import models
from odoo.exceptions import UserError

from ...lib.differences import write_differences
from ...lib.words import _


class AmazonFbaOtherShops(models.AbstractModel):
    """Has the stock at Amazon follow what Amazon ships for other shops: no sale, but goods leave.

    See https://developer-docs.amazon.com/sp-api/docs/fulfillment-outbound-api (Multi-Channel
    Fulfillment).
    """

    _name = 'amazon.fba.other.shops'
    _description = "Amazon FBA for Other Shops"

    def _record(self, rows, orders):
        """Record what Amazon has shipped of orders, and what it has not shipped after all.

        :param amazon.order rows: the rows of the inbox, of one account.
        :param dict[amazon.order, Order] orders: what Amazon says of each.
        :return: the codes of the products that Odoo does not know, by row.
        :rtype: dict[amazon.order, list[str]]
        """
        products = self._products(rows.account_id, [
            item for row in rows for item in orders[row].items
        ])
        steps, unknown = [], {}
        shipping = self.env['amazon.fba.shipping']
        for row in rows:
            items = {item.item_ref: item for item in orders[row].items}
            unknown[row] = self._note(row, items, products)
            shipping._take_back(row.item_ids)
            steps += row.item_ids._amazon_steps(orders[row], row.amazon_update)
        shipping._record(steps)
        return unknown

    def _note(self, row, items, products):
        """Note what Amazon has shipped.

        :return: the codes of the products that Odoo does not know.
        :rtype: list[str]
        """
        for known in row.item_ids:
            item = items.pop(known.amazon_item_ref, None)
            write_differences(known, {
                'amazon_quantity_shipped': item.quantity_shipped if item else 0,
            })
        shipped = [item for item in items.values() if item.quantity_shipped]
        row.item_ids.create([
            {
                'order_id': row.id,
                'amazon_item_ref': item.item_ref,
                'name': f"[{item.code}] {item.title}",
                'product_id': products[item.code].id,
                'amazon_quantity_shipped': item.quantity_shipped,
            }
            for item in shipped if item.code in products
        ])
        return [item.code or item.item_ref for item in shipped if item.code not in products]

    def _products(self, account, items):
        """Find the products of items: by an offer, or else by internal reference.

        :param amazon.account account: whose orders.
        :param list[Item] items: what is shipped.
        :return: the products that are known, by `Item.code`.
        :rtype: dict[str, product.product]
        """
        skus = list({item.sku for item in items if item.sku})
        asins = list({item.asin for item in items if item.asin})
        offers = self.env['amazon.offer'].search([
            ('account_id', '=', account.id), ('is_to_pair', '=', False),
            '|', ('sku', 'in', skus), ('asin', 'in', asins),
        ], order='id desc')
        by_sku = {offer.sku: offer.product_id for offer in offers}
        by_asin = {offer.asin: offer.product_id for offer in offers if offer.asin}
        by_reference = self.env['product.product']._by_internal_reference(
            account.company_id, [*skus, *asins]
        )
        found = {
            item.code: by_sku.get(item.sku) or by_reference.get(item.code)
            or not item.sku and by_asin.get(item.asin)
            for item in items
        }
        return {code: product for code, product in found.items() if product}

    def _check_known(self, codes):
        """Check that all products are known.

        :param list[str] codes: SKUs, or ASINs, that are not.
        :raise UserError: if there are any; says what to do.
        """
        if codes:
            raise UserError(_(
                "Amazon shipped this for another shop, and Odoo knows no product of it: %s. Give a "
                "product this internal reference, or pair an offer of it, then use Retry: it "
                "leaves the Amazon location then.",
                ", ".join(sorted(set(codes))),
            ))
