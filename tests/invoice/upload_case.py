from unittest.mock import patch

from freezegun import freeze_time

from ...workshop.simulator import Buyer, Item
from .invoice_case import InvoiceCase

MUG = 'AMZ-MUG-WHITE'
PDF = b'%PDF-1.4 printed'


class UploadCase(InvoiceCase):
    """A seller who calculates and issues invoices, and business buyers in Germany.

    Not every machine has what Odoo prints with: documents are of one line, unless they are printed.
    """

    is_printed = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.is_printed:
            return
        reports = cls.env.registry['ir.actions.report']
        cls.startClassPatcher(patch.object(
            reports, 'get_wkhtmltopdf_state', lambda *_args: 'ok'))
        cls.startClassPatcher(patch.object(
            reports, '_run_wkhtmltopdf', lambda *_args, **_how: PDF))

    def setUp(self):
        super().setUp()
        self.enter_rate('EUR')
        self.account.invoice_upload_mode = 'seller_issues'

    def business_order(self, marketplace='DE', mugs=1, is_told=True, **values):
        """Return the sales order of a business buyer's order, shipped; Amazon knows that."""
        values.setdefault('programs', ['AMAZON_BUSINESS'])
        values.setdefault('items', [Item(MUG, mugs, unit_price='10.00')])
        values.setdefault('buyer', Buyer("Petra Muster", company="Muster GmbH"))
        order = self.shipped(marketplace=marketplace, **values)
        if is_told:
            self.send()
        return order

    def business_invoice(self, **values):
        return self.invoice(self.business_order(**values))

    def upload(self, minutes=0):
        """Run the account's scheduled action for invoices, some minutes later."""
        with freeze_time(self.passed(minutes)), self.committing(self.account) as account:
            account._cron_sync_uploads()

    def upload_all(self):
        """Send what waits, and read what Amazon says of it."""
        self.upload()
        self.upload(minutes=2)

    def row(self, invoice):
        return self.env['amazon.invoice'].search([('move_id', 'in', invoice.ids)])

    def state(self, invoice):
        return self.row(invoice).state

    def received(self, invoice):
        """Return what Amazon has of an invoice's order."""
        return self.shop.invoices.of(invoice.amazon_order_ref)

    def activities(self):
        kind = self.env.ref('amazon_connector.mail_activity_type_invoices_to_amazon')
        return self.account.activity_ids.filtered(lambda done: done.activity_type_id == kind)
