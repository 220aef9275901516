"""What goes out."""
from ..core.formats import timestamp
from ..marketplace.vocabulary import IN_QUEUE


def feed_to_wire(feed, now):
    """Return Amazon's `Feed`.

    :param Feed feed: The feed.
    :param datetime.datetime now: The time.
    :rtype: dict
    """
    wire = {
        'feedId': feed.feed_id,
        'feedType': feed.feed_type,
        'marketplaceIds': feed.marketplace_ids,
        'createdTime': timestamp(feed.created),
        'processingStatus': feed.status(now),
    }
    if feed.status(now) != IN_QUEUE and feed.starts <= (feed.ended or now):
        wire['processingStartTime'] = timestamp(feed.starts)
    if feed.ended:
        wire['processingEndTime'] = timestamp(feed.ended)
    if feed.result_document_id:
        wire['resultFeedDocumentId'] = feed.result_document_id
    return wire


def found_feeds(feeds, next_token, now):
    """Return Amazon's `GetFeedsResponse`.

    :param list[Feed] feeds: The feeds of the page.
    :param str next_token: The token of the next page; None if there is none.
    :param datetime.datetime now: The time.
    :rtype: dict
    """
    answer = {'feeds': [feed_to_wire(feed, now) for feed in feeds]}
    if next_token:
        answer['nextToken'] = next_token
    return answer


def document_to_wire(document, url):
    """Return Amazon's `FeedDocument`, or `CreateFeedDocumentResponse`, which is a part of it.

    :param Document document: The document.
    :param str url: A link to it.
    :rtype: dict
    """
    wire = {'feedDocumentId': document.document_id, 'url': url}
    if document.is_compressed:
        wire['compressionAlgorithm'] = 'GZIP'
    return wire
