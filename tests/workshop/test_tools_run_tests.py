import contextlib
import io
import unittest

from odoo.tests import BaseCase, tagged
from odoo.tests.loader import get_test_modules
from odoo.tests.tag_selector import TagsSelector

from ...workshop.tools.proofs.progress_of_tests import Display, Progress, counts
from ...workshop.tools.proofs.run_tests import (
    BESIDE,
    BESIDE_EXAMPLES,
    BESIDE_MAILING_MODULES,
    BESIDE_OTHER_MODULES,
    runs,
)
from ..series import tests_that_odoo_runs

LOG = """\
{} INFO db odoo.modules.loading: Loading module amazon_connector (60/60)
{} ERROR db odoo.tests.suite: ERROR: setUpClass (odoo.addons.amazon_connector.tests.test_a.TestA)
{} INFO db odoo.tests.suite: skipped setUpClass (odoo.addons.x.tests.test_b.TestB) : no models
{} INFO db odoo.addons.x.tests.test_c: Starting TestC.test_good ...
{} INFO db odoo.addons.x.tests.test_c: Report: 300 walks
{} INFO db odoo.addons.x.tests.test_c: Starting TestC.test_bad ...
{} ERROR db odoo.addons.x.tests.test_c: FAIL: Subtest TestC.test_bad (country='DE')
{} ERROR db odoo.addons.x.tests.test_c: FAIL: Subtest TestC.test_bad (country='FR')
{} INFO db odoo.addons.x.tests.test_c: Starting TestC.test_later ...
{} INFO db odoo.addons.x.tests.test_c: skipped TestC.test_later : Chromium is not installed
{} INFO db odoo.tests.result: 3 failed, 1 error(s) of 3 tests when loading database 'db'
""".replace('{}', '2026-11-24 05:58:53,695 9997')


@tagged('-at_install', 'post_install')
class TestProgress(BaseCase):
    """``make test`` counts what Odoo's log tells."""

    def progress_of(self, log):
        progress = Progress()
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            for line in log.splitlines():
                progress.take_note(f'{line} \n')  # Odoo ends each record with a space
        return progress, shown.getvalue()

    def test_each_test_counts_once(self):
        progress, _shown = self.progress_of(LOG)
        self.assertEqual(counts([progress]), "1 passed, 2 failed, 2 skipped")

    def test_skipped_tests_are_mentioned_only_if_there_are_any(self):
        progress, _shown = self.progress_of(''.join(LOG.splitlines(keepends=True)[3:4]))
        self.assertEqual(counts([progress]), "1 passed, 0 failed")

    def test_programs_beside_each_other_count_together(self):
        display = Display()
        shown = io.StringIO()
        progresses = [Progress(display), Progress(display)]
        with contextlib.redirect_stdout(shown):
            for line in LOG.splitlines():
                for progress in progresses:
                    progress.take_note(f'{line} \n')
        self.assertEqual(counts(progresses), "2 passed, 4 failed, 4 skipped")
        self.assertIn("   6 TestC.test_later\n", shown.getvalue())

    def test_the_reason_of_a_skipped_test_is_shown(self):
        _progress, shown = self.progress_of(LOG)
        self.assertIn("skipped TestC.test_later : Chromium is not installed", shown)

    def test_what_a_test_reports_is_shown(self):
        _progress, shown = self.progress_of(LOG)
        self.assertIn("300 walks\n", shown)
        self.assertNotIn("Report:", shown)


@tagged('-at_install', 'post_install')
class TestRuns(BaseCase):
    """``make test`` runs all tests, each on a database with the modules that it is about."""

    def test_all_tests_are_those_of_the_addon_and_those_beside_other_modules(self):
        alone, beside, beside_mailing, beside_examples = runs(at_once=1)
        self.assertEqual((alone.tags, alone.other_modules), ('/amazon_connector', ()))
        self.assertEqual(beside, BESIDE_OTHER_MODULES)
        self.assertIn('sale_mrp', beside.other_modules)
        self.assertEqual(beside_mailing, BESIDE_MAILING_MODULES)
        self.assertIn('sale_loyalty', beside_mailing.other_modules)
        self.assertEqual(beside_examples, BESIDE_EXAMPLES)
        self.assertIn('amazon_example_customer_by_vat', beside_examples.examples)

    def test_parts_beside_each_other_have_each_test_once(self):
        parts = [run for run in runs(at_once=3) if run not in BESIDE]
        all_at_once = TagsSelector('/amazon_connector')
        selectors = [TagsSelector(part.tags) for part in parts]
        for test in self._all_tests():
            times = sum(selector.check(test) for selector in selectors)
            self.assertEqual(times, 1 if all_at_once.check(test) else 0, test.id())

    def test_inherited_tests_run_in_every_series(self):
        tests = [test.id() for test in self._all_tests()]
        found_by_odoo = [
            test.id() for module in get_test_modules('amazon_connector')
            for test in tests_that_odoo_runs(module)
        ]
        self.assertEqual(sorted(found_by_odoo), sorted(tests))

    def _all_tests(self):
        for module in get_test_modules('amazon_connector'):
            yield from _tests_in(unittest.defaultTestLoader.loadTestsFromModule(module))

    def test_chosen_tests_run_alone(self):
        run, = runs('/amazon_connector:TestInbox')
        self.assertEqual((run.tags, run.other_modules), ('/amazon_connector:TestInbox', ()))

    def test_chosen_tests_that_need_other_modules_have_them(self):
        tags = 'beside_other_modules/amazon_connector:TestKits'
        run, = runs(tags)
        self.assertEqual(run.tags, tags)
        self.assertEqual(run.other_modules, BESIDE_OTHER_MODULES.other_modules)
        run, = runs('beside_mailing_modules')
        self.assertEqual(run.other_modules, BESIDE_MAILING_MODULES.other_modules)
        run, = runs('beside_examples')
        self.assertEqual((run.other_modules, run.examples), ((), BESIDE_EXAMPLES.examples))


def _tests_in(suite):
    if not isinstance(suite, unittest.TestSuite):
        yield suite
        return
    for part in suite:
        yield from _tests_in(part)
