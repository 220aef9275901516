"""What Odoo's series have different words for.

The code speaks the newest series' language as far as older ones can be taught it. Where a name
can't be taught, it is a constant here. This is all that depends on the series, beside what says so
where it is, with `SINCE_18` or `SINCE_19`.
"""
from odoo import models
from odoo.release import version_info
from odoo.tools import SQL

SINCE_18 = version_info >= (18,)
SINCE_19 = version_info >= (19,)

# Models
PACKAGE = 'stock.package' if SINCE_19 else 'stock.quant.package'
OUTERMOST_PACKAGE = SINCE_19 and 'outermost_package_id'  # the field of a package within others
FINDS_RULES = 'stock.rule' if SINCE_19 else 'procurement.group'

# Fields of contacts that 19.0 has no more
MOBILE = () if SINCE_19 else ('mobile',)

# Fields of activities in which people write what came of them
ACTIVITY_FEEDBACK = ('feedback',) if SINCE_19 else ()

# Fields of moves that say how goods are packed; 19.0 knows that from the unit of measure
MOVE_PACKING = () if SINCE_19 else ('package_level_id', 'product_packaging_id')

# Values of goods that are kept in stock
STORABLE = {'is_storable': True} if SINCE_18 else {'detailed_type': 'product'}

# Values of scheduled actions that go on and on: since 18.0, all do
CRON_FOREVER = {} if SINCE_18 else {'numbercall': -1}

# Values of rules whose moves end where the rule says; since 18.0, not all do
MOVE_TO_RULES_PLACE = {'location_dest_from_rule': True} if SINCE_18 else {}

# Fields of order lines
LINE_TAXES = 'tax_ids' if SINCE_19 else 'tax_id'
LINE_UOM = 'product_uom_id' if SINCE_19 else 'product_uom'

# What reports multiply amounts with, to have them in the user's currency
CURRENCY_RATE = 'account_currency_table.rate' if SINCE_18 else 'currency_table.rate'

# Fields of groups: all who are in them
GROUP_MEMBERS = 'all_user_ids' if SINCE_19 else 'users'

# What keeps together that a sales order has moved: the field of orders; of moves and deliveries;
# and what leads from a move to the order
ORDER_GROUP = 'stock_reference_ids' if SINCE_19 else 'procurement_group_id'
MOVE_GROUP = 'reference_ids' if SINCE_19 else 'group_id'
ORDER_OF_MOVE_GROUP = 'reference_ids.sale_ids' if SINCE_19 else 'group_id.sale_id'

if SINCE_19:
    Constraint = models.Constraint
else:
    class Constraint:
        """Odoo 19's way to declare a constraint, as an item of `_sql_constraints`."""

        def __init__(self, definition, message):
            self._rest = definition, message

        def __set_name__(self, owner, name):
            owner._sql_constraints = [
                *owner.__dict__.get('_sql_constraints', []), (name.lstrip('_'), *self._rest)
            ]


def check_access(records, operation):
    """Check, as `check_access` does since 18.0, that a user may do something with records."""
    if SINCE_18:
        records.check_access(operation)
    else:
        records.check_access_rights(operation)
        records.check_access_rule(operation)


def has_access(records, operation):
    """Return, as `has_access` does since 18.0, whether a user may do something with records."""
    if SINCE_18:
        return records.has_access(operation)
    return records.check_access_rights(operation, False) and (
        records._filter_access_rules(operation) == records
    )


def has_groups(records, groups):
    """Return whether a user is in one of the groups that a field names."""
    return records.env.user.has_groups(groups) if SINCE_18 else records.user_has_groups(groups)


def with_columns(select, columns):
    """Return the first part of a report's query with more columns: a text, and SQL since 18.0.

    :param list[str] columns: constants, such as 'move.name'.
    """
    text = ''.join(f', {column}' for column in columns)
    return SQL(f'%s{text}', select) if SINCE_18 else select + text


def sales_journal(company):
    """Return the journal that invoices of a company go to, unless something else is said.

    :rtype: account.journal
    """
    Journal = company.env['account.journal']
    return Journal.search([*Journal._check_company_domain(company), ('type', '=', 'sale')], limit=1)


def violated_lock_dates(company, date, has_taxes):
    """Return the locks of a company's books that forbid sales on a date.

    :rtype: list[tuple]
    """
    journal = (sales_journal(company),) if SINCE_18 else ()
    return company._get_violated_lock_dates(date, has_taxes, *journal)
