"""What tests say differently in Odoo's series; see `models/series.py`."""
import unittest
from unittest.mock import patch

from odoo.tests import loader

from ..models.amazon_order_return import _can_come_back, _make
from ..models.series import SINCE_18, SINCE_19

USER_GROUPS = 'group_ids' if SINCE_19 else 'groups_id'
IMPLIED_GROUPS = 'all_implied_ids' if SINCE_19 else 'trans_implied_ids'
PICKING_MOVES = 'move_ids' if SINCE_19 else 'move_ids_without_package'

PRODUCT_TYPE = 'type' if SINCE_18 else 'detailed_type'
NAMED = {} if SINCE_19 else {'name': "Move"}


def measured_in(uom):
    """Return the values of a product that is bought and sold in a unit of measure."""
    return {'uom_id': uom.id} if SINCE_19 else {'uom_id': uom.id, 'uom_po_id': uom.id}


def included(is_included):
    """Return the values of a tax that is, or is not, a part of prices."""
    if SINCE_18:
        return {'price_include_override': 'tax_included' if is_included else 'tax_excluded'}
    return {'price_include': is_included}


def return_of(picking, quantity=None, at_most=float('inf')):
    """Make the return of a delivery: of all that can come back, or as much of each product."""
    wizard = picking.env['stock.return.picking'].with_context(
        active_model='stock.picking', active_id=picking.id
    ).create({})
    for line in wizard.product_return_moves:
        line.quantity = min(_can_come_back(line), at_most) if quantity is None else quantity
    return _make(wizard)


def add_choices(cls, field, choices):
    """Let a selection field have other choices, too, while the tests of a class run."""
    selection = [*field.selection, *((choice, choice) for choice in choices)]
    cls.startClassPatcher(patch.object(field, 'selection', selection))
    if hasattr(field, '_selection'):
        cls.startClassPatcher(patch.object(field, '_selection', dict(selection)))


def enter_test_mode(cls):
    """Have all cursors of a test class share its transaction.

    :param type cls: a TransactionCase.
    """
    if hasattr(cls, 'registry_enter_test_mode_cls'):
        cls.registry_enter_test_mode_cls()
    else:
        cls.registry.enter_test_mode(cls.cr)
        cls.addClassCleanup(cls.registry.leave_test_mode)


def tests_that_odoo_runs(module):
    """Return the tests that Odoo finds in a module of tests."""
    if SINCE_18:
        return list(loader.get_module_test_cases(module))
    return list(loader.unwrap_suite(unittest.TestLoader().loadTestsFromModule(module)))
