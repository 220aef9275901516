from odoo import fields, models


class AmazonTodo(models.Model):
    """Orders that are not invoiced by themselves, and invoices that are not at Amazon."""

    _inherit = 'amazon.todo'
    _depends = {
        'sale.order': [
            'amazon_account_id', 'amazon_invoice_cause_id', 'amazon_invoice_reason',
            'amazon_order_ref', 'company_id', 'write_date',
        ],
        'amazon.invoice': [
            'account_id', 'amazon_order_ref', 'cause_id', 'company_id', 'reason', 'state',
            'write_date',
        ],
    }

    kind = fields.Selection(selection_add=[
        ('invoice', "Not invoiced"), ('upload', "Invoice not at Amazon"),
    ])

    def _kinds(self):
        return {
            **super()._kinds(),
            'invoice': ('sale.order', """
                SELECT id AS record_number, amazon_account_id AS account_id, company_id,
                       amazon_order_ref, id AS sale_order_id, amazon_invoice_cause_id AS cause_id,
                       amazon_invoice_reason AS reason, write_date AS since
                  FROM sale_order
                 WHERE amazon_invoice_reason IS NOT NULL
            """),
            'upload': self._kind('amazon.invoice', 'failed', sale_order='NULL::integer'),
        }

    def _retry(self, kind, records):
        if kind == 'invoice':
            return records.action_retry_amazon_invoice()
        if kind == 'upload':
            return records.move_id.action_send_to_amazon()
        return super()._retry(kind, records)
