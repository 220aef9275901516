from . import test_customer_by_vat
