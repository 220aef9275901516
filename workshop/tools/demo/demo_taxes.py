"""The taxes of the demo shop, a German seller's. It runs inside Odoo, as ``demo_shop.py``."""
from odoo import fields

from ....lib.series import SINCE_18, SINCE_19

# Where the shop owes the tax itself, and how much of a hundred; elsewhere, it exports.
HOME = 'DE'
RATES = {HOME: 19, 'FR': 20, 'IT': 22, 'ES': 21, 'GB': 20, 'JP': 10}
NAMES = {HOME: "Germany", 'FR': "OSS France", 'IT': "OSS Italy", 'ES': "OSS Spain",
         'GB': "United Kingdom", 'JP': "Japan"}
INCLUDED = {'price_include_override': 'tax_included'} if SINCE_18 else {'price_include': True}
# What sells what matches no product.
WITHOUT_PRODUCT = ('product_amazon_sale', 'product_amazon_shipping', 'product_amazon_charge')


def set_up(env):
    """Have what is sold carry German VAT, and that of the buyer's country abroad.

    Products that are made from now on carry it by themselves.

    :param Environment env: the shell's
    """
    home = _tax(env, RATES[HOME])
    env.company.account_sale_tax_id = home
    for product in WITHOUT_PRODUCT:
        env.ref(f'amazon_connector.{product}').taxes_id = home
    # Since 19.0, the American chart has positions of its own.
    env['account.fiscal.position'].search([('auto_apply', '=', True)]).auto_apply = False
    for country_code, rate in RATES.items():
        is_home = country_code == HOME
        tax = home if is_home else _tax(env, rate, NAMES[country_code])
        _map(_position(env, NAMES[country_code], country_code), home, tax)
    _map(_position(env, "Export"), home, _tax(env, 0, "Export"))


def _tax(env, rate, where=''):
    return env['account.tax'].create({
        'name': f'{rate}% VAT {where}'.strip(),
        'amount': rate,
        'type_tax_use': 'sale',
        'tax_group_id': env['account.tax.group'].create({'name': f'VAT {rate}%'}).id,
        **INCLUDED,
    })


def _position(env, name, country_code=None):
    """Return a new fiscal position: of a country, or of all others."""
    return env['account.fiscal.position'].create({
        'name': name,
        'auto_apply': True,
        'country_id': country_code and env['res.country'].search([
            ('code', '=', country_code),
        ]).id,
        'sequence': 10 if country_code else 100,  # Since 19.0, the first that fits wins.
    })


def _map(position, tax, other):
    """Have a fiscal position put a tax in the place of one.

    Since 19.0, a position without any tax takes all away.
    """
    if SINCE_19:
        other.fiscal_position_ids += position
        other.original_tax_ids = tax - other
    else:
        position.tax_ids = [
            fields.Command.create({'tax_src_id': tax.id, 'tax_dest_id': other.id})
        ]
