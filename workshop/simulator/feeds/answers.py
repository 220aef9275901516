"""What goes out."""
from ..core.search_of_work import progress


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
        **progress(feed, now),
    }
    if feed.result_document_id:
        wire['resultFeedDocumentId'] = feed.result_document_id
    return wire
