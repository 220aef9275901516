"""What the page *Troubleshooting* says of each sentence that users may read, by where they meet it.

The sentences are the code's. Each is in one of the modules here, or is said to be no trouble
(`no_troubles.py`): see workshop/tools/checks/troubles.py.
"""
from . import (
    decisions,
    everywhere,
    invoices,
    linking,
    orders,
    parcels,
    privacy,
    stock_at_amazon,
    uninstalling,
)

# In the order of the page
ROOMS = [
    everywhere, linking, orders, decisions, parcels, stock_at_amazon, invoices, privacy,
    uninstalling,
]
