from odoo import fields
from odoo.tests import Form

from ..simulator import Item
from .common import AmazonCase


class DeliveryCase(AmazonCase):
    """A linked account, goods in stock, and delivery methods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ups = cls.create_delivery_method("UPS")
        stock = cls.env['stock.warehouse'].search([('company_id', '=', cls.company.id)]).lot_stock_id
        for product in (cls.mug, cls.teapot):
            cls.env['stock.quant']._update_available_quantity(product, stock[:1], 10_000)

    def setUp(self):
        super().setUp()
        self.link()

    @classmethod
    def create_delivery_method(cls, name, **values):
        return cls.env['delivery.carrier'].create({
            'name': name,
            'product_id': cls.env['product.product'].create({
                'name': name, 'type': 'service',
            }).id,
            **values,
        })

    def place(self, mugs=1, **values):
        """Place an order of mugs and read it into Odoo.

        :return: Amazon's order.
        """
        values.setdefault('items', [Item('AMZ-MUG-WHITE', quantity=mugs)])
        order = self.shop.place(**values)
        self.sync()
        return order

    def picking(self, order):
        """Return the deliveries of an order."""
        return self.sale_order(order).picking_ids

    def ship(self, picking, quantities=None, tracking='1Z999AA10123456784', carrier=None):
        """Validate a delivery as a warehouse worker does; what is left becomes a backorder.

        :param dict quantities: by product; all of it, if absent.
        :return: the delivery.
        """
        if carrier is None:
            carrier = self.ups
        picking.write({'carrier_id': carrier.id, 'carrier_tracking_ref': tracking})
        picking.action_assign()
        for product, quantity in (quantities or {}).items():
            picking.move_ids.filtered(lambda move: move.product_id == product).quantity = quantity
        result = picking.button_validate()
        if isinstance(result, dict) and result.get('res_model') == 'stock.backorder.confirmation':
            wizard = Form(self.env['stock.backorder.confirmation'].with_context(result['context']))
            wizard.save().process()
        self.assertEqual(picking.state, 'done')
        return picking

    def place_and_ship(self, **values):
        """Return a validated delivery of a new order."""
        return self.ship(self.picking(self.place(**values)))

    def send(self, account=None):
        """Run the account's scheduled action for deliveries."""
        with self.committing(account or self.account) as account:
            account._cron_sync_pickings()

    def packages(self, picking):
        """Return what Amazon knows of the parcels of a delivery's order."""
        return self.shop.order(picking.sale_id.amazon_order_ref).packages

    def passed(self, minutes):
        """Return a moment for freezegun."""
        return fields.Datetime.add(fields.Datetime.now(), minutes=minutes)
