from odoo import api, fields, models

from ....lib.deciding import Answer, Fact, Topic
from ....lib.words import _, joined

# See `amazon.order.compare`.
QUESTIONS_OF_WHAT_LEFT = ('shipped', 'delivered', 'rest')


class AmazonOrder(models.Model):
    """What of deliveries and parcels a person sees who has to decide, and may answer."""

    _inherit = 'amazon.order'

    can_return = fields.Boolean(compute='_compute_can_return', compute_sudo=True)

    @api.depends('state', 'sale_order_id.state')
    def _compute_can_return(self):
        for row in self:
            row.can_return = row.state == 'conflict' and bool(
                self.env['amazon.order.return']._surplus(row.sale_order_id)
            )

    # === BOTH SIDES === #

    def _topics(self):
        pickings = self.sale_order_id.picking_ids.sorted('id')
        deliveries = [
            Fact(
                picking.name, '', self._selected(picking, 'state'),
                tuple(
                    f'to deliver:{line.id}:' for line in picking.move_ids.sale_line_id
                    if picking.state not in ('done', 'cancel')
                ),
            )
            for picking in pickings
        ]
        parcels = [
            Fact(parcel.display_name, self._selected(parcel, 'state'), parcel.picking_id.name or '')
            for parcel in self.sale_order_id.amazon_shipment_ids.sorted('id')
        ]
        return super()._topics() + [
            topic for topic in (Topic(_("Deliveries"), deliveries), Topic(_("Parcels"), parcels))
            if topic.facts
        ]

    def _facts_of_line(self, line):
        facts = super()._facts_of_line(line)
        is_shipped_here = line.amazon_item_ref and line.order_id.amazon_channel == 'fbm'
        if is_shipped_here and line.product_id.type != 'service':
            facts.append(Fact(
                _("Shipped"), str(line.amazon_quantity_shipped), f'{line._amazon_delivered():g}',
                tuple(f'{name}:{line.id}:' for name in QUESTIONS_OF_WHAT_LEFT),
            ))
        return facts

    # === ANSWERS === #

    def _answers(self):
        return [*([self._answer_return()] if self.can_return else []), *super()._answers()]

    def _answer_return(self):
        pieces = self.env['amazon.order.return']._surplus(self.sale_order_id)
        return Answer('action_return', _("Make a Return"), _(
            "Plans the return of %s, and opens it: validate it when the goods are back. The sales "
            "order stays as it is.",
            ", ".join(f'{number:g} × {line.name}' for line, number in pieces.items()),
        ))

    def _effect_of_cancel(self):
        deliveries = self.sale_order_id.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
        )
        return joined(' ', [super()._effect_of_cancel(), deliveries and _(
            "These deliveries are canceled: %s.", ", ".join(deliveries.mapped('name'))
        )])

    def action_return(self):
        """Plan the return of what was delivered and is not wanted by Amazon's buyer any more.

        :return: the action that shows the return.
        :rtype: dict
        :raise UserError: if nothing is asked any more, or there is nothing to return.
        """
        self.ensure_one()
        row = self._asked('can_return')
        pickings = self.sudo().env['amazon.order.return']._plan(row.sale_order_id)
        row._keep()
        row._answer(_(
            "%(user)s has it returned: %(pickings)s.",
            user=self.env.user.name, pickings=", ".join(pickings.mapped('name')),
        ))
        return row.sale_order_id._get_action_view_picking(pickings)

    def _answer(self, text):
        result = super()._answer(text)
        if self.amazon_status == 'cancelled':
            # Those that were being told when Amazon canceled it.
            self.sale_order_id.amazon_shipment_ids._end_without_telling(self.reason)
        return result
