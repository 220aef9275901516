from contextlib import suppress

from odoo import models

from ...lib.job import Outpaced
from ...spapi import packages_of


class AmazonOrderImport(models.AbstractModel):
    """Makes the deliveries of new orders, and notes which parcels Amazon knows of known ones."""

    _inherit = 'amazon.order.import'

    def _confirm(self, rows, sale_orders):
        result = super()._confirm(rows, sale_orders)
        to_reserve = sale_orders._confirm_deliveries_together()
        for row, sale_order in zip(rows, sale_orders, strict=True):
            row.is_to_reserve = sale_order in to_reserve
        return result

    def _complete(self, rows, orders, sale_orders):
        """Override of the orders' room for labels that were bought before Odoo knew the order."""
        result = super()._complete(rows, orders, sale_orders)
        for row, sale_order in zip(rows, sale_orders, strict=True):
            if orders[row].packages:
                self._note_packages(row, sale_order)
        return result

    def _after_batch(self, account, job):
        """Override of the orders' room to reserve the goods in a step of its own.

        Whoever reserves holds up everybody who moves the same products, and making the orders of a
        batch takes a hundred times as long.
        """
        result = super()._after_batch(account, job)
        # Where others move the same products all the time, the next step reserves more.
        work = self.env['amazon.order.reserve']._work(account)
        with suppress(Outpaced):
            while self.env['amazon.pace']._step(job, work) and job.seconds_left():
                pass
        return result

    def _steps_of_following(self):
        return [self._note_packages, *super()._steps_of_following()]

    def _note_packages(self, row, sale_order):
        if row.amazon_status != 'cancelled':
            sale_order._note_amazon_packages(packages_of(row.payload), row.amazon_status)
