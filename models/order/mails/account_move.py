from odoo import models

from ....lib.words import _


class AccountMove(models.Model):
    """Invoices for Amazon's buyers, who are not sent them."""

    _inherit = 'account.move'

    def _amazon_buyers(self):
        # Somebody else may be billed than the order says.
        of_amazon = self.filtered(
            lambda move: move._invoiced_orders().filtered('amazon_order_ref')
        )
        return (
            super()._amazon_buyers() + self._invoiced_orders()._amazon_buyers()
            + of_amazon.partner_id + of_amazon.commercial_partner_id
        )

    def _get_pdf_and_send_invoice_vals(self, template, **kwargs):
        """Override of `account` (17.0) to e-mail nothing automatically to Amazon's buyers."""
        values = super()._get_pdf_and_send_invoice_vals(template, **kwargs)
        if self == self._for_amazon_buyers():
            values['checkbox_send_mail'] = False
        return values

    def _for_amazon_buyers(self):
        """Return the invoices that are addressed to buyers of Amazon's.

        :rtype: account.move
        """
        return self.filtered(lambda move: move._amazon_buyers_among(move.partner_id))

    def _amazon_sending_warning(self):
        """Return what a person has to know before these invoices are sent.

        :return: the warning, or '' if none of them is for a buyer of Amazon's.
        :rtype: str
        """
        count = len(self._for_amazon_buyers())
        if not count:
            return ''
        if len(self) == 1:
            return _(
                "Amazon forbids sellers to e-mail its buyers. They look for the invoice on Amazon: "
                "upload it in Seller Central. If you choose e-mail here, it is sent all the same."
            )
        return _(
            "Amazon forbids sellers to e-mail its buyers: %s of these invoices are not e-mailed. "
            "Upload them in Seller Central. To e-mail one all the same, open it and send it alone.",
            count,
        )
