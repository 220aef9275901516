from odoo import models

from ...lib.words import _


class AmazonOrderNews(models.AbstractModel):
    """Tells packers what Amazon has changed of what they are about to ship."""

    _inherit = 'amazon.order.news'

    def _readers(self, sale_order):
        return [*super()._readers(sale_order), *sale_order._open_steps()]

    def _tell_reader(self, record, body):
        if record._name == 'stock.picking' and record._is_printed():
            record.is_amazon_print_outdated = True
            body += " " + _("It was printed before: print it again.")
        return super()._tell_reader(record, body)
