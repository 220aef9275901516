from odoo import models


class AmazonOfferPair(models.AbstractModel):
    """Has open deliveries bring the product that was paired."""

    _inherit = 'amazon.offer.pair'

    def _domain_of_what_may_change(self):
        """Override of the orders' room: what has left, was what it was, be it back again."""
        return ['&', '!', ('move_ids.state', '=', 'done'), *super()._domain_of_what_may_change()]

    def _change(self, line, product):
        """Override of the orders' room to plan the delivery of the product.

        Odoo plans it as for any new line, so that its routes and bills of materials count; it
        joins the delivery that is open already, which keeps carrier, tracking reference and
        address. A printed one would get a second one beside it: it is not printed for a moment.
        """
        former = line._amazon_open_moves()
        result = super()._change(line, product)
        if former:
            deliveries = former.picking_id
            addresses = {delivery: delivery.partner_id for delivery in deliveries}
            printed = deliveries.filtered('printed')
            printed.printed = False
            line._action_launch_stock_rule()
            printed.printed = True
            steps = former.browse(former._rollup_move_origs())
            self.env['amazon.order.deliveries']._take_off(
                former, sum(former.mapped('product_qty'))
            )
            # A packer would still read it on the delivery.
            steps.filtered(lambda move: move.state == 'cancel').unlink()
            for delivery, address in addresses.items():
                if delivery.partner_id != address:
                    delivery.partner_id = address
        return result
