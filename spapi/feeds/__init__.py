"""The Feeds API: documents that Amazon works off in its own time, and its reports on them."""
from .calls import FeedsApi
from .errors import MalformedReport
from .feed import Feed
from .invoice import InvoiceUpload, forbidden_characters
from .invoice_report import InvoiceFate
from .operations import LIMITS
from .processing_report import Fate, ProcessingReport
