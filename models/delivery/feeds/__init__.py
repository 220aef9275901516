from . import amazon_feed
from . import amazon_feed_results
