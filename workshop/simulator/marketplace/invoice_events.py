"""What invoices depend on: where the goods leave from, and what is given back."""
from .label_events import LabelEvents
from .refund import Refund
from .shop_checks import ShopError, check_choice
from .vocabulary import GIVEN_BACK, REFUND


class InvoiceEvents(LabelEvents):
    """Orders, and what becomes of them where VAT is concerned."""

    def ship_from(self, order_id, country, at=None):
        """Let the goods of an order leave from a country.

        :param str order_id: Amazon's order id.
        :param str country: The code of the country.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        """
        with self._changing(order_id, at) as order:
            order.ship_from = country
        return order

    def give_back(self, order_id, quantities=None, kind=REFUND, at=None):
        """Give a buyer the money for shipped units back.

        :param str order_id: Amazon's order id.
        :param dict quantities: How many of which SKU (or order item id); all that are shipped by
                                default.
        :param str kind: `RETURN` or `REFUND`.
        :param datetime.datetime at: When; now by default.
        :return: What is given back.
        :rtype: Refund
        :raise ShopError: If that is not shipped.
        """
        check_choice(kind, GIVEN_BACK)
        with self._changing(order_id, at) as order:
            if quantities is None:
                quantities = {item.sku: item.shipped for item in order.items if item.shipped}
            by_item = {order.item(sku): count for sku, count in quantities.items()}
            if not by_item or any(count > item.shipped for item, count in by_item.items()):
                raise ShopError(f"That is not shipped of order {order_id}.")
            refund = Refund(
                transaction_id=f'amzn1:crow:{self.rng.randrange(10**15, 10**16)}',
                at=order.updated,
                quantities={item.order_item_id: count for item, count in by_item.items()},
                kind=kind)
            order.refunds.append(refund)
        return refund
