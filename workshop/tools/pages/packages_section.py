"""The part of the page of decisions that is about parcels: made of the table, so that it is true."""

NAMES = {
    'noted': "Told without Odoo",
    'nothing': "Not validated",
    'cancelled': "Canceled",
    'absent': "Not shown",
    'unlisted': "No packages listed",
    'finished': "Not shown, all is shipped",
    'given_up': "Do Not Tell Amazon",
    'expected': "Expected from Amazon",
}
ACTIONS = {
    'note': "A parcel without a delivery is written down, and said on the sales order. If an open delivery is the same goods, it gets carrier and tracking reference.",
    'keep': "Nothing: Odoo has it as it should be. Of an order that is all shipped, a parcel that Amazon had accepted and does not miss becomes *Do Not Tell Amazon*.",
    'ignore': "Nothing: there is nothing to have.",
    'known': "The parcel is *Synchronized with Amazon*, and not told. Where Amazon has the same goods under another carrier or number, the delivery takes them over and says so. If all of the order is shipped in packages of which none has these goods, Amazon need not know of the parcel.",
    'tell': "Amazon is told, as if there were nothing.",
    'wait': "Nothing yet: Amazon will show it.",
    'forget': "The parcel without a delivery is forgotten, and said on the sales order. What Amazon refused because of it is told again.",
    'renew': "The delivery fails: a person enters who carries the parcel now, and Amazon is told of that.",
    'doubt': "For an hour it may take Amazon so long to show it. Then the delivery fails, and the order is looked up until Amazon shows it or a person decides.",
}
TEXT = """\
## What becomes of a parcel

Whenever an order of yours is read (FBM), its packages on Amazon decide what becomes of the parcels in Odoo, whatever was believed of them:
[lib/package_decisions.py](../lib/package_decisions.py). A package is a parcel's if it has the parcel's reference, or its tracking reference,
or, where there is no doubt, the same contents.

Down: what Amazon shows of the parcel. Across: what Odoo has of it.

{table}

| What is done | It means |
|---|---|
{actions}

| Amazon shows | It means |
|---|---|
{shown}

| Odoo has | It means |
|---|---|
{parcels}

Each cell has a test in [tests/delivery/test_package_table.py](../tests/delivery/test_package_table.py): `test_`, what Amazon shows, and what Odoo
has, such as `test_cancelled_confirmed`.
"""


def render(package_decisions):
    """Return the part of the page.

    :param module package_decisions: `lib/package_decisions.py`
    :rtype: str
    """
    table, parcels = package_decisions.TABLE, package_decisions.PARCELS
    rows = [
        _row(["Amazon shows", *map(_name, parcels)]), '|---' * (1 + len(parcels)) + '|',
        *(
            _row([_name(shown), *(table[shown, parcel] for parcel in parcels)])
            for shown in package_decisions.SHOWN
        )]
    return TEXT.format(
        table='\n'.join(rows),
        actions=_explained(ACTIONS, str),
        shown=_explained(package_decisions.SHOWN, _name),
        parcels=_explained(parcels, _name),
    )


def _explained(meanings, name):
    return '\n'.join(_row([name(word), meaning]) for word, meaning in meanings.items())


def _row(cells):
    return f"| {' | '.join(cells)} |"


def _name(word):
    return NAMES.get(word) or word.replace('_', ' ').capitalize()
