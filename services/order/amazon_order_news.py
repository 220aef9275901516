from odoo import models


class AmazonOrderNews(models.AbstractModel):
    """Says what Amazon has changed of an order, where people read it."""

    _name = 'amazon.order.news'
    _description = "Amazon Order News"

    def _readers(self, sale_order):
        """Return the records, besides the sales order, whose readers have to know.

        :param sale.order sale_order: before it is changed: who works with it then.
        :rtype: list
        """
        return []

    def _tell(self, sale_order, readers, body):
        """Write a message on a sales order, and on what else is read.

        :param list readers: see `_readers`.
        :param str body: what Amazon has changed.
        """
        sale_order.message_post(body=body)
        for record in readers:
            self._tell_reader(record, body)

    def _tell_reader(self, record, body):
        record.message_post(body=body)
