"""What tests say differently in Odoo's series; see `lib/series.py`."""
import unittest
from collections import defaultdict
from math import inf
from unittest.mock import patch

from odoo.tests import Form, loader

from ..lib.series import LINE_TAXES, LINE_UOM, SINCE_18, SINCE_19
from ..services.delivery.amazon_order_return import _can_come_back, _make

USER_GROUPS = 'group_ids' if SINCE_19 else 'groups_id'
IMPLIED_GROUPS = 'all_implied_ids' if SINCE_19 else 'trans_implied_ids'
SENDING = 'account.move.send.wizard' if SINCE_18 else 'account.move.send'
LIST = 'list' if SINCE_18 else 'tree'
PICKING_MOVES = 'move_ids' if SINCE_19 else 'move_ids_without_package'

DISCOUNT_GROUP = f"{'sale' if SINCE_18 else 'product'}.group_discount_per_so_line"
PRODUCT_TYPE = 'type' if SINCE_18 else 'detailed_type'
# Accounts of a product category for the values of stock: their names, and by which fields
VALUATION_ACCOUNTS = {
    "Stock": 'property_stock_valuation_account_id',
    **({} if SINCE_19 else {
        "Received": 'property_stock_account_input_categ_id',
        "Delivered": 'property_stock_account_output_categ_id',
    }),
}
OUT_OF_USE = {'active': False} if SINCE_19 else {'deprecated': True}  # accounts
IN_USE = {'active': True} if SINCE_19 else {'deprecated': False}
NAMED = {} if SINCE_19 else {'name': "Move"}


def measured_in(uom):
    """Return the values of a product that is bought and sold in a unit of measure."""
    return {'uom_id': uom.id} if SINCE_19 else {'uom_id': uom.id, 'uom_po_id': uom.id}


def measure_in_vain(line):
    """Give an order line a unit of measure that deliveries cannot be counted in."""
    piece = line[LINE_UOM]
    same = {'relative_uom_id': piece.id} if SINCE_19 else {
        'category_id': piece.category_id.id, 'uom_type': 'smaller',
    }
    line[LINE_UOM] = uom = piece.create({'name': "Grain", **same})
    line.env.flush_all()
    if SINCE_19:  # All can be converted, but nothing is counted in one that is too small.
        dust = piece.create({
            'name': "Dust", 'relative_uom_id': piece.id, 'relative_factor': 1e-200,
        })
        uom.write({'relative_uom_id': dust.id, 'relative_factor': 1e-200})
    else:
        uom.category_id = uom.category_id.search([('id', '!=', piece.category_id.id)], limit=1)


def bought(price, quantity):
    """Return the values of a move of goods that were bought, each for a price."""
    return {'value_manual': price * quantity} if SINCE_19 else {'price_unit': price}


def costs(moves):
    """Return what goods cost that have left."""
    if SINCE_19:
        return sum(moves.mapped('value'))
    return -sum(moves.stock_valuation_layer_ids.mapped('value'))


def valued(product):
    """Return how much of a product Odoo values, and at how much."""
    if SINCE_19:
        return product._with_valuation_context().qty_available, product.total_value
    return product.quantity_svl, product.value_svl


def included(is_included):
    """Return the values of a tax that is, or is not, a part of prices."""
    if SINCE_18:
        return {'price_include_override': 'tax_included' if is_included else 'tax_excluded'}
    return {'price_include': is_included}


def map_tax(position, tax, other):
    """Have a fiscal position put another tax in the place of one."""
    if SINCE_19:
        other.write({'fiscal_position_ids': position.ids, 'original_tax_ids': tax.ids})
    else:
        position.tax_ids = [(0, 0, {'tax_src_id': tax.id, 'tax_dest_id': other.id})]


def net_and_tax(lines):
    """Return what Odoo makes of the prices of order lines, rounded as the company rounds.

    :return: what they are without taxes, and the taxes.
    :rtype: tuple[float, float]
    """
    if SINCE_18:
        return _net_and_tax_of_totals(lines)
    net, taxes = 0, defaultdict(float)
    for line in lines:
        result = line.tax_id.compute_all(
            line.price_unit * (1 - line.discount / 100), line.currency_id,
            line.product_uom_qty, line.product_id, line.order_id.partner_id,
        )
        net += result['total_excluded']
        for tax in result['taxes']:
            taxes[(tax['id'], tax['group'], *tax['tax_ids'])] += tax['amount']
    return net, sum(map(lines.currency_id.round, taxes.values()))


def _net_and_tax_of_totals(lines):
    taxes, company = lines.env['account.tax'], lines.company_id
    prices = [
        taxes._prepare_base_line_for_taxes_computation(
            None, price_unit=line.price_unit, discount=line.discount,
            quantity=line.product_uom_qty, tax_ids=line[LINE_TAXES],
            product_id=line.product_id, partner_id=line.order_id.partner_id,
            currency_id=line.currency_id,
        )
        for line in lines
    ]
    taxes._add_tax_details_in_base_lines(prices, company)
    taxes._round_base_lines_tax_details(prices, company)
    totals = taxes._get_tax_totals_summary(prices, lines.currency_id, company)
    return totals['base_amount_currency'], totals['tax_amount_currency']


def return_of(picking, most=inf, products=None):
    """Make the return of a delivery: of what can come back, but no more of each product.

    :param products: of which something comes back; of all, by default.
    """
    wizard = picking.env['stock.return.picking'].with_context(
        active_model='stock.picking', active_id=picking.id
    ).create({})
    for line in wizard.product_return_moves:
        if products is None or line.product_id in products:
            line.quantity = min(most, _can_come_back(line))
        else:
            line.unlink()
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


def sending(invoices):
    """Return Odoo's window for sending invoices, as a person gets to see it."""
    action = invoices.action_send_and_print()
    window = Form(invoices.env[action['res_model']].with_context(**action['context']))
    return window.save()


def is_email_chosen(window):
    """Return whether invoices are e-mailed by a window for sending one."""
    return 'email' in (window.sending_methods or ()) if SINCE_18 else window.checkbox_send_mail


def choose_email(window):
    """Choose in a window for sending an invoice that it is e-mailed."""
    if SINCE_18:
        window.sending_methods = ['email']
    else:
        window.checkbox_send_mail = True


def warnings_of(window):
    """Return what a window for sending invoices warns of."""
    warnings = window.alerts if SINCE_18 else window.send_mail_warning_message
    return [warning['message'] for warning in (warnings or {}).values()]


def send_automatically(invoices):
    """Send invoices as Odoo does it itself, for instance once they are paid."""
    if SINCE_18:
        invoices.env['account.move.send']._generate_and_send_invoices(invoices)
    else:
        template = invoices.env.ref('account.email_template_edi_invoice')
        for invoice in invoices:
            invoice._generate_pdf_and_send_invoice(template)


def address(place):
    """Return where a browser finds something.

    :param place: a record, or the external name of an action.
    """
    if isinstance(place, str):
        return f'/odoo/action-{place}' if SINCE_18 else f'/web#action={place}'
    if SINCE_18:
        return f'/odoo/{place._name}/{place.id}'
    return f'/web#model={place._name}&id={place.id}&view_type=form'
