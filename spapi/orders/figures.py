import hashlib
import json


def figures_of(order):
    """Return a digest of the figures that an order's sales order is made of.

    :param Order order: the order.
    :return: 16 hexadecimal digits, see `Order.figures`.
    :rtype: str
    """
    figures = [
        order.currency,
        _write(order.total),
        _write_charges(order.charges),
        sorted(
            [item.item_ref, item.sku, item.quantity, _write_charges(item.charges)]
            for item in order.items
        ),
    ]
    return hashlib.sha256(json.dumps(figures).encode()).hexdigest()[:16]


def _write_charges(charges):
    return sorted(
        [charge.kind, *map(_write, (charge.gross, charge.discount, charge.tax))]
        + ([_write(charge.withheld)] if charge.parts()[0].is_tax_withheld else [])
        for charge in charges
    )


def _write(amount):
    # 5, 5.0, 5.00 and 5E+0 are one amount, and so are 0 and -0.
    return f'{amount.normalize() + 0:f}'
