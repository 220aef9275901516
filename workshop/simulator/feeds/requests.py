"""What comes in."""
import datetime
from dataclasses import dataclass

from ..core.errors import invalid_token
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
from ..marketplace.vocabulary import FEED_STATUSES
from ..s3.documents import Document
from .errors import (
    more_than_the_token,
    no_such_document,
    nothing_to_search,
    nothing_uploaded,
    role_missing,
    unsupported_type,
    wrong_number_of_marketplaces,
)
from .feed_types import PROCESSORS, ROLES_NEEDED

RETENTION = datetime.timedelta(days=90)
PAGE_SIZE = 10
LARGEST_PAGE = 100
MOST_MARKETPLACES = 25

_TOKEN = 'nextToken'
_SEARCH_PARAMETERS = {
    'feedTypes', 'marketplaceIds', 'pageSize', 'processingStatuses', 'createdSince',
    'createdUntil', _TOKEN,
}


@dataclass
class Specification:
    """Amazon's `CreateFeedSpecification`."""

    feed_type: str
    marketplace_ids: list
    document: Document
    options: dict

    @classmethod
    def read(cls, call):
        """Return what a call of `createFeed` wants.

        :param Call call: The call.
        :rtype: Specification
        :raise ApiError: 400 or 403, if Amazon would refuse the request.
        """
        body = call.body()
        feed_type = body.text('feedType')
        marketplace_ids = body.texts('marketplaceIds')
        document_id = body.text('inputFeedDocumentId')
        if feed_type not in PROCESSORS:
            raise unsupported_type(feed_type)
        if not {ROLES_NEEDED.get(feed_type)} - {None} <= call.seller.shop.roles:
            raise role_missing()
        if not 1 <= len(marketplace_ids) <= MOST_MARKETPLACES:
            raise wrong_number_of_marketplaces(MOST_MARKETPLACES)
        check_marketplaces(marketplace_ids, call.seller)
        document = call.app.documents.find(call.seller.seller_id, document_id)
        if document is None:
            raise no_such_document(document_id)
        if document.content is None:
            raise nothing_uploaded(document_id)
        return cls(
            feed_type, marketplace_ids, document, body.optional_texts_by_name('feedOptions'))


def wants_encoding_in_header(call):
    """Return whether a link is to say how the document is compressed by a header of its answer.

    :param Call call: A call of `getFeedDocument`.
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
        """Return the search that a call of `getFeeds` wants.

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
        if 'feedTypes' not in parameters:
            raise nothing_to_search()
        return cls(
            types=read_list(parameters, 'feedTypes'),
            marketplaces=read_list(parameters, 'marketplaceIds'),
            statuses=read_choices(parameters, 'processingStatuses', FEED_STATUSES),
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
