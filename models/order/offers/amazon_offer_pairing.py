from collections.abc import Collection

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....lib.import_batch import ImportBatch
from ....lib.job import AccountBusy, Job, is_transaction_lost
from ....lib.series import check_access
from ....lib.spelling import folded
from ....lib.words import _, words_of

ANSWER_SECONDS = 45


class AmazonOffer(models.Model):
    """How an SKU that nothing in Odoo matched comes to its product, and its orders with it."""

    _inherit = 'amazon.offer'

    paired_product_id = fields.Many2one(
        comodel_name='product.product',
        string="Product",
        compute='_compute_paired_product_id',
        inverse='_inverse_paired_product_id',
        check_company=True,
        help="What the next orders of the SKU sell. Without it they sell Amazon Sale.",
    )
    proposed_product_id = fields.Many2one(
        comodel_name='product.product',
        string="Proposed",
        compute='_compute_proposed_product_id',
        help="Its internal reference is the SKU in another spelling.",
    )
    open_order_count = fields.Integer(
        string="Open Orders",
        compute='_compute_open_order_count',
        compute_sudo=True,
        help="Orders that still sell Amazon Sale, since the SKU was not paired when they came.",
    )
    is_to_do = fields.Boolean(
        compute='_compute_is_to_do',
        search='_search_is_to_do',
        compute_sudo=True,
        help="The SKU is to be paired, or was, and open orders do not sell the product yet.",
    )

    @api.depends('product_id', 'is_to_pair')
    def _compute_paired_product_id(self):
        for offer in self:
            offer.paired_product_id = not offer.is_to_pair and offer.product_id

    def _inverse_paired_product_id(self):
        unpaired = self.env['product.product']._amazon_default('sale')
        for offer in self:
            offer.product_id = offer.paired_product_id or unpaired

    @api.depends('sku', 'is_to_pair', 'account_id')
    def _compute_proposed_product_id(self):
        to_pair = self.filtered('is_to_pair')
        (self - to_pair).proposed_product_id = False
        for company, offers in to_pair.grouped('company_id').items():
            proposals = self.env['product.product']._by_similar_reference(
                company, offers.mapped('sku')
            )
            for offer in offers:
                offer.proposed_product_id = proposals.get(folded(offer.sku))

    @api.depends('product_id')
    def _compute_open_order_count(self):
        counts = self._open_orders_by_offer([('amazon_offer_id', 'in', self.ids)])
        for offer in self:
            offer.open_order_count = counts.get(offer.id, 0)

    def _open_orders_by_offer(self, domain):
        groups = self.env['sale.order.line'].sudo()._read_group(
            [*self.env['amazon.offer.pair']._domain(), *domain],
            ['amazon_offer_id'], ['order_id:count_distinct'],
        )
        return {offer.id: count for offer, count in groups}

    def _compute_is_to_do(self):
        for offer in self:
            offer.is_to_do = offer.is_to_pair or bool(offer.open_order_count)

    def _search_is_to_do(self, operator, value):
        values = value if isinstance(value, Collection) else [value]
        waiting = list(self._open_orders_by_offer([('amazon_offer_id', '!=', False)]))
        if (True in values) == (operator in ('=', 'in')):
            return ['|', ('is_to_pair', '=', True), ('id', 'in', waiting)]
        return [('is_to_pair', '=', False), ('id', 'not in', waiting)]

    # === PAIRING === #

    def _siblings(self):
        """Return the offers of the same SKU on other marketplaces of the account.

        :rtype: amazon.offer
        """
        self.ensure_one()
        return self.search([
            ('account_id', '=', self.account_id.id), ('sku', '=', self.sku), ('id', '!=', self.id),
        ])

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`: what is paired on one marketplace is so on the others."""
        offers = super().create(vals_list)
        if not ImportBatch.of(self):
            offers._pair_siblings()
        return offers

    def write(self, vals):
        """Override of `base`: what is paired on one marketplace is so on the others."""
        result = super().write(vals)
        if 'product_id' in vals:
            self._pair_siblings()
        return result

    def _pair_siblings(self):
        for offer in self.filtered(lambda offer: not offer.is_to_pair):
            offer._siblings().filtered('is_to_pair').product_id = offer.product_id

    # === ACTION METHODS === #

    def action_view_product(self):
        """Open the product that the next orders of the SKU sell.

        :rtype: dict
        """
        self.ensure_one()
        check_access(self, 'read')
        return self.product_id.get_formview_action()

    def action_take_proposal(self):
        """Pair offers with the products whose internal references are spelled otherwise.

        :return: True
        """
        check_access(self, 'write')
        for offer in self.filtered('proposed_product_id'):
            offer.product_id = offer.proposed_product_id
        return True

    def action_take_over(self):
        """Have open orders sell the product that their SKU was paired with later.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if another job works for the account.
        """
        check_access(self, 'write')
        offers_of = self.sudo().grouped('account_id')
        try:
            parts = [offers._take_over(account) for account, offers in offers_of.items()]
        except AccountBusy as error:
            raise UserError(words_of(error)) from None
        reasons = [reason for _taken, reasons, _left in parts for reason in reasons]
        left = sum(left for _taken, _reasons, left in parts)
        if left:
            reasons.append(_("%s are left: click again.", left))
        taken = sum(taken for taken, _reasons, _left in parts)
        return self.account_id[:1]._notification(
            _("Taken over"),
            ' '.join([_("Orders that sell the product now: %s.", taken), *reasons]),
            kind='warning' if reasons else 'success',
        )

    def _take_over(self, account):
        """Have open orders sell the products, one after the other, as long as there is time.

        :param amazon.account account: that of the offers.
        :return: how many do, why others do not, and how many are left.
        :rtype: tuple[int, list[str], int]
        :raise AccountBusy: if another job works for the account.
        """
        pair = account._at_work().env['amazon.offer.pair']
        job = Job(account, ANSWER_SECONDS)
        left, reasons, taken = list(pair._orders(self)), [], 0
        while left and job.seconds_left():
            order = left.pop(0)
            try:
                job.do(lambda order=order: pair._take_over(order, self))
            except AccountBusy:
                raise
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                reasons.append(f"{order.name}: {self.env['amazon.reason']._cause(error)}")
            else:
                taken += 1
        return taken, reasons, len(left)
