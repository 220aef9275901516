from ...workshop.simulator import Item
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

    def automate(self, when='posted', **choices):
        """Have invoices come by themselves, of all that was shipped ever."""
        self.account.write({'invoice_when': when, 'invoices_since': '2020-01-01', **choices})

    def run_invoices(self):
        """Run the account's scheduled action for invoices."""
        with self.committing(self.account) as account:
            account._cron_make_invoices()

    def invoices_of(self, orders):
        return orders.invoice_ids.sorted('id')

    def shipped_by_amazon(self, *items, **values):
        """Return the sales order of an order that Amazon has shipped."""
        order = self.shop.place(channel='AMAZON', items=list(items) or [Item('AMZ-MUG-WHITE')],
                                **values)
        self.shop.ship(order.order_id)
        self.sync()
        return self.sale_order(order)
