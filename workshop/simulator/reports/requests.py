"""What comes in."""
from ..core import search_of_work
from ..core.errors import unauthorized
from ..core.parameters import check_marketplaces
from ..marketplace.vocabulary import REPORT_STATUSES
from .errors import unsupported_type
from .report import Wanted
from .report_types import TYPES


def read_specification(call):
    """Return what a call of `createReport` wants.

    :param Call call: The call.
    :rtype: Wanted
    :raise ApiError: 400 or 403, if Amazon would refuse the request.
    """
    body = call.body()
    report_type = body.text('reportType')
    marketplace_ids = body.texts('marketplaceIds')
    if report_type not in TYPES:
        raise unsupported_type(report_type)
    type_ = TYPES[report_type]
    if type_.role not in call.seller.shop.roles:
        raise unauthorized()
    search_of_work.check_number_of_marketplaces(marketplace_ids)
    check_marketplaces(marketplace_ids, call.seller)
    choice, since, until = type_.read_options(body, call.now)
    return Wanted(report_type, tuple(marketplace_ids), choice, since, until)


class Search(search_of_work.Search):
    """A search of `getReports`."""

    types_parameter = 'reportTypes'
    all_statuses = REPORT_STATUSES
