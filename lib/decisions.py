"""What is done with an order that Amazon reports: the one table that decides.

Down: who fulfills the order, and Amazon's status of it; `mcf` is what another shop sold and Amazon
ships (Multi-Channel Fulfillment). Across: what Odoo holds of it, see `HOLDINGS`. In each cell: an
action, and for whom it is to be said why, the reason.

- create: a sales order is made of it;
- wait: nothing yet, Amazon will report it again;
- ignore: nothing;
- keep: Odoo has it as it should be;
- follow: quantities, amounts and deliveries are brought to what Amazon says, but never below what
  was delivered or invoiced; what still disagrees then is asked, point by point;
- cancel: the sales order and its deliveries are canceled;
- stop: open deliveries are canceled; what becomes of what was delivered or invoiced is asked;
- ask: nothing is touched, a person decides;
- move: no sales order; what Amazon has shipped of it has left its stock.

Whatever is done with the sales order, the stock at Amazon follows what Amazon says it has shipped.
"""
from dataclasses import dataclass

from ..spapi import SOLD_STATUSES


@dataclass(frozen=True)
class Decision:
    """A cell of the table.

    :param str action: what is done.
    :param str reason: why; `amazon.order.decide` has a sentence for each action with a reason.
    """

    action: str
    reason: str = ''

    def __str__(self):
        return f'{self.action}:{self.reason}'


# What Odoo holds of an order, and in words.
HOLDINGS = {
    'nothing': "There is no sales order of it.",
    'draft': "Somebody has set the sales order back to a quotation.",
    'untouched': "The sales order is confirmed; nothing has left.",
    'locked': "The same, and the sales order is locked.",
    'partly': "Some of the goods have left, locked or not.",
    'delivered': "All of the goods have left, locked or not.",
    'invoiced': "An invoice is posted, and not credited in full, whatever has left.",
    'cancelled': "The sales order is canceled.",
    'away': "The sales order is canceled, but goods are away that nobody pays for.",
}
_WITHOUT_SALES_ORDER = """
                         nothing
fbm pending_availability wait:held
fbm pending              wait:held
fbm invoice_unconfirmed  wait:held
fbm unshipped            create
fbm partially_shipped    ask:begun
fbm shipped              ignore:late
fbm cancelled            ignore:gone
fbm unfulfillable        ignore:lost
fba pending_availability wait:held
fba pending              wait:held
fba invoice_unconfirmed  wait:held
fba unshipped            wait:unsent
fba partially_shipped    create
fba shipped              create
fba cancelled            ignore:gone
fba unfulfillable        ignore:lost
mcf pending_availability wait:held
mcf pending              wait:held
mcf invoice_unconfirmed  wait:held
mcf unshipped            move:shop
mcf partially_shipped    move:shop
mcf shipped              move:shop
mcf cancelled            move:shop
mcf unfulfillable        move:shop
"""
_WITH_SALES_ORDER = """
                         draft     untouched locked   partly   delivered invoiced cancelled away
fbm pending_availability keep      ask:back  ask:back ask:back ask:back  ask:back keep      keep
fbm pending              keep      ask:back  ask:back ask:back ask:back  ask:back keep      keep
fbm invoice_unconfirmed  keep      ask:back  ask:back ask:back ask:back  ask:back keep      keep
fbm unshipped            ask:draft follow    follow   follow   follow    follow   ask:open  ask:open
fbm partially_shipped    ask:sent  follow    follow   follow   follow    follow   ask:sold  ask:sold
fbm shipped              ask:sent  follow    follow   follow   follow    follow   ask:sold  ask:sold
fbm cancelled            cancel    cancel    cancel   stop     stop      stop     keep      ask:over
fbm unfulfillable        keep      ask:lost  ask:lost ask:lost ask:lost  ask:lost keep      keep
fba pending_availability keep      ask:back  ask:back ask:back ask:back  ask:back keep      keep
fba pending              keep      ask:back  ask:back ask:back ask:back  ask:back keep      keep
fba invoice_unconfirmed  keep      ask:back  ask:back ask:back ask:back  ask:back keep      keep
fba unshipped            keep      follow    follow   follow   follow    follow   keep      keep
fba partially_shipped    ask:sent  follow    follow   follow   follow    follow   ask:sold  ask:sold
fba shipped              ask:sent  follow    follow   follow   follow    follow   ask:sold  ask:sold
fba cancelled            cancel    cancel    cancel   ask:over ask:over  ask:over keep      ask:over
fba unfulfillable        keep      ask:lost  ask:lost ask:lost ask:lost  ask:lost keep      keep
"""


def _read(text):
    header, *rows = text.strip().splitlines()
    return {
        (channel, status, holding): Decision(*cell.split(':'))
        for channel, status, *cells in map(str.split, rows)
        for holding, cell in zip(header.split(), cells, strict=True)
    }


TABLE = _read(_WITHOUT_SALES_ORDER) | _read(_WITH_SALES_ORDER)
# Where Amazon says something that it does not document, what there is in Odoo is kept; where there
# is nothing, a sales order is attempted: that says what is wrong.
UNDOCUMENTED = Decision('keep', 'odd')
ATTEMPT = Decision('create')
# What another shop sold, and Amazon does not ship, is none of Amazon's business.
ELSEWHERE = Decision('ignore', 'elsewhere')


def decide(channel, status, holding, is_of_other_shop=False):
    """Return what is done with an order.

    :param str channel: 'fbm' or 'fba'; False if Amazon does not say.
    :param str status: Amazon's status of the order.
    :param str holding: what Odoo holds of it, one of `HOLDINGS`.
    :param bool is_of_other_shop: whether another shop sold it. Those that became sales orders all
        the same, before this was known, are followed.
    :rtype: Decision
    """
    if is_of_other_shop and holding == 'nothing':
        if channel == 'fbm':
            return ELSEWHERE
        return TABLE.get(('mcf', status, holding), Decision('ignore', 'odd'))
    if not channel and status in SOLD_STATUSES:
        return ATTEMPT if holding == 'nothing' else Decision('keep')
    undocumented = ATTEMPT if holding == 'nothing' else UNDOCUMENTED
    return TABLE.get((channel or 'fbm', status, holding), undocumented)
