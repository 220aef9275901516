"""Which invoices Amazon gets, as far as that can be said without asking it."""
from dataclasses import dataclass

# Who issues the invoices of an account's business orders: see
# https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices.
AMAZON_ISSUES = 'amazon_issues'
AMAZON_CALCULATES = 'amazon_calculates'
SELLER_ISSUES = 'seller_issues'
NO_UPLOAD = 'no_upload'
UPLOADING = (AMAZON_CALCULATES, SELLER_ISSUES)


@dataclass(frozen=True)
class Upload:
    """What decides whether Amazon gets an invoice, or a credit note.

    :param str mode: who issues invoices; '' if nobody has said so.
    :param bool is_possible: whether Amazon takes invoices of the marketplace.
    :param bool is_wanted: whether the buyers expect it, or a person wants it to be sent.
    :param bool is_amazon_s: whether Amazon says that it issues the invoice of the order itself.
    :param bool is_credit_note: whether it takes back an invoice.
    :param bool is_invoice_there: whether Amazon gets, or has, the invoice that it takes back.
    """

    mode: str
    is_possible: bool
    is_wanted: bool
    is_amazon_s: bool = False
    is_credit_note: bool = False
    is_invoice_there: bool = False


def decide_upload(upload):
    """Return what becomes of an invoice.

    :param Upload upload: what is known of it.
    :return: 'upload'; 'ask': nobody has said who issues invoices; 'amazon_issues': a second number
        must not be sent; 'no_invoice': Amazon does not have what a credit note takes back;
        'no_upload': the account sends none; 'ignore': Amazon expects none.
    :rtype: str
    """
    if not upload.is_possible or not upload.is_wanted:
        return 'ignore'
    if upload.is_amazon_s or upload.mode == AMAZON_ISSUES:
        return 'amazon_issues'
    if upload.mode == NO_UPLOAD:
        return 'no_upload'
    if upload.is_credit_note and not upload.is_invoice_there:
        return 'no_invoice'
    return 'upload' if upload.mode in UPLOADING else 'ask'
