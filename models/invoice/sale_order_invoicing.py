from odoo import models

from ...lib.invoices.plan import InvoicePlan


class SaleOrder(models.Model):
    """What is different on Odoo's way from an order of Amazon's to its invoice."""

    _inherit = 'sale.order'

    def _amazon_invoice_plan(self):
        """Return the plan by which the order is invoiced, if it is one of those."""
        plan = InvoicePlan.of(self)
        return plan if plan and self.id in plan.portions else None

    def _create_invoices(self, grouped=False, final=False, date=None):
        """Override of `sale`: orders of Amazon's are never merged into one invoice by chance."""
        plan = InvoicePlan.of(self)
        if plan:
            return super()._create_invoices(
                grouped=not plan.collective, final=final, date=date
            )
        of_amazon = self.filtered('amazon_order_ref')
        others = self - of_amazon
        if grouped or not (of_amazon and others):
            invoices = super()._create_invoices(
                grouped=grouped or bool(of_amazon), final=final, date=date
            )
        else:
            quiet = {'raise_if_nothing_to_invoice': False}
            invoices = super(SaleOrder, of_amazon.with_context(**quiet))._create_invoices(
                grouped=True, final=final, date=date
            )
            if invoices:
                others = others.with_context(**quiet)
            invoices += super(SaleOrder, others)._create_invoices(final=final, date=date)
        invoices._make_orders_whole()
        return invoices

    def _get_invoice_grouping_keys(self):
        """Override of `sale`: a collective invoice is of one day, and of one fiscal position."""
        keys = super()._get_invoice_grouping_keys()
        if InvoicePlan.of(self):
            return [*keys, 'fiscal_position_id', 'invoice_date']
        return keys

    def _prepare_invoice(self):
        """Override of `sale` to date it on the day of shipping; a collective one is for all.

        Where an order of Amazon's has no fiscal position, that is meant: its taxes are the
        products', and its invoice has none either, whoever the buyer is.
        """
        values = super()._prepare_invoice()
        if self.amazon_order_ref:
            values['fiscal_position_id'] = self.fiscal_position_id.id
        plan = self._amazon_invoice_plan()
        if not plan:
            return values
        values.update({'invoice_date': plan.day_of(self), 'is_amazon_automatic': True})
        if plan.collective:
            name = f"{plan.collective.name} {values['invoice_date']}"
            values.update({
                'partner_id': plan.collective.id,
                'partner_shipping_id': plan.collective.id,
                'invoice_origin': name,
                'ref': name,
                'payment_reference': False,
                'narration': False,
            })
        return values

    def _get_invoiceable_lines(self, final=False):
        """Override of `sale` to invoice what is planned; notes are about one order alone."""
        lines = super()._get_invoiceable_lines(final)
        plan = self._amazon_invoice_plan()
        if not plan:
            return lines
        planned = plan.quantities_of(self)
        return lines.filtered(lambda line: (
            line.id in planned or line.display_type and not plan.collective
        ))
