"""The Reports API: what Amazon writes on request, in its own time, and what it says there."""
from .calls import ReportsApi
from .errors import MalformedTable
from .operations import LIMITS
from .report import Report
from .vat_invoices import VatInvoiceRow, read_vat_invoices
