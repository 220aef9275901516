import json
import tempfile
from pathlib import Path

from odoo.tests import BaseCase, TransactionCase, get_db_name, tagged

from ...workshop.benchmarks import results, shop, table
from ...workshop.benchmarks.amazon import LocalAmazon
from ...workshop.benchmarks.figure import Figure, Row, ratios
from ...workshop.benchmarks.lab import Lab
from ...workshop.benchmarks.measures.importing import Comparison
from ...workshop.simulator import Simulator, serve
from ..series import enter_test_mode

FIGURE = Figure([
    Row("Ours against theirs", ratios([30, 33, 31], [10, 10, 10]), at_least=3),
    Row("Memory", [61.2, 70, 60.4], 'MB', at_most=60),
    Row("Orders", [20_000]),
], "Measured on paper.")


@tagged('-at_install', 'post_install')
class TestBenchmarkReport(BaseCase):
    """What `make bench` shows and keeps of what it measured."""

    def test_table_shows_medians_beside_goals(self):
        self.assertEqual(table.lines("Figure", FIGURE), [
            "Figure",
            "  Ours against theirs      3.1  ≥ 3   met",
            "  Memory               61.2 MB  ≤ 60  MISSED",
            "  Orders                20,000",
            "  Measured on paper.",
        ])

    def test_results_keep_the_figures_that_did_not_run(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, 'results.json')
            results.merge('first', "First", FIGURE, {'cores': 2}, file)
            results.merge('second', "Second", FIGURE, {'cores': 2}, file)
            results.merge('second', "Second", FIGURE, {'cores': 4}, file)
            figures = json.loads(file.read_text())['figures']

        self.assertEqual(
            {name: figure['machine'] for name, figure in figures.items()},
            {'first': {'cores': 2}, 'second': {'cores': 4}},
        )
        row = figures['first']['rows'][0]
        self.assertEqual((row['value'], row['met'], row['runs']), (3.1, True, [3.0, 3.3, 3.1]))


@tagged('-at_install', 'post_install')
class TestBenchmarkOfImport(TransactionCase):
    """The import is compared with plain Odoo: here with a few orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        enter_test_mode(cls)

    def test_the_same_orders_are_imported_and_made_by_hand(self):
        for channel, picking_states in (('MERCHANT', {'assigned'}), ('AMAZON', {'done'})):
            with self.subTest(channel=channel):
                before = self.env['sale.order'].search([])
                rows = self._compare(channel, scale=0.01)
                made = self.env['sale.order'].search([]) - before
                by_hand = made.filtered(lambda order: not order.amazon_order_ref)
                imported = made - by_hand

                self.assertEqual((len(imported), len(by_hand)), (10, 22))
                self.assertEqual(
                    {self._content(order) for order in imported},
                    {self._content(order) for order in by_hand},
                )
                self.assertEqual(set(by_hand.picking_ids.mapped('state')), picking_states)
                self.assertTrue(all(row.value > 0 for row in rows))

    def _compare(self, channel, scale):
        simulator = Simulator(seed=channel)  # Amazon gives a reference once.
        with serve(simulator) as url:
            comparison = Comparison(
                Lab(get_db_name(), 1, scale), LocalAmazon(simulator, url), channel)
            with comparison.lab.database.transaction() as env:
                shop.set_up(env)
            comparison.run()
        return comparison.rows()

    def _content(self, order):
        lines = tuple(
            (line.product_id.display_name, line.product_uom_qty, line.price_total)
            for line in order.order_line
        )
        return order.state, order.amount_total, lines
