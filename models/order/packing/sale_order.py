from odoo import api, fields, models

from ....lib.times import to_odoo


class SaleOrder(models.Model):
    """What the packer of an order has to know: what Amazon requires, and what the buyer wants.

    Fields hold what Amazon says, in its words. `amazon.packing.words` says it in a person's.
    """

    _inherit = 'sale.order'

    amazon_deliver_by = fields.Datetime(
        string="Deliver By",
        readonly=True,
        copy=False,
        help="Until then, Amazon has promised the buyer that the order arrives.",
    )
    amazon_address_kind = fields.Char(string="Kind of Address", readonly=True, copy=False)
    amazon_drop_off = fields.Char(string="Drop-off Place", readonly=True, copy=False)
    amazon_instructions = fields.Text(
        string="Delivery Instructions", readonly=True, copy=False
    )
    amazon_hours = fields.Text(string="Delivery Hours", readonly=True, copy=False)
    amazon_capabilities = fields.Char(string="Delivery Capabilities", readonly=True, copy=False)
    amazon_ioss = fields.Char(
        string="IOSS Number",
        compute='_compute_amazon_ioss',
        help="Give it to the carrier: the buyer has paid the VAT to Amazon.",
    )
    amazon_requirements = fields.Text(
        string="Required by Amazon", compute='_compute_amazon_requirements'
    )
    amazon_wishes = fields.Text(string="Where and When", compute='_compute_amazon_wishes')

    @api.depends('order_line.amazon_ioss')
    def _compute_amazon_ioss(self):
        for order in self:
            order.amazon_ioss = order.order_line._amazon_ioss_numbers()

    @api.depends('order_line.amazon_constraints')
    @api.depends_context('lang')
    def _compute_amazon_requirements(self):
        words = self.env['amazon.packing.words']
        for order in self:
            order.amazon_requirements = words._requirements(order.order_line)

    @api.depends(
        'amazon_address_kind', 'amazon_drop_off', 'amazon_instructions', 'amazon_hours',
        'amazon_capabilities',
    )
    @api.depends_context('lang')
    def _compute_amazon_wishes(self):
        words = self.env['amazon.packing.words']
        for order in self:
            order.amazon_wishes = words._wishes(order)

    @api.model
    def _prepare_amazon_order(self, row, order, customers, offers):
        return {
            **super()._prepare_amazon_order(row, order, customers, offers),
            **{name: value for name, value in self._prepare_amazon_packing(order).items() if value},
        }

    @api.model
    def _prepare_amazon_packing(self, order):
        """Return what the packer has to know of an order; nothing, of what Amazon ships.

        :param Order order: what Amazon says.
        :rtype: dict
        """
        if order.channel != 'fbm':
            return {}
        messages = [item.gift_message for item in order.items if item.gift_message]
        values = {
            'amazon_deliver_by': to_odoo(order.deliver_by) or False,
            'amazon_gift_message': "\n".join(messages) or False,
        }
        if order.recipient:
            values['amazon_address_kind'] = order.recipient.kind or False
        if order.delivery:
            values |= {
                'amazon_drop_off': order.delivery.drop_off or False,
                'amazon_instructions': order.delivery.instructions or False,
                'amazon_hours': "\n".join(order.delivery.hours) or False,
                'amazon_capabilities': ",".join(order.delivery.capabilities) or False,
            }
        return values
