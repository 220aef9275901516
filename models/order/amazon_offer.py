from odoo import api, fields, models

from ...lib.series import Constraint


class AmazonOffer(models.Model):
    """A product as the seller offers it on one marketplace under one SKU.

    Made when an order first names the SKU, or by hand. It decides which product the next orders
    sell, whatever the product's internal reference says.
    """

    _name = 'amazon.offer'
    _description = "Amazon Offer"
    _rec_name = 'sku'
    _order = 'sku, marketplace_id'
    _check_company_auto = True

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace', required=True
    )
    sku = fields.Char(string="SKU", required=True)
    asin = fields.Char(string="ASIN", readonly=True)
    product_id = fields.Many2one(
        comodel_name='product.product',
        required=True,
        check_company=True,
        ondelete='restrict',
        index=True,
    )
    channel = fields.Selection(
        selection=[('fbm', "FBM"), ('fba', "FBA")],
        readonly=True,
        help="Who shipped the last order. FBM: you. FBA: Amazon.",
    )
    is_to_pair = fields.Boolean(
        string="To Pair",
        compute='_compute_is_to_pair',
        store=True,
        help="No product has the SKU as its internal reference: choose the product here.",
    )

    _unique_offer = Constraint(
        'unique(account_id, marketplace_id, sku)',
        "There is already an offer of this SKU on this marketplace.",
    )

    @api.depends('product_id')
    def _compute_is_to_pair(self):
        unpaired = self.env['product.product']._amazon_default('sale')
        for offer in self:
            offer.is_to_pair = offer.product_id == unpaired

    @api.model
    def _offers_of_amazon_orders(self, account, rows, orders):
        """Find the offers that orders name; make those that are missing.

        :param amazon.account account: whose orders.
        :param amazon.order rows: the rows of the inbox.
        :param dict[amazon.order, Order] orders: what Amazon says of each.
        :return: the offers by marketplace and SKU.
        :rtype: dict[tuple[int, str], amazon.offer]
        """
        named = {
            (row.marketplace_id.id, item.sku): (item, orders[row].channel)
            for row in rows
            for item in orders[row].items
        }
        skus = list({sku for _marketplace, sku in named})
        products = self.env['product.product']._by_internal_reference(account.company_id, skus)
        unpaired = self.env['product.product']._amazon_default('sale')
        found = self.search([('account_id', '=', account.id), ('sku', 'in', skus)])
        offers = {(offer.marketplace_id.id, offer.sku): offer for offer in found}
        for key, offer in offers.items():
            if key in named:
                offer._learn(*named[key], products.get(offer.sku))
        missing = [key for key in named if key not in offers]
        created = self.create([
            {
                'account_id': account.id,
                'marketplace_id': marketplace_id,
                'sku': sku,
                'asin': named[marketplace_id, sku][0].asin,
                'channel': named[marketplace_id, sku][1],
                'product_id': products.get(sku, unpaired).id,
            }
            for marketplace_id, sku in missing
        ])
        return {**offers, **dict(zip(missing, created, strict=True))}

    def _learn(self, item, channel, product):
        """Take over what an order tells of the offer.

        :param Item item: the item sold.
        :param str channel: who ships it.
        :param product.product product: the product with the SKU as internal reference, if any.
        """
        self.ensure_one()
        news = {}
        if self.channel != channel:
            news['channel'] = channel
        if item.asin and self.asin != item.asin:
            news['asin'] = item.asin
        if self.is_to_pair and product:
            news['product_id'] = product.id
        if news:
            self.write(news)
