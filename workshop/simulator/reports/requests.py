"""What comes in."""
import datetime
from dataclasses import dataclass

from ..core.errors import invalid_token, unauthorized
from ..core.formats import parse_time, timestamp
from ..core.pages import read_token, write_token
from ..core.parameters import (
    check_marketplaces,
    check_names,
    read_choices,
    read_list,
    read_page_size,
    read_time,
)
from ..marketplace.vocabulary import REPORT_STATUSES
from .errors import (
    more_than_the_token,
    nothing_to_search,
    unsupported_type,
    wrong_number_of_marketplaces,
)
from .report import Wanted
from .report_types import TYPES

RETENTION = datetime.timedelta(days=90)
PAGE_SIZE = 10
LARGEST_PAGE = 100
MOST_MARKETPLACES = 25

_TOKEN = 'nextToken'
_SEARCH_PARAMETERS = {
    'reportTypes', 'marketplaceIds', 'pageSize', 'processingStatuses', 'createdSince',
    'createdUntil', _TOKEN,
}


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
    if not 1 <= len(marketplace_ids) <= MOST_MARKETPLACES:
        raise wrong_number_of_marketplaces(MOST_MARKETPLACES)
    check_marketplaces(marketplace_ids, call.seller)
    choice, since, until = type_.read_options(body, call.now)
    return Wanted(report_type, tuple(marketplace_ids), choice, since, until)


def wants_encoding_in_header(call):
    """Return whether a link is to say how the document is compressed by a header of its answer.

    :param Call call: A call of `getReportDocument`.
    :rtype: bool
    :raise ApiError: 400, if Amazon would refuse the request.
    """
    name = 'enableContentEncodingUrlHeader'
    check_names(call.parameters, {name})
    return read_choices(call.parameters, name, ('true', 'false')) == ['true']


@dataclass
class Search:
    """A search that was found valid. `after_key` is the place where the previous page ended."""

    types: list
    marketplaces: list
    statuses: list
    since: datetime.datetime
    until: datetime.datetime
    size: int
    after_key: int | None = None

    @classmethod
    def read(cls, call):
        """Return the search that a call of `getReports` wants.

        :param Call call: The call.
        :rtype: Search
        :raise ApiError: 400, if Amazon would refuse the request.
        """
        check_names(call.parameters, _SEARCH_PARAMETERS)
        if _TOKEN in call.parameters:
            return cls._continue(call.parameters)
        return cls._begin(call.parameters, call.now)

    @classmethod
    def _begin(cls, parameters, now):
        if 'reportTypes' not in parameters:
            raise nothing_to_search()
        return cls(
            types=read_list(parameters, 'reportTypes'),
            marketplaces=read_list(parameters, 'marketplaceIds'),
            statuses=read_choices(parameters, 'processingStatuses', REPORT_STATUSES),
            since=read_time(parameters, 'createdSince') or now - RETENTION,
            until=read_time(parameters, 'createdUntil') or now,
            size=read_page_size(parameters, 'pageSize', PAGE_SIZE, LARGEST_PAGE),
        )

    @classmethod
    def _continue(cls, parameters):
        if len(parameters) > 1:
            raise more_than_the_token()
        content = read_token(parameters, _TOKEN)
        try:
            times = {name: parse_time(content[name]) for name in ('since', 'until')}
            return cls(**{**content, **times})
        except (ValueError, LookupError, TypeError):
            raise invalid_token(_TOKEN) from None

    def token_after(self, key):
        """Return a token for the page after a place.

        :param int key: The place.
        :rtype: str
        """
        return write_token({
            **vars(self), 'since': timestamp(self.since), 'until': timestamp(self.until),
            'after_key': key})
