from collections import Counter

from odoo import api, fields, models

from ...lib.parcel_ways import BY_PICKUP, LETTERS_WITHOUT_TRACKING
from ...lib.tracking_refs import split_tracking_refs
from ...lib.words import _


class StockPicking(models.Model):
    """How Amazon gets to know of a delivery's parcels, and what it knows of them already."""

    _inherit = 'stock.picking'

    amazon_way = fields.Text(
        string="How Amazon Knows",
        compute='_compute_amazon_way',
        compute_sudo=True,
        help="Where Amazon is not told of the parcels, how it gets to know of them.",
    )

    @api.depends('sale_id.amazon_program_ids')
    def _compute_amazon_way(self):
        for picking in self:
            way = picking.picking_type_code == 'outgoing' and picking.sale_id and (
                picking.sale_id._amazon_way()
            )
            picking.amazon_way = picking._explain_amazon_way(way)

    def _explain_amazon_way(self, way):
        """Return what to do with an order of one of Amazon's programs, before it is shipped.

        :param str way: see `lib/parcel_ways.py`; '' if Amazon is told of the parcels.
        :rtype: str | bool
        """
        if not way:
            return False
        if way in BY_PICKUP:
            return _(
                "In-Store Pickup: the buyer fetches this order. Say in Seller Central when it is "
                "ready, and when it was handed over, for Odoo does not tell Amazon. To validate "
                "the delivery, no carrier and no tracking reference are needed."
            )
        if way == 'amazon_easy_ship':
            return _(
                "Amazon Easy Ship: schedule the pickup in Seller Central, and use the label from "
                "there. Odoo does not tell Amazon of this delivery, for Amazon knows. To validate "
                "it, no carrier and no tracking reference are needed: they come from Amazon."
            )
        return _(
            "%s: get the label from Amazon, in Seller Central. Odoo does not tell Amazon of this "
            "delivery, for Amazon knows. To validate it, no carrier and no tracking reference are "
            "needed: they come from Amazon.",
            self.sale_id.amazon_program_ids.filtered(lambda program: program.code == way).name,
        )

    # === LETTERS WITHOUT TRACKING === #

    def _is_amazon_letter(self, orders):
        """Return whether the delivery is a letter that Amazon wants no tracking reference of.

        :param sale.order orders: whose goods are in it.
        """
        countries = orders.sudo().amazon_marketplace_id.country_id.mapped('code')
        return bool(countries) and self.carrier_id.sudo().is_amazon_untracked and (
            LETTERS_WITHOUT_TRACKING.issuperset(countries)
        )

    def _prepare_amazon_tracking(self, order, tracking_ref):
        """Return the values of a parcel that say who carries it, and how it is tracked.

        :param sale.order order: whose parcel.
        :param str tracking_ref: what it is tracked by; '' if nothing is known.
        :rtype: dict
        """
        code, name = self._amazon_carrier_names()
        return {
            'carrier_code': code or False,
            'carrier_name': name or False,
            'tracking_ref': tracking_ref or False,
            'shipping_method': self.carrier_id.sudo().amazon_shipping_method or False,
            'is_untracked': not tracking_ref and self._is_amazon_letter(order),
        }

    # === WHAT AMAZON KNOWS ALREADY === #

    def _amazon_pieces(self, moves, is_planned=False):
        """Return how many pieces leave with moves that are not done yet.

        :param stock.move moves: of this delivery.
        :param bool is_planned: whether all that is ordered counts, be it on stock or not.
        :return: pieces as Amazon counts them, by Amazon's reference of the item.
        :rtype: dict[str, int]
        """
        pieces = Counter()
        for line, leaving in moves.grouped('sale_line_id').items():
            shipped = line.move_ids._shipped_to_customers()
            if is_planned and not line._amazon_open_moves() - leaving:
                complete = int(line.product_uom_qty + 1e-6)
            else:
                complete = line._amazon_complete_pieces(shipped + leaving)
            pieces[line.amazon_item_ref] = complete - line._amazon_complete_pieces(shipped)
        return dict(+pieces)

    def _noted_parcel_of(self, moves, is_planned=False):
        """Return the parcel that Amazon was told of without Odoo, if it must be these goods.

        :param stock.move moves: what is about to leave for one of Amazon's buyers.
        :param bool is_planned: see :meth:`_amazon_pieces`.
        :rtype: amazon.shipment
        """
        moves = moves.sudo()
        noted = moves.sale_line_id.order_id._noted_amazon_parcels()
        refs = self._split_tracking_ref()
        if not noted or len(moves.sale_line_id.order_id) > 1 or len(refs) > 1:
            return noted.browse()
        if refs:
            return noted.filtered(lambda parcel: parcel._is_tracked_by(refs[0]))[:1]
        contents = self._amazon_pieces(moves, is_planned)
        same = noted.filtered(lambda parcel: parcel._contents() == contents)
        return same if len(same) == 1 else noted.browse()

    def _fill_in_noted_parcels(self, leaving=None):
        """Fill in carrier and tracking reference of parcels that Amazon knows already.

        :param dict leaving: what is about to leave, by delivery; all that is planned, if absent.
        """
        for picking in self:
            moves = leaving[picking] if leaving else picking.move_ids.filtered(
                lambda move: move.state not in ('done', 'cancel')
            )._to_amazon_buyers()
            if moves and not picking._split_tracking_ref():
                parcel = picking._noted_parcel_of(moves, is_planned=not leaving)
                if parcel.tracking_ref:
                    picking._fill_in_noted_parcel(parcel)

    def _fill_in_noted_parcel(self, parcel):
        method = self.carrier_id.sudo()._of_amazon(parcel.carrier_code or '', parcel.company_id)
        self.write({
            'carrier_tracking_ref': parcel.tracking_ref,
            **({'carrier_id': method.id} if method else {}),
        })
        self.message_post(body=_(
            "Amazon knows this parcel as %s: taken over from there.", parcel._amazon_name()
        ))

    def _clear_tracking_of(self, parcels):
        """Take away the tracking references of parcels that Amazon does not count any more."""
        for picking in self:
            refs = picking._split_tracking_ref()
            if len(refs) == 1 and any(parcel._is_tracked_by(refs[0]) for parcel in parcels):
                picking.carrier_tracking_ref = False
                picking.message_post(body=_(
                    "%s is no parcel on Amazon any more. Enter the tracking reference of the one "
                    "that brings the goods.", refs[0],
                ))

    def _split_tracking_ref(self):
        return split_tracking_refs(self.carrier_tracking_ref)
