from odoo import fields
from odoo.tests import Form

from ...lib.series import PACKAGE
from ...workshop.simulator import Item
from ..common import AmazonCase


class DeliveryCase(AmazonCase):
    """A linked account, goods in stock, and delivery methods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ups = cls.create_delivery_method("UPS")
        cls.warehouse = cls.env['stock.warehouse'].search(
            [('company_id', '=', cls.company.id)], limit=1
        )
        for product in (cls.mug, cls.teapot):
            cls.stock_up(product)

    def setUp(self):
        super().setUp()
        self.link()

    @classmethod
    def stock_up(cls, product):
        cls.env['stock.quant']._update_available_quantity(
            product, cls.warehouse.lot_stock_id, 10_000
        )

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

    def ordinary_order(self, product, quantity=1):
        """Return a confirmed order that is not Amazon's."""
        order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({
                'name': "Walk-in Customer", 'email': 'customer@example.com',
            }).id,
            'order_line': [fields.Command.create({
                'product_id': product.id, 'product_uom_qty': quantity,
            })],
        })
        order.action_confirm()
        return order

    def picking(self, order):
        """Return the deliveries of an order."""
        return self.sale_order(order).picking_ids

    def move(self, picking, product):
        """Return the line of a delivery that is about a product."""
        return picking.move_ids.filtered(lambda move: move.product_id == product)

    def pack(self, picking, quantities, tracking=False):
        """Pack so many pieces by product, as a worker does in the detailed operations.

        :return: the package.
        """
        package = self.env[PACKAGE].create({'tracking_ref': tracking})
        for product, quantity in quantities.items():
            move = self.move(picking, product)
            loose = move.move_line_ids.filtered(lambda line: not line.result_package_id)
            loose.unlink()
            move.move_line_ids = [fields.Command.create({
                'picking_id': picking.id,
                'product_id': product.id,
                'product_uom_id': product.uom_id.id,
                'location_id': move.location_id.id,
                'location_dest_id': move.location_dest_id.id,
                'quantity': quantity,
                'result_package_id': package.id,
            })]
        return package

    def ship(self, picking, quantities=None, tracking='1Z999AA10123456784', carrier=None):
        """Validate a delivery as a warehouse worker does; what is left becomes a backorder.

        :param dict quantities: by product; all of it, if absent.
        :return: the delivery.
        """
        if carrier is None:
            carrier = self.ups
        picking.write({'carrier_id': carrier.id, 'carrier_tracking_ref': tracking})
        picking.action_assign()
        for move in picking.move_ids if quantities else []:
            move.quantity = quantities[move.product_id]
        self.validate(picking)
        self.assertEqual(picking.state, 'done')
        return picking

    def validate(self, pickings, backorder=True):
        """Click on Validate, and have a backorder made, or not, if Odoo asks."""
        result = pickings.button_validate()
        if isinstance(result, dict) and result.get('res_model') == 'stock.backorder.confirmation':
            wizard = pickings.env['stock.backorder.confirmation'].with_context(**result['context'])
            answer = Form(wizard).save()
            if backorder:
                answer.process()
            else:
                answer.process_cancel_backorder()

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
