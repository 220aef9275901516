"""What goes wrong at Amazon, and on the way to it."""
from collections import Counter
from functools import wraps

from ..simulator import faults

ANY = {
    'refuse 429': faults.throttle,
    'fail with 500': faults.server_error,
    'fail with HTML 503': faults.html_503,
    'answer with nothing': faults.empty(),
    'answer with nothing, 503': faults.empty(503),
    'cut the answer': faults.cut_json,
    'answer slowly': faults.slow(0.1),
    'reset the connection': faults.connection_reset,
    'lose the answer': faults.lost_answer,
    'deny access': faults.access_denied,
    'say that the secret has expired': faults.secret_expired,
}
PAGES = {
    'repeat a page': faults.page_repeated,
    'overlap pages': faults.page_overlapping,
    'reorder a page': faults.page_reordered,
    'let a page token expire': faults.page_token_expired,
    'refuse a page in other words': faults.page_refused_in_other_words,
    'show the same page for ever': faults.page_for_ever,
    'refuse a valid search': faults.refused_though_valid,
}
DOCUMENTS = {
    'refuse a document': faults.document_refused,
    'let a link expire': faults.link_expired,
    'fail with HTML 503': faults.html_503,
    'reset the connection': faults.connection_reset,
    'lose the answer': faults.lost_answer,
}
TOKENS = {
    'fail with HTML 503': faults.html_503,
    'answer with nothing': faults.empty(),
    'cut the answer': faults.cut_json,
    'reset the connection': faults.connection_reset,
    'lose the answer': faults.lost_answer,
}
PACKAGES = {
    'accept and drop a package': faults.accepted_and_dropped,
    'refuse the version of a package': faults.package_version_refused,
    'refuse the version of a package after it was taken': faults.after_answer(
        faults.package_version_refused),
    'refuse one more update': faults.updates_used_up,
    'refuse one more update after it was taken': faults.after_answer(faults.updates_used_up),
}
OPERATIONS = {
    'searchOrders': {**ANY, **PAGES, 'answer very slowly': faults.slow(1)},
    'confirmShipment': {**ANY, **PACKAGES},
    'getOrder': ANY,
    'createFeedDocument': ANY,
    'createFeed': ANY,
    'getFeed': ANY,
    'getFeeds': ANY,
    'getFeedDocument': ANY,
    'uploadFeedDocument': DOCUMENTS,
    'downloadFeedDocument': DOCUMENTS,
    'token': TOKENS,
}
# How often an operation is hit, compared with the rest.
WEIGHTS = {'searchOrders': 10, 'confirmShipment': 8, 'createFeed': 3, 'token': 2}
# Where it matters most that Amazon did what it does not say.
TELLING = ('confirmShipment', 'createFeed')
TOO_LATE = 6  # seconds, after which a job that may take ten does not wait any more


class Trouble:
    """Trouble that chance makes for one seller.

    :param Simulator amazon: where.
    :param LivelyShop shop: the seller's.
    :param random.Random rng: chance.
    """

    def __init__(self, amazon, shop, rng):
        self.counts = Counter()
        self._amazon = amazon
        self._shop = shop
        self._rng = rng

    def brew(self, times, is_slow):
        """Have some calls go wrong from now on.

        :param int times: how many.
        :param bool is_slow: whether answers may come after the job's time.
        """
        for _ in range(times):
            self._rng.choice([self._spoil, self._spoil, self._spoil, self._change_between_pages,
                              self._expire_tokens, self._end_feed_badly])()
        if self._rng.random() < 0.2:
            self._deny_marketplaces()
        if is_slow:
            operation = self._rng.choice(['searchOrders', 'confirmShipment', 'createFeed'])
            self._add(operation, 'answer too late', faults.late_answer(TOO_LATE))

    def revoke(self, refresh_token):
        """Let the seller take back the consent."""
        self.counts['revoke the consent'] += 1
        self._amazon.lwa.revoke(refresh_token)

    def end(self):
        """Have nothing go wrong any more."""
        self.counts += Counter(
            f'end a feed as {feed.ending}' for feed in self._amazon.feeds if feed.ending != 'DONE')
        self._amazon.faults.clear()
        self._amazon.seller.deny()
        self._amazon.feeds.forget_plans()

    def _spoil(self):
        weights = [WEIGHTS.get(operation, 1) for operation in OPERATIONS]
        [operation] = self._rng.choices(list(OPERATIONS), weights)
        kind = self._rng.choice(list(OPERATIONS[operation]))
        chance = self._rng.random()
        if operation in TELLING and chance < 0.4:
            kind = 'lose the answer'
        elif operation == 'confirmShipment' and chance < 0.7:
            kind = self._rng.choice(list(PACKAGES))
        self._add(
            operation, kind, OPERATIONS[operation][kind], self._rng.choice([1, 1, 1, 2, 5]),
            after=self._rng.choice([0, 0, 1, 3]))

    def _change_between_pages(self):
        events = self._rng.randint(1, 5)
        self._add('searchOrders', 'change orders between pages', faults.before_answer(
            lambda: self._shop.go_on(events)), after=self._rng.choice([0, 1, 3]))

    def _expire_tokens(self):
        operation = self._rng.choice(['searchOrders', 'confirmShipment'])
        # A token that is refused when it is new means that the consent is gone.
        self._add(operation, 'let access tokens expire', faults.before_answer(
            self._amazon.lwa.expire_tokens), after=self._rng.choice([1, 2, 3]))

    def _deny_marketplaces(self):
        """Deny some marketplaces, or allow all again."""
        denied = self._rng.choice([(), ('DE',), ('US',), ('DE', 'JP')])
        self.counts['deny a marketplace'] += bool(denied)
        self._amazon.seller.deny(*denied)

    def _end_feed_badly(self):
        ending = self._rng.choice(['FATAL', 'CANCELLED', 'DONE', 'DONE', 'DONE'])
        self._amazon.feeds.end_next(ending, messages=self._rng.randint(0, 3))
        if self._rng.random() < 0.3:
            self._amazon.feeds.mangle_report(self._cut)

    def _cut(self, report):
        self.counts['cut a report'] += 1
        content = report.content()
        return content[:len(content) // 2]

    def _add(self, operation, kind, fault, times=1, after=0):
        @wraps(fault)
        def counted(call):
            self.counts[kind] += 1
            return fault(call)

        self._amazon.faults.add(operation, counted, times, after)
