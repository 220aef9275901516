"""The same orders made with plain Odoo, as an expert writes an import by hand.

Customers are made, orders are made and confirmed; nothing is looked up, nothing is done that the
orders do not need.
"""
from odoo import fields

# What keeps Odoo from telling the salesperson of each order by e-mail.
QUIET = {'mail_create_nosubscribe': True, 'mail_auto_subscribe_no_notify': True}


class Floor:
    """One way to write it: with what is prepared once (products, places, the salesperson).

    :param Environment env: the superuser's
    :param dict context: what is put into the context
    """

    def __init__(self, env, context):
        self._env = env = env(context={**env.context, **QUIET, **context})
        self._company_id = env.company.id
        self._user_id = env.ref('base.user_admin').id
        self._team_id = env['amazon.account'].search([], limit=1).team_id.id
        self._products = {
            product.default_code: product.id
            for product in env['product.product'].search([('default_code', '!=', False)])
        }
        self._shipping_id = env['product.product']._amazon_default('shipping').id
        self._country = env.ref('base.us')
        self._states = {state.code: state.id for state in self._country.state_ids}

    def make(self, orders):
        """Make orders as one batch, deliver those that Amazon has shipped, and commit it.

        :param list[Order] orders: what they are to be like
        """
        partners = self._env['res.partner'].create([self._partner(order) for order in orders])
        sale_orders = self._env['sale.order'].create([
            self._sale_order(order, partner)
            for order, partner in zip(orders, partners, strict=True)
        ])
        sale_orders.action_confirm()
        shipped = self._env['sale.order'].concat(*(
            sale_order for order, sale_order in zip(orders, sale_orders, strict=True)
            if order.channel == 'AMAZON'
        ))
        if shipped:
            moves = shipped.picking_ids.move_ids  # reserved, since all is in stock
            moves.picked = True
            moves._action_done()
        self._env.cr.commit()  # as a job does after each batch. pylint: disable=invalid-commit

    def _partner(self, order):
        address = order.recipient
        return {
            'name': order.buyer.name,
            'email': order.buyer.email,
            'phone': address.phone,
            'street': address.line1,
            'street2': address.line2,
            'city': address.city,
            'zip': address.postal_code,
            'state_id': self._states.get(address.state),
            'country_id': self._country.id,
            'company_id': self._company_id,
            'customer_rank': 1,
        }

    def _sale_order(self, order, partner):
        return {
            'partner_id': partner.id,
            'origin': order.order_id,
            'client_order_ref': order.order_id,
            'date_order': order.created.replace(tzinfo=None),
            'commitment_date': order.ship_by.replace(tzinfo=None),
            'user_id': self._user_id,
            'team_id': self._team_id,
            'order_line': [
                fields.Command.create(line) for item in order.items for line in self._lines(item)
            ],
        }

    def _lines(self, item):
        yield {
            'product_id': self._products[item.sku],
            'name': f'[{item.sku}] {item.title}',
            'product_uom_qty': item.quantity,
            'price_unit': float(item.unit_price),
        }
        if item.shipping:
            yield {
                'product_id': self._shipping_id,
                'name': f'Shipping: [{item.sku}]',
                'price_unit': float(item.shipping),
            }
