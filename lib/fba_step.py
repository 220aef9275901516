from dataclasses import dataclass
from datetime import datetime

from odoo import models


@dataclass(frozen=True)
class FbaStep:
    """Pieces of an order line that Amazon shipped together.

    :param line: a line of an order that Amazon fulfills (`sale.order.line`), or what stands in for
        one where another shop sold it (`amazon.order.item`).
    :param int quantity: how many pieces of what was sold.
    :param datetime date: when Amazon shipped them (naive UTC).
    :param tuple[str] serial_numbers: what Amazon reports of the line; often nothing.
    """

    line: models.BaseModel
    quantity: int
    date: datetime
    serial_numbers: tuple[str, ...] = ()
