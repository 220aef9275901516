from ..delivery.delivery_case import DeliveryCase


class InvoiceCase(DeliveryCase):
    """A linked account, goods in stock, and orders that are shipped and can be invoiced."""

    def shipped(self, **values):
        """Return the sales order of an order that is placed and shipped.

        :return: sale.order
        """
        order = self.place(**values)
        self.ship(self.picking(order))
        return self.sale_order(order)

    def invoice(self, sale_orders):
        """Return the posted invoices of orders, made as a person makes them."""
        invoices = sale_orders._create_invoices()
        invoices.action_post()
        return invoices
