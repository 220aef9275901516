from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ....lib.clock import database_now
from ....lib.words import _
from ...account.amazon_cause import NOT

ACCOUNT_AND_MARKETPLACE = ('amazon_account_id', 'amazon_marketplace_id')


class StockPicking(models.Model):
    """What a packer sees of each delivery on the list of what is to be shipped."""

    _inherit = 'stock.picking'

    # Stored, for lists are grouped by them.
    amazon_account_id = fields.Many2one(
        related='sale_id.amazon_account_id', store=True, index='btree_not_null'
    )
    amazon_marketplace_id = fields.Many2one(
        related='sale_id.amazon_marketplace_id', store=True
    )
    # In one line each. Not everybody in the warehouse may read all sales orders.
    amazon_place = fields.Char(
        string="Goes To", compute='_compute_amazon_place', compute_sudo=True
    )
    amazon_items = fields.Char(
        string="Items",
        compute='_compute_amazon_items',
        search='_search_amazon_items',
        compute_sudo=True,
    )
    amazon_promise = fields.Char(
        string="Prime", compute='_compute_amazon_promise', compute_sudo=True
    )
    amazon_gift_words = fields.Char(
        string="Gift Message", compute='_compute_amazon_gift_words', compute_sudo=True
    )
    amazon_to_mind = fields.Char(
        string="To Mind",
        compute='_compute_amazon_to_mind',
        compute_sudo=True,
        help="Why not to ship it yet, what Amazon requires, and what the buyer wants.",
    )

    def _auto_init(self):
        # Of all deliveries at once: few are Amazon's.
        is_new = not column_exists(self.env.cr, self._table, 'amazon_account_id')
        for name in ACCOUNT_AND_MARKETPLACE if is_new else ():
            create_column(self.env.cr, self._table, name, 'int4')
        result = super()._auto_init()
        if is_new and column_exists(self.env.cr, 'sale_order', 'amazon_account_id'):
            self.env.cr.execute(
                """
                UPDATE stock_picking
                   SET amazon_account_id = sale_order.amazon_account_id,
                       amazon_marketplace_id = sale_order.amazon_marketplace_id
                  FROM sale_order
                 WHERE sale_order.id = stock_picking.sale_id
                   AND sale_order.amazon_account_id IS NOT NULL
                """
            )
        return result

    @api.depends(
        'partner_id.city', 'partner_id.state_id.code', 'partner_id.state_id.name',
        'partner_id.country_id.name',
    )
    @api.depends_context('lang')
    def _compute_amazon_place(self):
        for picking in self:
            address = picking.partner_id
            parts = (address.city, _short_name(address.state_id), address.country_id.name)
            picking.amazon_place = ", ".join(filter(None, dict.fromkeys(parts)))

    @api.depends(
        'move_ids.state', 'move_ids.product_id', 'move_ids.product_uom_qty',
        'move_ids.sale_line_id.amazon_offer_id.sku',
    )
    def _compute_amazon_items(self):
        for picking in self:
            moves = picking.move_ids.filtered(lambda move: move.state != 'cancel')
            picking.amazon_items = ", ".join(
                _in_words(line, group) for line, group in moves.grouped('sale_line_id').items()
            )

    def _search_amazon_items(self, operator, value):
        if operator in NOT:  # None of its goods is such: not, any of them is another.
            found = self._search(self._search_amazon_items(NOT[operator], value))
            return [('id', 'not in', found)]
        # Not everybody in the warehouse may read offers.
        return [('move_ids', 'in', self.env['stock.move'].sudo()._search([
            '|', '|',
            ('sale_line_id.amazon_offer_id.sku', operator, value),
            ('product_id.default_code', operator, value),
            ('product_id.name', operator, value),
        ]))]

    @api.depends('sale_id.amazon_program_ids.code')
    def _compute_amazon_promise(self):
        for picking in self:
            codes = picking.sale_id.amazon_program_ids.mapped('code')
            picking.amazon_promise = "⚡ Prime" if 'prime' in codes else False

    @api.depends('sale_id.amazon_gift_message')
    def _compute_amazon_gift_words(self):
        for picking in self:
            picking.amazon_gift_words = _in_a_line([picking.sale_id.amazon_gift_message])

    @api.depends(
        'state', 'date_deadline', 'amazon_conflict', 'amazon_cancel_request',
        'is_amazon_print_outdated', 'amazon_requirements', 'amazon_gift_words', 'amazon_wishes',
        'amazon_way',
    )
    @api.depends_context('lang')
    def _compute_amazon_to_mind(self):
        now = database_now(self.env)
        for picking in self:
            is_open = picking.state not in ('done', 'cancel')
            picking.amazon_to_mind = is_open and _in_a_line([
                picking.amazon_cancel_request and _(
                    "The buyer asks to cancel the order: %s.", picking.amazon_cancel_request
                ),
                picking.amazon_conflict,
                picking.date_deadline and picking.date_deadline < now and _("It is late."),
                picking.is_amazon_print_outdated and _(
                    "Amazon changed the order after this was printed. Print it again."
                ),
                picking.state != 'assigned' and _("Its goods are not reserved."),
                picking.amazon_requirements,
                picking.amazon_gift_words and _("Gift message: %s", picking.amazon_gift_words),
                picking.amazon_wishes,
                picking.amazon_way,
            ])


def _short_name(state):
    """Return the code of a state if people know it by that, as WA; else its name, as of Japan's."""
    code = state.code or ''
    return code if code.isalpha() else state.name


def _in_a_line(texts):
    """Return texts, some of them empty, one behind the other."""
    return " ".join(" ".join(filter(None, texts)).split())


def _in_words(line, moves):
    """Return what goods are: how many pieces of which SKU; of a kit, of what.

    :param sale.order.line line: what was sold.
    :param stock.move moves: what is delivered of it.
    :rtype: str
    """
    goods = ", ".join(
        f"{sum(same.mapped('product_uom_qty')):g} × {_sku(line, product)}"
        for product, same in moves.grouped('product_id').items()
    )
    is_kit = line and line.product_id not in moves.product_id
    return f"{_sku(line, line.product_id)} ({goods})" if is_kit else goods


def _sku(line, product):
    """Return what a packer calls a product: the SKU by which it was sold, if it is the same."""
    offer = line.amazon_offer_id if product == line.product_id else line.amazon_offer_id.browse()
    return offer.sku or product.default_code or product.name
