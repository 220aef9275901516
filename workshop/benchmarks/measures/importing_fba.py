"""Importing orders that Amazon has shipped, against plain Odoo that makes and delivers them."""
from ..figure import Figure
from .importing import compare

TITLE = "Import of orders that Amazon shipped, against plain Odoo making and delivering them"
CHANNEL = 'AMAZON'

REMARK = (
    "As the import of orders that you ship, but Amazon has shipped them: the import ends with done "
    "moves out of the Amazon location, and plain Odoo validates the deliveries of each batch."
)


def measure(lab):
    """Measure the import of orders that Amazon has shipped."""
    return Figure(compare(lab, CHANNEL), REMARK)
