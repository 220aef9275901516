from collections import Counter

from ...workshop.benchmarks.statements import heard
from ...workshop.simulator import Item
from .dashboard_case import DashboardCase

SHOWN = ('name', 'company_id', 'dashboard', 'sales_graph', 'sales_total')


class TestStatementsOfTheDashboard(DashboardCase):
    """However many accounts and orders there are, the database is asked the same."""

    def statements(self, accounts):
        """Return the statements that it takes to show the cards of accounts."""
        said = Counter()
        for _run in range(2):  # The first one fills caches.
            said.clear()
            shown = self.as_seen(accounts)
            with heard(lambda _cursor, statement, *_how: said.update([str(statement)])):
                shown.web_search_read(
                    [('id', 'in', shown.ids)], {name: {} for name in SHOWN}
                )
        return said

    def assert_same(self, statements, others):
        self.assertEqual(statements - others, Counter())
        self.assertEqual(others - statements, Counter())

    def test_cards_of_many_accounts_take_no_more_statements(self):
        accounts = self.account
        for number in range(19):
            account = self.create_account(
                name=f"Shop {number}", refresh_token=f'Atzr|{number}', state='linked')
            account._tell_problem('pickings', f"Amazon sleeps, says shop {number}.")
            account._ensure_crons(account._kinds_of_work())
            account._begin_to_read()
            accounts += account
        self.assert_same(self.statements(accounts), self.statements(accounts[:5]))

    def test_more_orders_take_no_more_statements(self):
        self.place(items=[Item('CUP-7')], marketplace='JP')
        before = self.statements(self.account)
        for marketplace in ('US', 'DE', 'JP'):
            for _order in range(3):
                self.place(items=[Item('CUP-8')], marketplace=marketplace)
        self.assert_same(self.statements(self.account), before)
