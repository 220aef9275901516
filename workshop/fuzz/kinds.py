"""Kinds of payloads: a good one, how it is spoiled, and what reads it."""
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ...spapi import (
    AmazonError,
    MalformedOrder,
    MalformedReport,
    Order,
    OrderHeader,
    Participation,
    ProcessingReport,
    Rejected,
    Unauthorized,
    Unavailable,
    cancellation_of,
    packages_of,
)
from ...spapi.core.answers import read_json
from . import byte_mutations, json_mutations, xml_mutations
from .findings import is_storable, require
from .order_checks import check_header, check_order
from .samples import MESSAGES

US = 'ATVPDKIKX0DER'
ORDER_REF = '111-1111111-1111111'
FEED_REF = '50039018869'
HEADERS = [
    {'x-amzn-RateLimit-Limit': value}
    for value in ('0', '-1', 'nan', '1e400', '1e-300', 'x', '', '0.5')
] + [{'Content-Encoding': 'gzip'}, {'Content-Encoding': 'br, gzip'}, {'Content-Type': 'text/html'},
     {'Content-Type': 'application/json; charset=utf-16'}, {'Retry-After': '-1'},
     {'Location': 'https://example.com/'}]
STATUSES = [200, 201, 202, 204, 206, 301, 307, 400, 401, 403, 404, 407, 408, 413, 429, 500, 503]


@dataclass(frozen=True)
class Payload:
    """An answer of somebody who says to be Amazon."""

    body: bytes
    status: int = 200
    headers: tuple = ()


class Kind(ABC):
    """A kind of payload. Its name is what `make fuzz` shows.

    :param float share: of all cases.
    """

    share = 0.0
    status = 200
    refusals = (AmazonError,)

    def __init__(self, samples, amazon):
        """
        :param Samples samples: good answers.
        :param FuzzedPartner amazon: what asks, and what is asked.
        """
        self.samples = samples
        self.amazon = amazon

    def make(self, rng):
        """Return a payload: a good one, with a few changes.

        :param random.Random rng: what chooses them.
        :rtype: Payload
        """
        value = json.loads(self.sample(rng))
        for _number in range(rng.choice([0, 1, 1, 1, 2, 5])):
            json_mutations.mutate(value, rng)
        text = json_mutations.write(value)
        if rng.random() < 0.15:
            text = json_mutations.misspell(text, rng)
        body = text.encode('utf-8', 'replace')
        return Payload(byte_mutations.garble(body, rng) if rng.random() < 0.1 else body)

    @abstractmethod
    def sample(self, rng):
        """Return a good answer, as text."""

    @abstractmethod
    def read(self, payload):
        """Have a payload read, and check what is made of it.

        :param Payload payload: the answer.
        :raise AmazonError: if it is refused.
        :raise Finding: if something is made of it that must not be.
        """


class Orders(Kind):
    """Orders themselves, read without a network: the inbox takes all, a sales order the good."""

    name = 'orders'
    share = 0.5
    refusals = (MalformedOrder, Unavailable)

    def sample(self, rng):
        return rng.choice(self.samples.orders)

    def read(self, payload):
        header = OrderHeader.from_wire(read_json(payload.body))
        check_header(header)
        cancellation_of(header.payload)
        packages_of(header.payload)
        check_order(Order.from_payload(header.payload), header)


class Reports(Kind):
    """Processing reports, read without a network."""

    name = 'processing reports'
    share = 0.14
    refusals = (MalformedReport,)

    def sample(self, rng):
        return self.samples.report

    def make(self, rng):
        content = self.sample(rng).encode()
        for _number in range(rng.choice([0, 1, 1, 1, 2, 5])):
            content = xml_mutations.mutate(content, rng)
        if rng.random() < 0.25:
            content = xml_mutations.attack(content, rng)
        return Payload(byte_mutations.garble(content, rng) if rng.random() < 0.1 else content)

    def read(self, payload):
        fates = ProcessingReport.from_xml(payload.body).fates(MESSAGES)
        require(len(fates) == MESSAGES, "Some messages have no fate.")
        for fate in fates:
            require(fate.state in ('accepted', 'rejected', 'unknown'), "A fate is not known.")
            require(fate.state != 'rejected' or fate.messages, "A refusal gives no reason.")
            require(is_storable(' '.join(fate.messages)), "No database takes the reason.")
            require(sum(map(len, fate.messages)) < 10_000, "A reason is too long.")


