import contextlib
import io
import json
import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ...workshop.tools.console import Failure
from ...workshop.tools.proofs.chaos import numbers
from ...workshop.tools.proofs.chaos_results import Results


@tagged('-at_install', 'post_install')
class TestChaosTool(BaseCase):

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def results(self, size=200):
        return Results(self.folder, size, self.folder / 'results.json')

    def result(self, seed, *findings):
        return {
            'seed': seed, 'orders': 3, 'parcels': 1, 'findings': list(findings), 'states': {},
            'trouble': {'refuse 429': 2}, 'events': {}, 'clicks': {}, 'seconds': 1.5,
        }

    def quietly(self, function, *arguments):
        """Return what a function returns, and what it shows."""
        with contextlib.redirect_stdout(io.StringIO()) as shown:
            returned = function(*arguments)
        return returned, shown.getvalue()

    def test_seeds_are_a_number_or_a_range(self):
        self.assertEqual(numbers('7'), [7])
        self.assertEqual(numbers('3-5'), [3, 4, 5])
        for text in ('', 'all', '5-3', '1,2'):
            with self.subTest(text), self.assertRaisesRegex(Failure, "SEEDS is a number"):
                numbers(text)

    def test_series_goes_on_where_it_was_stopped(self):
        self.quietly(self.results().add, self.result(1))
        self.assertIn(1, self.results())
        self.assertNotIn(2, self.results())
        self.assertNotIn(1, self.results(size=50), "shops of another size are others")

    def test_seed_that_failed_says_how_to_see_it_again(self):
        results = self.results()
        _nothing, shown = self.quietly(results.add, self.result(4, "An order is lost."))
        self.assertIn("An order is lost.", shown)
        self.assertIn("make chaos SEEDS=4 SIZE=200", shown)
        self.assertEqual(self.quietly(results.conclude, [4])[0], 1)

    def test_series_is_summed_up(self):
        results = self.results()
        for seed in (1, 2):
            self.quietly(results.add, self.result(seed))
        code, shown = self.quietly(results.conclude, [1, 2])
        self.assertEqual(code, 0)
        self.assertIn('"orders": 6', shown)
        self.assertIn('"refuse 429": 4', shown)

    def test_long_series_is_kept_and_the_next_one_added(self):
        file = self.folder / 'results.json'

        def go_through(first, last, *findings):
            results = self.results()
            seeds = list(range(first, last + 1))
            for seed in seeds:
                self.quietly(results.add, self.result(seed, *findings))
            self.quietly(results.conclude, seeds)
            return file.exists() and json.loads(file.read_text())

        self.assertFalse(go_through(1, 5), "a short series is not worth it")
        self.assertEqual(go_through(1, 100)['seeds'], '1-100')
        together = go_through(101, 103, "An order is lost.")
        self.assertEqual(together['seeds'], '1-103')
        self.assertEqual(together['seeds gone through'], 103)
        self.assertEqual(together['failed seeds'], [101, 102, 103])
        self.assertEqual(together['orders'], 309)
        self.assertEqual(together['what went wrong'], {'refuse 429': 206})
        self.assertEqual(go_through(106, 110), together, "104 is missing")
        self.assertEqual(go_through(2, 103), together, "it is part of what is kept")
        self.assertEqual(go_through(1, 104)['seeds'], '1-104', "it began anew")
