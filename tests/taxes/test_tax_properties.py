"""Whatever is ordered and however it is taxed: do Odoo's figures add up to Amazon's?

`make test TAGS=tax_properties` takes many orders, other ones each time.
"""
import logging
import random
import time
from importlib.util import find_spec
from unittest import skipUnless

from odoo.tests import tagged

from .tax_property_case import TaxPropertyCase

_logger = logging.getLogger(__name__)


@skipUnless(find_spec('hypothesis'), "the Python package hypothesis is not installed")
@tagged('-at_install', 'post_install')
class TestTaxProperties(TaxPropertyCase):
    orders = 100
    number = 1

    def test_odoo_s_figures_and_the_tax_that_amazon_keeps_are_amazon_s(self):
        from .generated_orders import go_shopping

        start = time.monotonic()
        number = self.number
        while self.counts['orders'] < self.orders:
            _logger.info("Report: orders of number %s", number)
            go_shopping(self.check, number)
            number += 1
        _logger.info("Report: %.0f seconds", time.monotonic() - start)
        for name, times in sorted(self.counts.items()):
            _logger.info("Report: %6d %s", times, name)


@tagged('-at_install', 'post_install', '-standard', 'tax_properties')
class TestManyTaxProperties(TestTaxProperties):
    orders = 5000
    number = random.randrange(10**6)