class Asked(Kind):
    """Answers to calls, over HTTP, through the whole of `spapi`."""

    is_token = False

    def make(self, rng):
        payload = super().make(rng)
        status, headers = self.status, {}
        if rng.random() < 0.15:
            status = rng.choice(STATUSES)
        if rng.random() < 0.1:
            headers = rng.choice(HEADERS)
        return Payload(payload.body, status, tuple(headers.items()))

    def read(self, payload):
        self.amazon.server.answer_next(
            payload.body, payload.status, dict(payload.headers), self.is_token)
        self.check(self.ask(self.amazon.client))

    @abstractmethod
    def ask(self, client):
        """Make the call.

        :param SellingPartner client: what makes it.
        """

    @abstractmethod
    def check(self, result):
        """Check what the call returned."""


class Pages(Asked):
    """Pages of orders: every order of a page that is read comes into the inbox."""

    name = 'pages of orders'
    share = 0.06

    def sample(self, rng):
        return self.samples.page

    def ask(self, client):
        now = datetime.now(timezone.utc)
        return client.search_orders([US], now - timedelta(days=1), now - timedelta(hours=1))

    def check(self, result):
        for header in result.headers:
            check_header(header)
        require(result.next_token is None or result.next_token, "The next page has no name.")


class SingleOrders(Asked):
    """Answers to a question about one order."""

    name = 'single orders'
    share = 0.03

    def sample(self, rng):
        return self.samples.order

    def ask(self, client):
        return client.get_order(json.loads(self.samples.order)['order']['orderId'])

    def check(self, result):
        check_header(result)


class Tokens(Asked):
    """Answers of Login with Amazon."""

    name = 'access tokens'
    share = 0.03
    is_token = True
    refusals = (Unavailable, Unauthorized, Rejected)

    def sample(self, rng):
        return rng.choice([
            self.samples.token,
            '{"error": "invalid_grant", "error_description": "It was revoked: Atzr|secret"}',
            '{"error": "invalid_request", "error_description": "refresh_token"}',
        ])

    def ask(self, client):
        return client.check_credentials()

    def check(self, result):
        require(False, "There are no marketplaces in what was answered.")


class Participations(Asked):
    """Lists of the marketplaces that a seller is registered for."""

    name = 'participations'
    share = 0.02

    def sample(self, rng):
        return self.samples.participations

    def ask(self, client):
        return client.marketplace_participations()

    def check(self, result):
        for participation in result:
            require(isinstance(participation, Participation), "A marketplace is none.")
            require(all(
                is_storable(str(value)) for value in vars(participation).values()
            ), "No database takes the marketplace.")


class Documents(Asked):
    """Answers to the announcement of a document: where to put it."""

    name = 'feed documents'
    share = 0.015
    status = 201

    def sample(self, rng):
        return json.dumps({
            'feedDocumentId': 'amzn1.tortuga.4.na.5d4e42b5-1d6e-44e8-a89c-2abfca0625bb.T3M',
            'url': f'{self.amazon.url}/documents/1',
        })

    def ask(self, client):
        return client.upload_feed_document(b'<AmazonEnvelope/>')

    def check(self, result):
        require(is_storable(result) and len(result) <= 200, "The document cannot be found again.")


class NewFeeds(Asked):
    """Answers to the creation of a feed."""

    name = 'feeds created'
    share = 0.01
    status = 202

    def sample(self, rng):
        return self.samples.new_feed

    def ask(self, client):
        return client.create_fulfillment_feed([US], 'amzn1.tortuga.4.na.1')

    def check(self, result):
        require(is_storable(result) and len(result) <= 200, "The feed cannot be found again.")


class Feeds(Asked):
    """What Amazon says of a feed."""

    name = 'feeds'
    share = 0.015

    def sample(self, rng):
        return self.samples.feed

    def ask(self, client):
        return client.get_feed(FEED_REF)

    def check(self, result):
        require(result.feed_ref == FEED_REF, "It is another feed.")


class FeedLists(Asked):
    """Lists of feeds."""

    name = 'lists of feeds'
    share = 0.01

    def sample(self, rng):
        return rng.choice([self.samples.feeds, self.samples.last_feeds])

    def ask(self, client):
        return client.find_fulfillment_feeds(datetime.now(timezone.utc) - timedelta(days=1))

    def check(self, result):
        require(all(is_storable(feed.feed_ref) for feed in result), "A feed is not found again.")


class Refusals(Asked):
    """Errors in Amazon's form, and what is like it."""

    name = 'errors'
    share = 0.01
    status = 400

    def sample(self, rng):
        return self.samples.error

    def ask(self, client):
        return client.get_order(ORDER_REF)

    def check(self, result):
        require(False, "An error was taken for an order.")


KINDS = [
    Orders, Reports, Pages, SingleOrders, Tokens, Participations, Documents, NewFeeds, Feeds,
    FeedLists, Refusals,
]
