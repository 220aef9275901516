"""Why Amazon does not take an invoice.

The numbers and names are those of
https://developer-docs.amazon.com/sp-api/docs/vcs-error-handling and of the guide that it came from,
https://m.media-amazon.com/images/G/03/B2B/invoice-uploader-developer-documentation.pdf.
"""


class InvoiceRefused(Exception):
    """Amazon does not take the invoice. `code` is Amazon's number of the reason."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def not_pdf(order_id, number):
    return InvoiceRefused(
        79503,
        f"Invoice uploaded is not pdf for shipmentId N/A, orderId {order_id} and InvoiceNumber "
        f"{number}")


def feature_not_available():
    return InvoiceRefused(
        79509,
        "Invoice Upload API is in a closed beta. Contact Seller Support or your account manager "
        "if you want to use this feature.")


def missing_preferences():
    return InvoiceRefused(
        79513,
        "Please provide metadata:shippingid or metadata:orderid,metadata:invoicenumber,"
        "metadata:totalamount,metadata:totalvatamount")


def invalid_order(order_id):
    return InvoiceRefused(
        79517,
        f"The order id {order_id} does not exist, does not belong to the seller, or has not been "
        "dispatched yet.")


def marketplace_input():
    return InvoiceRefused(
        79523, "Please provide only one valid marketplace while uploading an invoice.")


def amazon_issues():
    # Amazon itself does not say which one: issue 2425 of amzn/selling-partner-api-docs.
    return InvoiceRefused(
        79525, "Amazon will generate invoice for shipmentId N/A, orderId N/A")


def invalid_document_type(document_type):
    return InvoiceRefused(79531, f"The document type {document_type} is not supported")


# === IT IS NOT KNOWN HOW AMAZON NUMBERS THESE === #


def other_total(name, told, expected):
    return InvoiceRefused(
        79519, f"The {name} {told} does not match the amount {expected} calculated by Amazon")


def invalid_characters(name):
    return InvoiceRefused(79515, f"The value of {name} has characters that are not allowed")


def transaction_needed():
    return InvoiceRefused(79533, "Please provide a valid metadata:transactionid")
