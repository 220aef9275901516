from odoo.tools import mute_logger

from .upload_case import UploadCase

# Where Odoo says what its printing program cannot do.
PRINTER = 'odoo.addons.base.models.ir_actions_report'


class TestUploadPrinted(UploadCase):
    """What Amazon gets is what Odoo prints."""

    is_printed = True

    def test_amazon_gets_what_odoo_prints(self):
        state = self.env['ir.actions.report'].get_wkhtmltopdf_state()
        if state not in ('ok', 'upgrade', 'workers'):
            self.skipTest("wkhtmltopdf is not installed")
        invoice = self.business_invoice()
        with mute_logger(PRINTER):
            self.upload()
        self.assertEqual(self.state(invoice), 'sent')
        [received] = self.received(invoice)
        self.assertTrue(received.content.startswith(b'%PDF'))
        self.assertGreater(len(received.content), 5000)
