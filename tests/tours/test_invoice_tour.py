from ..invoice.upload_case import UploadCase
from ..series import IN_USE, OUT_OF_USE
from .tour_case import Tours


class TestInvoiceTour(UploadCase, Tours):
    """Invoices come by themselves, and Amazon gets those of its business buyers."""

    def test_order_that_was_not_invoiced_is_invoiced(self):
        self.automate()
        old = self.teapot.product_tmpl_id.get_product_accounts()['income'].copy({'code': 'OLD.1'})
        self.mug.property_account_income_id = old
        order = self.shipped()
        old.write(OUT_OF_USE)
        self.run_invoices()
        old.write(IN_USE)
        self.tour('invoice', self.owner, order)
        self.assertEqual(order.invoice_ids.state, 'posted')

    def test_invoice_is_at_amazon(self):
        self.business_invoice()
        self.upload_all()
        self.tour('invoices_to_amazon', self.owner, 'amazon_connector.action_amazon_invoice')
