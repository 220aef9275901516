"""The Feeds API.

See the model feeds_2021-06-30.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/feeds-api-v2021-06-30-use-case-guide.
"""
import base64
import datetime
import json

from .errors import invalid_input, not_found, unauthorized
from .feed import STATUSES
from .fulfillment_feed import FEED_TYPE
from .parameters import check_names, parse_time, read_choices, read_list, read_page_size, read_time
from .wire import timestamp

RETENTION = datetime.timedelta(days=90)
PAGE_SIZE = 10
LARGEST_PAGE = 100
MOST_MARKETPLACES = 25
_SEARCH_PARAMETERS = {
    'feedTypes', 'marketplaceIds', 'pageSize', 'processingStatuses', 'createdSince',
    'createdUntil',
}


def create_feed_document(seller, body, now, port):
    """Answer `createFeedDocument`.

    :param Seller seller: Whose document it will be.
    :param Body body: Amazon's `CreateFeedDocumentSpecification`.
    :param datetime.datetime now: The time.
    :param str port: The port of the server, for links.
    :return: Amazon's `CreateFeedDocumentResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    documents = seller.feeds.documents
    document = documents.new(seller.seller_id, body.text('contentType'))
    return {
        'feedDocumentId': document.document_id,
        'url': documents.upload_link(document, port),
    }


def create_feed(seller, body, now):
    """Answer `createFeed`.

    :param Seller seller: Whose feed it is.
    :param Body body: Amazon's `CreateFeedSpecification`.
    :param datetime.datetime now: The time.
    :return: Amazon's `CreateFeedResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    feed_type = body.text('feedType')
    marketplace_ids = body.texts('marketplaceIds')
    document_id = body.text('inputFeedDocumentId')
    if feed_type != FEED_TYPE:
        raise invalid_input(f"The feedType {feed_type} is not supported.")
    if not 1 <= len(marketplace_ids) <= MOST_MARKETPLACES:
        raise invalid_input(f"marketplaceIds must hold 1 to {MOST_MARKETPLACES} marketplaces.")
    if not set(marketplace_ids) <= seller.participating_ids():
        raise unauthorized()
    document = seller.feeds.documents.find(seller.seller_id, document_id)
    if document is None:
        raise invalid_input(f"There is no feed document {document_id}.")
    if document.content is None:
        raise invalid_input(f"Nothing was uploaded to the feed document {document_id}.")
    return {'feedId': seller.feeds.submit(feed_type, marketplace_ids, document).feed_id}


def get_feed(seller, parameters, now, feed_id):
    """Answer `getFeed`.

    :param Seller seller: Whose feed.
    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param datetime.datetime now: The time.
    :param str feed_id: The feed's id.
    :return: Amazon's `Feed`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(parameters, set())
    return _wire(_find(seller, feed_id), now)


def cancel_feed(seller, parameters, now, feed_id):
    """Answer `cancelFeed`: with nothing, if the feed still waited.

    :param Seller seller: Whose feed.
    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param datetime.datetime now: The time.
    :param str feed_id: The feed's id.
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(parameters, set())
    feed = _find(seller, feed_id)
    status = feed.status(now)
    if status != 'IN_QUEUE':
        raise invalid_input(f"A feed that is {status} cannot be cancelled.")
    seller.feeds.cancel(feed)


def get_feed_document(seller, parameters, now, document_id, port):
    """Answer `getFeedDocument`.

    :param Seller seller: Whose document.
    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param datetime.datetime now: The time.
    :param str document_id: The document's id.
    :param str port: The port of the server, for links.
    :return: Amazon's `FeedDocument`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(parameters, {'enableContentEncodingUrlHeader'})
    [in_header] = read_choices(
        parameters, 'enableContentEncodingUrlHeader', ('true', 'false')) or ['false']
    documents = seller.feeds.documents
    document = documents.find(seller.seller_id, document_id)
    if document is None:
        raise not_found()
    encoding = 'gzip' if document.is_compressed and in_header == 'true' else None
    wire = {
        'feedDocumentId': document.document_id,
        'url': documents.download_link(document, port, encoding),
    }
    if document.is_compressed:
        wire['compressionAlgorithm'] = 'GZIP'
    return wire


def get_feeds(seller, parameters, now):
    """Answer `getFeeds`: the latest first.

    :param Seller seller: Whose feeds.
    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param datetime.datetime now: The time.
    :return: Amazon's `GetFeedsResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(parameters, {*_SEARCH_PARAMETERS, 'nextToken'})
    search = _continue(parameters) if 'nextToken' in parameters else _begin(parameters, now)
    found = [feed for feed in _after(search, seller.feeds) if _matches(feed, search, now)]
    size = search['size']
    answer = {'feeds': [_wire(feed, now) for feed in found[:size]]}
    if len(found) > size:
        answer['nextToken'] = _to_token({**search, 'last': found[size - 1].feed_id})
    return answer


# === THE SEARCH === #


def _begin(parameters, now):
    if 'feedTypes' not in parameters:
        raise invalid_input("Either feedTypes or nextToken must be given.")
    since = read_time(parameters, 'createdSince') or now - RETENTION
    until = read_time(parameters, 'createdUntil') or now
    return {
        'types': read_list(parameters, 'feedTypes'),
        'marketplaces': read_list(parameters, 'marketplaceIds'),
        'statuses': read_choices(parameters, 'processingStatuses', STATUSES),
        'since': timestamp(since),
        'until': timestamp(until),
        'size': read_page_size(parameters, 'pageSize', PAGE_SIZE, LARGEST_PAGE),
    }


def _continue(parameters):
    if len(parameters) > 1:
        raise invalid_input("nextToken must be the only parameter.")
    try:
        return json.loads(base64.urlsafe_b64decode(parameters['nextToken']))
    except ValueError:
        raise invalid_input("The nextToken you have submitted is not valid.") from None


def _to_token(search):
    return base64.urlsafe_b64encode(json.dumps(search).encode()).decode()


def _after(search, feeds):
    """Return the feeds that come after the last page, the latest first."""
    ids = [feed.feed_id for feed in feeds]
    older = ids[:ids.index(search['last'])] if 'last' in search else ids
    return [feeds.find(feed_id) for feed_id in reversed(older)]


def _matches(feed, search, now):
    return (
        feed.feed_type in search['types']
        and (not search['marketplaces'] or set(search['marketplaces']) & set(feed.marketplace_ids))
        and (not search['statuses'] or feed.status(now) in search['statuses'])
        and parse_time(search['since']) <= feed.created <= parse_time(search['until'])
    )


# === A FEED === #


def _find(seller, feed_id):
    feed = seller.feeds.find(feed_id)
    if feed is None:
        raise not_found()
    return feed


def _wire(feed, now):
    wire = {
        'feedId': feed.feed_id,
        'feedType': feed.feed_type,
        'marketplaceIds': feed.marketplace_ids,
        'createdTime': timestamp(feed.created),
        'processingStatus': feed.status(now),
    }
    if feed.status(now) != 'IN_QUEUE' and feed.starts <= (feed.ended or now):
        wire['processingStartTime'] = timestamp(feed.starts)
    if feed.ended:
        wire['processingEndTime'] = timestamp(feed.ended)
    if feed.result_document_id:
        wire['resultFeedDocumentId'] = feed.result_document_id
    return wire
