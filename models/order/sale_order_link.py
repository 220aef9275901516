from odoo import models
from odoo.exceptions import UserError

from ...lib.words import _


class SaleOrder(models.Model):
    """How a sales order that was not imported becomes that of an Amazon order.

    It has none of Amazon's figures: people see to the quantities and amounts. Its deliveries are
    told to Amazon as those of any other.
    """

    _inherit = 'sale.order'

    def init(self):
        result = super().init()
        # Amazon's numbers in what others call their orders, where no account has the order yet.
        self.env.cr.execute(
            r"""
            DROP INDEX IF EXISTS sale_order_amazon_number_of_customer_idx,
                sale_order_amazon_number_of_origin_idx, sale_order_amazon_number_of_name_idx;
            CREATE INDEX IF NOT EXISTS sale_order_amazon_numbers_idx ON sale_order USING gin (
                string_to_array(regexp_replace(
                    coalesce(client_order_ref, '') || ' ' || coalesce(origin, '') || ' ' || name,
                    '([0-9]{3}-[0-9]{7}-[0-9]{7})|.', '\1 ', 'g'), ' ')
            )
              WITH (fastupdate = off)
             WHERE amazon_order_ref IS NULL
               AND coalesce(client_order_ref, '') || ' ' || coalesce(origin, '') || ' ' || name
                   ~ '[0-9]{3}-[0-9]{7}-[0-9]{7}'
            """
        )
        return result

    def _link_to_amazon(self, row, marketplace, items, is_fresh=False):
        """Have the order be that of a row of the inbox.

        :param amazon.order row: an order that is fulfilled by the merchant.
        :param amazon.marketplace marketplace: where it was placed.
        :param dict[sale.order.line, tuple[str, int]] items: Amazon's reference of the item, and how
            many pieces Amazon expects, by order line.
        :param bool is_fresh: whether the row holds what Amazon says right now.
        :raise UserError: if it cannot be; says why.
        """
        self.ensure_one()
        self._check_can_be_linked(row, marketplace, items)
        self.write({
            'amazon_order_ref': row.amazon_order_ref,
            'amazon_account_id': row.account_id.id,
            'amazon_marketplace_id': marketplace.id,
            'amazon_channel': 'fbm',
            'amazon_total': self.amount_total,
            'client_order_ref': self.client_order_ref or row.amazon_order_ref,
        })
        for line, (item_ref, quantity) in items.items():
            line.write({'amazon_item_ref': item_ref, 'amazon_quantity': quantity})
        row.write({'marketplace_id': marketplace.id, 'sale_order_id': self.id, 'kept': False})
        self.message_post(body=_(
            "%(user)s linked it to the Amazon order %(order_ref)s: its deliveries are told to "
            "Amazon.", user=self.env.user.name, order_ref=row.amazon_order_ref,
        ))
        row._close_or_ask(self)

    def _check_can_be_linked(self, row, marketplace, items):
        if row.sale_order_id or row.channel == 'fba' or row.is_of_other_shop:
            raise UserError(_("There is nothing to decide here any more. Reload the page."))
        if self.amazon_order_ref or self.state == 'cancel' or self.company_id != row.company_id:
            raise UserError(_(
                "%s belongs to an Amazon order already, is canceled, or is another company's. "
                "Choose another sales order.", self.name,
            ))
        if not marketplace:
            raise UserError(_("Choose the marketplace: Amazon is told of parcels by it."))
        refs = [item_ref for item_ref, _quantity in items.values()]
        if not refs or len(set(refs)) < len(refs):
            raise UserError(_(
                "Enter the item of Amazon's for each line that Amazon's buyer gets, and each item "
                "once."
            ))

    def _match_amazon_items(self, account, items, is_certain=False):
        """Return which lines Amazon's items are, as far as SKU or ASIN tell.

        :param amazon.account account: whose offers know the products.
        :param tuple[ItemSketch] items: what Amazon says of the items.
        :param bool is_certain: whether nobody looks at it before it counts.
        :rtype: dict[sale.order.line, ItemSketch]
        """
        products = self._products_of_amazon_items(account, items)
        left = self.order_line.filtered(lambda line: line._is_deliverable_to_amazon_buyer())
        matched = {}
        for item in items:
            candidates = left.filtered(
                lambda line, item=item: line.product_id in products.get(item, ())
            ).sorted(lambda line, item=item: line.product_uom_qty != item.quantity)
            if not (candidates or is_certain) and len(items) == len(left) == 1:
                candidates = left
            if candidates and item.item_ref:
                matched[candidates[0]] = item
                left -= candidates[0]
        return matched

    def _products_of_amazon_items(self, account, items):
        codes = list({code for item in items for code in (item.sku, item.asin) if code})
        offers = self.env['amazon.offer'].search([
            ('account_id', '=', account.id), '|', ('sku', 'in', codes), ('asin', 'in', codes),
        ])
        by_reference = self.env['product.product']._by_internal_reference(self.company_id, codes)
        return {
            item: offers.filtered(lambda offer, item=item: (
                offer.sku == item.sku if item.sku else offer.asin == item.asin
            )).product_id + by_reference.get(
                item.sku or item.asin, self.env['product.product']
            )
            for item in items
        }


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _is_deliverable_to_amazon_buyer(self):
        return not self.display_type and self.product_id.type != 'service'
