"""What Amazon does when it is called; `processing` is what it does without being asked."""
from ..core.errors import not_found
from ..core.parameters import check_names
from ..core.search_of_work import document_to_wire, downloadable, found
from ..marketplace.vocabulary import IN_QUEUE
from .answers import feed_to_wire
from .errors import too_late_to_cancel
from .requests import Search, Specification


def create_feed_document(call):
    """Answer `createFeedDocument`.

    :param Call call: The call.
    :return: Amazon's `CreateFeedDocumentResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    documents = call.app.documents
    document = documents.new(call.seller.seller_id, call.body().text('contentType'))
    return document_to_wire('feedDocumentId', document, documents.upload_link(document, call.port))


def get_feed_document(call, document_id):
    """Answer `getFeedDocument`.

    :param Call call: The call.
    :param str document_id: The document's id.
    :return: Amazon's `FeedDocument`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    return downloadable(call, 'feedDocumentId', document_id)


def create_feed(call):
    """Answer `createFeed`.

    :param Call call: The call.
    :return: Amazon's `CreateFeedResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    wanted = Specification.read(call)
    feed = call.seller.feeds.submit(
        wanted.feed_type, wanted.marketplace_ids, wanted.document, wanted.options)
    return {'feedId': feed.feed_id}


def get_feed(call, feed_id):
    """Answer `getFeed`.

    :param Call call: The call.
    :param str feed_id: The feed's id.
    :return: Amazon's `Feed`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    return feed_to_wire(_find(call, feed_id), call.now)


def cancel_feed(call, feed_id):
    """Answer `cancelFeed`: with nothing, if the feed still waited.

    :param Call call: The call.
    :param str feed_id: The feed's id.
    :raise ApiError: If Amazon would refuse the request.
    """
    feed = _find(call, feed_id)
    status = feed.status(call.now)
    if status != IN_QUEUE:
        raise too_late_to_cancel(status)
    call.seller.feeds.cancel(feed)


def get_feeds(call):
    """Answer `getFeeds`: the latest first.

    :param Call call: The call.
    :return: Amazon's `GetFeedsResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    entries, next_token = Search.read(call).page(call.seller.feeds, call.now)
    return found('feeds', [feed_to_wire(feed, call.now) for feed in entries], next_token)


def _find(call, feed_id):
    check_names(call.parameters)
    feed = call.seller.feeds.find(feed_id)
    if feed is None:
        raise not_found()
    return feed
