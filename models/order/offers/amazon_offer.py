from odoo import api, fields, models

from ....lib.series import Constraint


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
    title = fields.Char(
        string="Title on Amazon", readonly=True, help="What Amazon calls it, in the last order."
    )
    product_id = fields.Many2one(
        comodel_name='product.product',
        string="Sold As",
        required=True,
        default=lambda self: self.env['product.product']._amazon_default('sale'),
        check_company=True,
        ondelete='restrict',
        index=True,
        help="The product; Amazon Sale, as long as none is chosen.",
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
        :return: the offers by marketplace and `Item.code`: the SKU, or the ASIN where Amazon leaves
            out the SKU.
        :rtype: dict[tuple[int, str], amazon.offer]
        """
        named = {
            (row.marketplace_id.id, item.code): (item, orders[row].channel)
            for row in rows
            for item in orders[row].items
            if item.code
        }
        codes = list({code for _marketplace, code in named})
        products = self.env['product.product']._by_internal_reference(account.company_id, codes)
        unpaired = self.env['product.product']._amazon_default('sale')
        found = self.search([('account_id', '=', account.id), ('sku', 'in', codes)])
        offers = {(offer.marketplace_id.id, offer.sku): offer for offer in found}
        for key, offer in offers.items():
            if key in named:
                offer._learn(*named[key], products.get(offer.sku))
        offers |= self._by_asin(account, {
            key: item.asin for key, (item, _channel) in named.items()
            if not item.sku and key not in offers
        })
        to_create = {key: told for key, told in named.items() if key not in offers}
        # A seller has one SKU for all marketplaces of a region.
        paired = {
            offer.sku: offer.product_id for offer in found
            if not offer.is_to_pair and offer.product_id.active
        }
        created = self.create([
            {
                'account_id': account.id,
                'marketplace_id': marketplace_id,
                'sku': code,
                'asin': item.asin,
                'title': item.title,
                'channel': channel,
                'product_id': (paired.get(code) or products.get(code, unpaired)).id,
            }
            for (marketplace_id, code), (item, channel) in to_create.items()
        ])
        return {**offers, **dict(zip(to_create, created, strict=True))}

    def _by_asin(self, account, asins):
        """Find offers of which Amazon leaves out the SKU.

        :param amazon.account account: whose offers.
        :param dict asins: ASINs by key.
        :return: offers by key: the oldest that is paired on the same marketplace, or on another.
        :rtype: dict[tuple[int, str], amazon.offer]
        """
        if not asins:
            return {}
        candidates = self.search([
            ('account_id', '=', account.id), ('asin', 'in', list(asins.values())),
        ], order='id')
        found = {}
        for key, asin in asins.items():
            marketplace_id, _code = key
            offers = candidates.filtered(lambda offer, asin=asin: offer.asin == asin).sorted(
                lambda offer, marketplace_id=marketplace_id: (
                    offer.is_to_pair, offer.marketplace_id.id != marketplace_id
                )
            )
            if offers:
                found[key] = offers[0]
        return found

    def _learn(self, item, channel, product):
        """Take over what an order tells of the offer.

        :param Item item: the item sold.
        :param str channel: who ships it.
        :param product.product product: the product with the SKU as internal reference, if any.
        """
        self.ensure_one()
        told = {'channel': channel, 'asin': item.asin, 'title': item.title}
        news = {name: value for name, value in told.items() if value and self[name] != value}
        if self.is_to_pair and product:
            news['product_id'] = product.id
        if news:
            self.write(news)
