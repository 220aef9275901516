import datetime
from dataclasses import dataclass

from .vocabulary import REFUND


@dataclass
class Refund:
    """What a buyer got back: units by order item id.

    `kind` is `RETURN` if the goods come back, or `REFUND`.
    """

    transaction_id: str
    at: datetime.datetime
    quantities: dict
    kind: str = REFUND
