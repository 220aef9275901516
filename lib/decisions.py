"""What is done with an order that Amazon reports: the one table that decides.

Down: who fulfills the order, and Amazon's status of it. Across: what Odoo holds of it, see
:meth:`AmazonOrderCompare._holding`. The actions:

- create: a sales order is made of it;
- wait: nothing yet, Amazon will report it again;
- ignore: nothing, and the row says why;
- keep: Odoo has it as it should be;
- follow: quantities, amounts and deliveries are brought to what Amazon says, but never below what
  was delivered or invoiced; what still disagrees then is a conflict;
- cancel: the sales order and its deliveries are canceled;
- stop: open deliveries are canceled; what was delivered or invoiced is a conflict;
- ask: a conflict, for a person to decide.

Whatever is done with the sales order, the stock at Amazon follows what Amazon says it has shipped.
"""

from ..spapi import SOLD_STATUSES

HOLDINGS = (
    'nothing', 'draft', 'untouched', 'locked', 'partly', 'delivered', 'invoiced', 'cancelled',
)
_ACTIONS = """
fbm pending_availability  wait   keep   ask    ask    ask    ask    ask    keep
fbm pending               wait   keep   ask    ask    ask    ask    ask    keep
fbm unshipped             create ask    follow follow follow follow follow ask
fbm partially_shipped     ask    ask    follow follow follow follow follow ask
fbm shipped               ignore ask    follow follow follow follow follow ask
fbm cancelled             ignore cancel cancel cancel stop   stop   stop   keep
fbm unfulfillable         ignore keep   ask    ask    ask    ask    ask    keep
fba pending_availability  wait   keep   ask    ask    ask    ask    ask    keep
fba pending               wait   keep   ask    ask    ask    ask    ask    keep
fba unshipped             wait   keep   follow follow follow follow follow keep
fba partially_shipped     create ask    follow follow follow follow follow ask
fba shipped               create ask    follow follow follow follow follow ask
fba cancelled             ignore cancel cancel cancel ask    ask    ask    keep
fba unfulfillable         ignore keep   ask    ask    ask    ask    ask    keep
"""
TABLE = {
    (channel, status, holding): action
    for channel, status, *actions in map(str.split, _ACTIONS.strip().splitlines())
    for holding, action in zip(HOLDINGS, actions, strict=True)
}


def decide(channel, status, holding):
    """Return what is done with an order.

    :param str channel: 'fbm' or 'fba'; False if Amazon does not say.
    :param str status: Amazon's status of the order.
    :param str holding: what Odoo holds of it, one of `HOLDINGS`.
    :return: an action of the table. Where Amazon says something that it does not document, what
        there is in Odoo is kept; where there is nothing, a sales order is attempted: that says
        what is wrong.
    :rtype: str
    """
    unknown = 'create' if holding == 'nothing' else 'keep'
    if not channel and status in SOLD_STATUSES:
        return unknown
    return TABLE.get((channel or 'fbm', status, holding), unknown)
