"""What Amazon does when it is asked for transactions. Nothing is settled here yet."""
from ..core.parameters import check_names, read_time

_PARAMETERS = {
    'postedAfter', 'postedBefore', 'marketplaceId', 'transactionStatus', 'relatedIdentifierName',
    'relatedIdentifierValue', 'nextToken',
}


def list_transactions(call):
    """Answer `listTransactions`: with none.

    :param Call call: The call.
    :return: Amazon's `ListTransactionsResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(call.parameters, _PARAMETERS)
    for name in ('postedAfter', 'postedBefore'):
        read_time(call.parameters, name)
    return {'payload': {'transactions': []}}
