from unittest.mock import patch

from lxml import html


def print_document(records, report):
    """Return a document as a person prints it, but as HTML.

    Not every machine can draw the barcodes of Odoo's documents: there are none.

    :param records: what is printed, with the user who prints it.
    :param str report: external identifier of the report.
    :rtype: str
    """
    reports = records.env['ir.actions.report']
    with patch.object(type(reports), 'barcode', lambda *_args, **_how: b''):
        document, _kind = reports._render_qweb_html(report, records.ids)
    return document.decode()


def read_document(records, report):
    """Return the words of a printed document."""
    return html.fromstring(print_document(records, report)).text_content()
