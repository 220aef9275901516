"""What comes in."""
from dataclasses import dataclass

from ..core import search_of_work
from ..core.parameters import check_marketplaces
from ..marketplace.vocabulary import FEED_STATUSES
from ..s3.documents import Document
from .errors import (
    no_such_document,
    nothing_uploaded,
    role_missing,
    unsupported_type,
)
from .feed_types import PROCESSORS, ROLES_NEEDED


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
        search_of_work.check_number_of_marketplaces(marketplace_ids)
        check_marketplaces(marketplace_ids, call.seller)
        document = call.app.documents.find(call.seller.seller_id, document_id)
        if document is None:
            raise no_such_document(document_id)
        if document.content is None:
            raise nothing_uploaded(document_id)
        return cls(
            feed_type, marketplace_ids, document, body.optional_texts_by_name('feedOptions'))


class Search(search_of_work.Search):
    """A search of `getFeeds`."""

    types_parameter = 'feedTypes'
    all_statuses = FEED_STATUSES
