"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import FINANCE
from .behaviour import list_transactions

ENDPOINTS = [
    Operation(
        'listTransactions', 'GET', '/finances/2024-06-19/transactions', list_transactions,
        Plan(0.5, 10), roles=frozenset({FINANCE})),
]
