"""The page of `doc/` for those who build on the addon: its list and its code are the code's own."""
import ast

from .. import cache, examples
from ..console import Failure

PAGE = cache.REPOSITORY / 'doc' / 'developer' / 'hooks.md'
FOLDERS = ('models', 'services')

# What is promised to stay: models and their methods, by what they are about.
HOOKS = {
    "Who bought it": [
        ('res.partner', '_own_customer_of_amazon'),
        ('res.partner', '_prepare_amazon_customer'),
        ('res.partner', '_prepare_amazon_address'),
    ],
    "Sales orders": [
        ('sale.order', '_prepare_own_amazon_fields'),
        ('sale.order', '_prepare_amazon_order'),
        ('sale.order', '_amazon_fiscal_position'),
        ('product.product', '_by_internal_reference'),
        ('amazon.account', '_warehouse_of'),
        ('amazon.order.import', '_complete'),
    ],
    "Deliveries": [
        ('sale.order', '_default_amazon_carrier'),
        ('delivery.carrier', '_match_amazon_carrier'),
        ('delivery.carrier', '_amazon_names'),
        ('stock.picking', '_amazon_tracking_refs'),
        ('stock.picking', '_missing_amazon_shipping_details'),
    ],
    "Dashboard and first steps": [
        ('amazon.account', '_figures'),
        ('amazon.account', '_troubles_at_work'),
        ('amazon.account', '_first_steps'),
    ],
    "Personal data": [
        ('amazon.order.forget', '_forget_buyers_of'),
    ],
}

TEXT = """\
<!-- Made by `make docs` from the docstrings and workshop/examples: change those, or this text in
     workshop/tools/pages/hooks_page.py. -->

# Hooks

You want the connector to do something of your own. Write a small module that depends on `amazon_connector` and inherits one method. Do not change the
connector itself: updates would take your change away.

Each task below has a module that you can copy: [workshop/examples](../../workshop/examples). They are complete: copy the folder into your addons folder,
rename it, install it. `make test TAGS=beside_examples` installs them beside the connector and runs their tests, which let the simulated Amazon place orders.

## I want another carrier rule

New deliveries begin with the carrier of the account or of its marketplace. Say otherwise, and call `super()` for all others. Here, heavy parcels go with
another carrier ([the module](../../workshop/examples/amazon_example_carrier_by_weight)):

{carrier}

By which name Amazon is told of a carrier is `_amazon_names` of `delivery.carrier`.

## I want my own customer matching

The connector knows a buyer by the e-mail address that Amazon made up. If you know the customer otherwise, return it; return nothing, and the connector
looks itself. Here, who has the same VAT number is the same customer ([the module](../../workshop/examples/amazon_example_customer_by_vat)):

{customer}

- Nothing is written on a customer whom you entered. The delivery address becomes one of its addresses.
- One customer for all orders of a shop works, too, but not well: Odoo becomes slow with a contact that has very many addresses.

## I want an extra field of what Amazon sends

You get the order as Amazon sent it, and return the values of your fields. They follow when Amazon changes the order. Here, it is the shipping service
([the module](../../workshop/examples/amazon_example_shipping_service)):

{field}

- What Amazon may send, and what is not asked for, is in [the fields of an Amazon order](fields-of-an-order.md).
- Nobody has checked it: anything may be missing. Use `get`.
- What Amazon sent is thrown away once the order is dealt with. Your field comes to new orders, and to others when Amazon says something of them.
- Is it about the buyer as a person? Then Amazon wants it gone a month after the delivery: empty it in `_forget_buyers_of` of `amazon.order.forget`.

## What holds for all

- Call `super()`, and change what it returns.
- An error that you raise stops the one order, never others: it is in **Amazon Orders** as *Failed*, a `UserError` with its text, and is tried again.
- Methods run in the background, in nobody's language, once for each order, delivery or buyer: one quick search is fine, a call to another server is not.
- Do not commit: [the rules](rules.md).

## The list

These methods stay: names, parameters and what they return change in no update within a series of Odoo without a word in the release notes. All others may.

{hooks}
"""


def update():
    """Write the page anew."""
    PAGE.write_text(render(), encoding='utf-8')
    print(PAGE.relative_to(cache.REPOSITORY))


def render():
    """Return the page.

    :rtype: str
    :raise Failure: if a method is promised that there is not, or that says nothing of itself
    """
    purposes = _purposes()
    missing = [hook for hooks in HOOKS.values() for hook in hooks if hook not in purposes]
    if missing:
        raise Failure("\n".join(f"{model} has no documented {name}" for model, name in missing))
    return TEXT.format(
        carrier=_code('amazon_example_carrier_by_weight/models/sale_order.py'),
        customer=_code('amazon_example_customer_by_vat/models/res_partner.py'),
        field=_code('amazon_example_shipping_service/models/sale_order.py'),
        hooks='\n\n'.join(
            '\n'.join([
                f"**{title}**", "", "| Model | Method | What it is for |", "|---|---|---|",
                *(_row(*hook, *purposes[hook]) for hook in hooks),
            ]) for title, hooks in HOOKS.items()),
    )


def _row(model, name, path, purpose):
    return f"| `{model}` | [`{name}`](../../{path}) | {purpose} |"


def _code(path):
    return f"```python\n{(examples.FOLDER / path).read_text(encoding='utf-8')}```"


def _purposes():
    """Return file and first sentence of what each method says of itself, by model and name."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((cache.REPOSITORY / folder).rglob('*.py')):
            for model in ast.parse(path.read_text(encoding='utf-8')).body:
                if isinstance(model, ast.ClassDef):
                    for name, sentence in _documented(model):
                        place = path.relative_to(cache.REPOSITORY).as_posix(), sentence
                        found.setdefault((_model(model), name), place)
    return found


def _model(node):
    names = {
        statement.targets[0].id: statement.value for statement in node.body
        if isinstance(statement, ast.Assign)
    }
    name = names.get('_name') or names.get('_inherit')
    return name.value if isinstance(name, ast.Constant) else None


def _documented(node):
    for function in node.body:
        if isinstance(function, ast.FunctionDef):
            text = ast.get_docstring(function) or ''
            if text and not text.startswith(("Override", "Extend")):
                yield function.name, text.split('\n\n')[0].replace('\n', ' ')
