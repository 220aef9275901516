"""The operations of the Feeds API, version 2021-06-30: their requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" tables in the model feeds_2021-06-30.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'createFeedDocument': Limit(rate=0.5, burst=15),
    'createFeed': Limit(rate=0.0083, burst=15),
    'getFeed': Limit(rate=2, burst=15),
    'getFeeds': Limit(rate=0.0222, burst=10),
    'getFeedDocument': Limit(rate=0.0222, burst=10),
})


class FeedsRequests(AmazonRequests, library.FeedsV20210630):
    """Requests of the Feeds API, version 2021-06-30."""

    def get_feed_document(self, document_ref):
        """Ask where a document is. (The library goes on to download it, and hides errors.)"""
        return self._request(f'/feeds/2021-06-30/documents/{document_ref}')
