"""Whatever buyers, Amazon and people do, in any order: does all end as it should?

`make test TAGS=random_walks` takes many walks, other ones each time.
"""
import logging
import random
from importlib.util import find_spec
from unittest import skipUnless

from odoo.tests import tagged

from .walk_case import WalkCase

_logger = logging.getLogger(__name__)


@skipUnless(find_spec('hypothesis'), "the Python package hypothesis is not installed")
@tagged('-at_install', 'post_install')
class TestRandomWalks(WalkCase):
    walks = 10
    steps = 15
    number = 1

    def test_every_walk_ends_as_it_should(self):
        from .random_walk import take_walks

        taken = take_walks(self, self.walks, self.steps, self.number)
        _logger.info("Report: walks of number %s", self.number)
        for name, times in sorted(taken.items()):
            _logger.info("Report: %6d %s", times, name)


@tagged('-at_install', 'post_install', '-standard', 'random_walks')
class TestManyRandomWalks(TestRandomWalks):
    walks = 300
    number = random.randrange(10**6)
