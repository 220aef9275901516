from . import test_carrier_by_weight
