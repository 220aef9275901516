"""What Amazon does when it is asked what lies there. Nothing ever changes here."""
from ..core.errors import invalid_input
from ..core.parameters import check_marketplaces, check_names, read_choices, read_list, read_time
from ..marketplace.catalogue import PRODUCTS

_PARAMETERS = {
    'details', 'granularityType', 'granularityId', 'startDateTime', 'marketplaceIds',
}


def get_inventory_summaries(call):
    """Answer `getInventorySummaries`: with all goods, or with none if only changes are asked for.

    :param Call call: The call.
    :return: Amazon's `GetInventorySummariesResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    parameters = call.parameters
    check_names(parameters, _PARAMETERS)
    marketplace_ids = read_list(parameters, 'marketplaceIds')
    if len(marketplace_ids) != 1 or parameters.get('granularityId') not in marketplace_ids:
        raise invalid_input("marketplaceIds and granularityId must name the same marketplace.")
    if read_choices(parameters, 'granularityType', {'Marketplace'}) != ['Marketplace']:
        raise invalid_input("granularityType is required.")
    check_marketplaces(marketplace_ids, call.seller)
    changed = () if read_time(parameters, 'startDateTime') else PRODUCTS
    return {'payload': {
        'granularity': {
            'granularityType': 'Marketplace', 'granularityId': parameters['granularityId'],
        },
        'inventorySummaries': [
            {'sellerSku': product.sku, 'asin': product.asin, 'productName': product.title}
            for product in changed],
    }}
