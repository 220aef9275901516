"""What Amazon does when it is asked what a seller offers: all that is in the catalogue."""
from ..core.errors import invalid_input, unauthorized
from ..core.parameters import check_marketplaces, check_names, read_list, read_page_size
from ..marketplace.catalogue import PRODUCTS

LARGEST_PAGE = 20
PAGE_SIZE = 10


def search_listings_items(call, seller_id):
    """Answer `searchListingsItems`: its first page, without details.

    :param Call call: The call.
    :param str seller_id: Whose listings.
    :return: Amazon's `ItemSearchResults`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(call.parameters, {'marketplaceIds', 'pageSize'})
    if seller_id != call.seller.seller_id:
        raise unauthorized()
    marketplace_ids = read_list(call.parameters, 'marketplaceIds')
    if not marketplace_ids:
        raise invalid_input("marketplaceIds is required.")
    check_marketplaces(marketplace_ids, call.seller)
    size = read_page_size(call.parameters, 'pageSize', PAGE_SIZE, LARGEST_PAGE)
    items = [{'sku': product.sku} for product in PRODUCTS[:size]]
    return {'numberOfResults': len(PRODUCTS), 'items': items}
