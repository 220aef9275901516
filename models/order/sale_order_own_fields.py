from odoo import api, models

from ...lib.differences import write_differences


class SaleOrder(models.Model):
    """What other modules keep of what Amazon sends."""

    _inherit = 'sale.order'

    @api.model
    def _prepare_own_amazon_fields(self, sent):
        """Return the values of fields of your own, from what Amazon sent of an order.

        It is asked of each new order, and each time that Amazon says something of it; only what
        differs is written, and nothing once the buyer was forgotten. An error keeps the order
        from being imported, and becomes its reason.

        :param dict sent: `Order` of Amazon's model orders_2026-01-01.json, as it came: nobody has
            checked it, and anything may be missing.
        :return: values by field; fields that are left out stay as they are.
        :rtype: dict
        """
        return {}

    @api.model
    def _prepare_amazon_order(self, row, order, customers, offers):
        return {
            **super()._prepare_amazon_order(row, order, customers, offers),
            **self._prepare_own_amazon_fields(row._what_amazon_sent()),
        }

    def _link_to_amazon(self, row, marketplace, items, is_fresh=False):
        """Extend to keep fields of one's own of orders that were not imported, too."""
        sent = row._what_amazon_sent()
        result = super()._link_to_amazon(row, marketplace, items, is_fresh)
        self._note_own_amazon_fields(sent)
        return result

    def _note_own_amazon_fields(self, sent):
        """Write what differs.

        :param dict sent: what Amazon sent; empty, if that is not kept.
        """
        if sent and self._keeps_amazon_people():
            write_differences(self, self._prepare_own_amazon_fields(sent))
