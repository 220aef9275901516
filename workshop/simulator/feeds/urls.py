"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import FOR_FEEDS
from .behaviour import (
    cancel_feed,
    create_feed,
    create_feed_document,
    get_feed,
    get_feed_document,
    get_feeds,
)

_DOCUMENTS = '/feeds/2021-06-30/documents'
_FEEDS = '/feeds/2021-06-30/feeds'

ENDPOINTS = [
    Operation(
        'createFeedDocument', 'POST', _DOCUMENTS, create_feed_document, Plan(0.5, 15), status=201,
        roles=FOR_FEEDS),
    Operation(
        'getFeedDocument', 'GET', f'{_DOCUMENTS}/<document_id>', get_feed_document,
        Plan(0.0222, 10)),
    Operation('createFeed', 'POST', _FEEDS, create_feed, Plan(0.0083, 15), status=202),
    Operation('getFeeds', 'GET', _FEEDS, get_feeds, Plan(0.0222, 10)),
    Operation('getFeed', 'GET', f'{_FEEDS}/<feed_id>', get_feed, Plan(2, 15)),
    Operation('cancelFeed', 'DELETE', f'{_FEEDS}/<feed_id>', cancel_feed, Plan(2, 15)),
]
