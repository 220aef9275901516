from . import test_shipping_service
