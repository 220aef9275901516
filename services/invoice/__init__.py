from . import amazon_invoice_create
from . import amazon_invoice_collect
from . import amazon_order_lines
from . import amazon_order_taxes
from . import amazon_vat_report_read
from . import amazon_invoice_send
from . import amazon_invoice_words
