"""The page of `doc/` that shows the tables that decide: made of them, so that it is true."""
import importlib
import sys
import types

from .. import cache
from . import packages_section

PAGE = cache.REPOSITORY / 'doc' / 'decisions.md'
CHANNELS = {'fbm': 'FBM', 'fba': 'FBA', 'mcf': 'MCF'}
STATUSES = {
    'pending_availability': "The product is ordered before it is for sale.",
    'pending': "Amazon has not released the order yet, because it is not paid for example.",
    'invoice_unconfirmed': "The buyer's invoice is not confirmed: the order is not released yet.",
    'unshipped': "Nothing is shipped. FBM: you are expected to ship.",
    'partially_shipped': "A part is shipped: by Amazon (FBA), or Amazon was told so (FBM).",
    'shipped': "All that is still ordered is shipped.",
    'cancelled': "The buyer, you or Amazon canceled it.",
    'unfulfillable': "Amazon cannot fulfill it.",
}
NAMES = {
    'cancelled': 'Canceled',
    'draft': 'Quotation',
    'partly': 'Partly delivered',
    'away': 'Canceled, goods away',
}
TEXT = """\
<!-- Made by `make docs` from lib/decisions.py and lib/package_decisions.py: change the tables there,
     or this text in workshop/tools/pages/decisions_page.py and packages_section.py. -->

# What becomes of an order

Whenever Amazon reports an order, three things decide what is done: who fulfills it, its status on Amazon, and what Odoo holds of it.
One table has an action for each combination: [lib/decisions.py](../lib/decisions.py). It is what the connector runs, and what this page is made of.

## The table

Down: who fulfills the order (FBM: you ship, FBA: Amazon ships, MCF: another shop sold it and Amazon ships it, Multi-Channel Fulfillment) and its status
on Amazon. Across: what Odoo holds.

{table}

### What is done

| Action | It means |
|---|---|
| create | A sales order is made of it, confirmed: with a delivery (FBM), or with done stock moves of what Amazon has shipped (FBA). |
| wait | Nothing yet: the order is *Ignored* until Amazon reports that it goes on. |
| ignore | Nothing: the order is *Ignored*, and the row in **Amazon Orders** says why. |
| keep | Nothing: Odoo has it as it should be. |
| follow | Quantities, amounts and deliveries are brought to what Amazon says, but never below what was delivered or invoiced. What still disagrees then is asked: for example, if Amazon was told of a parcel that is not delivered in Odoo. |
| cancel | The sales order and its deliveries are canceled; the chatter says by whom and why. |
| stop | Open deliveries are canceled, and no more stays ordered than was delivered or invoiced; what becomes of that is asked. |
| ask | Nothing is touched: a person is asked. |
| move | No sales order: it is another shop's, and the order is *Ignored*. What Amazon says it has shipped of it has left the Amazon location; what it has not shipped after all is back there. |

*Asked* means: the row in **Amazon Orders** has the state *To Decide*, and says in what Odoo and Amazon disagree, with the possible answers as buttons; and the
responsible of the account has an activity on the sales order. The question is closed by an answer, or by itself as soon as Odoo and Amazon agree.

Whatever is done with the sales order, the stock at Amazon follows: what Amazon says it has shipped has left the Amazon location, even if the sales
order is canceled, locked or invoiced.

Another shop's order that you ship yourself is *Ignored*, whatever its status. Orders of other shops that became sales orders before this was known are
followed as FBA.

What Amazon does not document (another status, another channel) changes nothing in Odoo; if there is no sales order, one is attempted, and the row says
what is wrong.

### What Amazon says

{statuses}

### What Odoo holds

{holdings}

## The test of each cell

Each cell has a test of its own in [tests/order/test_decision_table.py](../tests/order/test_decision_table.py), which also checks that this page is
as `make docs` writes it. The test's name is `test_`, who fulfills the order, Amazon's status and what Odoo holds. Its variant that ends with `_reduced`
is about an order of which Amazon has canceled a piece as well. To run one: `make test TAGS=/amazon_connector:TestDecisionTable.test_fbm_cancelled_partly`.
`make test TAGS=changed_decisions` changes each cell in turn, and sees its test fail.

{tests}

{packages}"""


def update():
    """Write the page anew."""
    PAGE.write_text(render(_decisions()), encoding='utf-8')
    print(PAGE.relative_to(cache.REPOSITORY))


def render(decisions):
    """Return the page.

    :param module decisions: `lib/decisions.py`
    :rtype: str
    """
    holdings = list(decisions.HOLDINGS)
    return TEXT.format(
        table=_table(decisions.TABLE, holdings),
        statuses=_explained('Status', STATUSES),
        holdings=_explained('Held', decisions.HOLDINGS),
        tests='\n\n'.join(
            _tests_of(decisions.TABLE, holdings, channel, status)
            for channel in CHANNELS for status in STATUSES),
        packages=packages_section.render(
            importlib.import_module('.package_decisions', decisions.__package__)),
    )


def _decisions():
    """Return `lib/decisions.py`, without all that the addon loads in Odoo."""
    package = types.ModuleType(cache.ADDON)
    package.__path__ = [str(cache.REPOSITORY)]
    sys.modules[cache.ADDON] = package
    return importlib.import_module(f'{cache.ADDON}.lib.decisions')


def _row(cells):
    return f"| {' | '.join(cells)} |"


def _name(word):
    return NAMES.get(word) or word.replace('_', ' ').capitalize()


def _explained(title, meanings):
    return '\n'.join([
        _row([title, "It means"]), '|---|---|',
        *(_row([_name(word), meaning]) for word, meaning in meanings.items())])


def _table(table, holdings):
    return '\n'.join([
        f"| | Status on Amazon | {' | '.join(map(_name, holdings))} |",
        '|---' * (2 + len(holdings)) + '|',
        *(
            _row([CHANNELS[channel], _name(status), *(
                _action(table, channel, status, holding) for holding in holdings)])
            for channel in CHANNELS for status in STATUSES
        )])


def _action(table, channel, status, holding):
    decision = table.get((channel, status, holding))
    return decision.action if decision else '–'


def _tests_of(table, holdings, channel, status):
    rows = []
    for holding in holdings:
        if (channel, status, holding) not in table:
            continue
        action = table[channel, status, holding].action
        test = f'test_{channel}_{status}_{holding}'
        tests = [test, f'{test}_reduced'] if action == 'follow' else [test]
        rows.append(_row([_name(holding), action, ', '.join(f'`{name}`' for name in tests)]))
    title = f"### {CHANNELS[channel]}, {_name(status).lower()}"
    return '\n'.join([title, '', '| In Odoo | Action | Test |', '|---|---|---|', *rows])
