"""Those with a number are seen in issues 2301 and 2425 of amzn/selling-partner-api-docs, or are on
https://developer-docs.amazon.com/sp-api/docs/vat-calculation-service-error-handling. The wording
of the others is not known.
"""
from odoo import models

from ...lib.words import _
from ...lib.words.refusal import Refusal, explanation_of


class AmazonInvoiceWords(models.AbstractModel):
    """Says what Amazon means by the words with which it refuses an invoice.

    What the connector acts on is not here.
    """

    _name = 'amazon.invoice.words'
    _description = "Amazon's Words on Invoices"

    def _explain_refusal(self, words):
        """Return what it means that Amazon refuses an invoice, and what to do.

        :param str words: Amazon's.
        :return: a sentence or two; '' if Amazon's words are not known.
        :rtype: str
        """
        return explanation_of(words, self._refusals())

    def _refusals(self):
        """Return the words that are known, the surest first.

        :rtype: list[Refusal]
        """
        return [
            Refusal(
                r'\(79503\)|is not pdf',
                "Invoice uploaded is not pdf for shipmentId …, orderId … (79503)",
                _("Amazon cannot read the PDF. Open the printed invoice: if it looks right, use "
                  "Retry; if not, have the program wkhtmltopdf looked after on the server."),
            ),
            Refusal(
                r'\(79513\)|Please provide metadata:(shippingid|orderid)',
                "Please provide metadata:shippingid or metadata:orderid,metadata:invoicenumber,"
                "metadata:totalamount,metadata:totalvatamount (79513)",
                _("Amazon misses the order, the number or the amounts of the invoice. Check that "
                  "the invoice has lines and a number, then use Retry."),
            ),
            Refusal(
                r'does not match the amount|total ?(vat ?)?amount\b.*(match|invalid|differ)',
                "The total amount … does not match the amount calculated by Amazon",
                _("The invoice has other amounts than Amazon calculated. Compare its total and "
                  "its taxes with the order in Seller Central, correct it, then use Retry."),
            ),
            Refusal(
                r'characters? that (is|are) not allowed|invalid character',
                "The value of … has characters that are not allowed",
                _("Amazon does not take the number of the invoice. Give the journal's numbers a "
                  "form of letters, digits and hyphens."),
            ),
            Refusal(
                r'\(79531\)|document type .* is not supported',
                "The document type … is not supported (79531)",
                _("Amazon does not take this kind of document on this marketplace. Upload it in "
                  "Seller Central."),
            ),
            Refusal(
                r'metadata:transactionid',
                "Please provide a valid metadata:transactionid",
                _("Amazon takes a credit note only with its number of the refund, which Odoo "
                  "does not know. Upload it in Seller Central."),
            ),
            Refusal(
                r'already (exists?|been uploaded|uploaded|used)|duplicate',
                "An invoice already exists for orderId …",
                _("Amazon has an invoice of this number or of this order already. See in Seller "
                  "Central which one it shows the buyer."),
            ),
            Refusal(
                r'Amazon gives no reason',
                "Amazon gives no reason.",
                _("Amazon does not say why. Compare the invoice with the order in Seller Central, "
                  "and correct what is wrong; then use Retry."),
            ),
        ]
