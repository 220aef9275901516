"""How feeds and reports are looked for: Amazon's two APIs for them ask alike."""
import datetime
from dataclasses import dataclass
from typing import ClassVar

from .errors import invalid_input, invalid_token, not_found
from .formats import parse_time, timestamp
from .pages import cut_page, read_token, write_token
from .parameters import check_names, read_choices, read_list, read_page_size, read_time

RETENTION = datetime.timedelta(days=90)
PAGE_SIZE = 10
LARGEST_PAGE = 100
MOST_MARKETPLACES = 25

_TOKEN = 'nextToken'


@dataclass
class Search:
    """A search that was found valid. `after_key` is the place where the previous page ended.

    `types_parameter` is what the API calls the types that are looked for.
    """

    types_parameter: ClassVar[str]
    all_statuses: ClassVar[tuple]

    types: list
    marketplaces: list
    statuses: list
    since: datetime.datetime
    until: datetime.datetime
    size: int
    after_key: int | None = None

    @classmethod
    def read(cls, call):
        """Return the search that a call wants.

        :param Call call: The call.
        :rtype: Search
        :raise ApiError: 400, if Amazon would refuse the request.
        """
        check_names(call.parameters, {
            cls.types_parameter, 'marketplaceIds', 'pageSize', 'processingStatuses',
            'createdSince', 'createdUntil', _TOKEN,
        })
        if _TOKEN in call.parameters:
            return cls._continue(call.parameters)
        return cls._begin(call.parameters, call.now)

    @classmethod
    def _begin(cls, parameters, now):
        if cls.types_parameter not in parameters:
            raise invalid_input(f"Either {cls.types_parameter} or {_TOKEN} must be given.")
        return cls(
            types=read_list(parameters, cls.types_parameter),
            marketplaces=read_list(parameters, 'marketplaceIds'),
            statuses=read_choices(parameters, 'processingStatuses', cls.all_statuses),
            since=read_time(parameters, 'createdSince') or now - RETENTION,
            until=read_time(parameters, 'createdUntil') or now,
            size=read_page_size(parameters, 'pageSize', PAGE_SIZE, LARGEST_PAGE),
        )

    @classmethod
    def _continue(cls, parameters):
        if len(parameters) > 1:
            raise invalid_input(f"{_TOKEN} must be the only parameter.")
        content = read_token(parameters, _TOKEN)
        try:
            times = {name: parse_time(content[name]) for name in ('since', 'until')}
            return cls(**{**content, **times})
        except (ValueError, LookupError, TypeError):
            raise invalid_token(_TOKEN) from None

    def page(self, all_work, now):
        """Return what is on the page, the latest first, and the token of the next one, or None.

        :param all_work: Feeds or reports, the oldest first.
        :param datetime.datetime now: The time.
        :rtype: tuple[list, str | None]
        """
        found = (
            (-number, work) for number, work in enumerate(all_work) if self._finds(work, now))
        page = cut_page(found, self.size, self.after_key)
        return page.entries, None if page.next_key is None else self._token_after(page.next_key)

    def _finds(self, work, now):
        return (
            work.type in self.types
            and (not self.marketplaces or set(self.marketplaces) & set(work.marketplace_ids))
            and (not self.statuses or work.status(now) in self.statuses)
            and self.since <= work.created <= self.until
        )

    def _token_after(self, key):
        return write_token({
            **vars(self), 'since': timestamp(self.since), 'until': timestamp(self.until),
            'after_key': key})


def check_number_of_marketplaces(marketplace_ids):
    """Check how many marketplaces a feed or a report is about.

    :param list marketplace_ids: Their ids.
    :raise ApiError: 400, if there are none or too many.
    """
    if not 1 <= len(marketplace_ids) <= MOST_MARKETPLACES:
        raise invalid_input(f"marketplaceIds must hold 1 to {MOST_MARKETPLACES} marketplaces.")


def downloadable(call, name, document_id):
    """Return a document, with a link to it.

    :param Call call: The call that asks for it.
    :param str name: What Amazon calls its id.
    :param str document_id: The id.
    :rtype: dict
    :raise ApiError: 400, if Amazon would refuse the request; 404, if there is no such document.
    """
    in_header = 'enableContentEncodingUrlHeader'
    check_names(call.parameters, {in_header})
    is_in_header = read_choices(call.parameters, in_header, ('true', 'false')) == ['true']
    documents = call.app.documents
    document = documents.find(call.seller.seller_id, document_id)
    if document is None:
        raise not_found()
    encoding = 'gzip' if document.is_compressed and is_in_header else None
    return document_to_wire(name, document, documents.download_link(document, call.port, encoding))


def progress(work, now):
    """Return what Amazon says of how far it is.

    :param work: A feed or a report.
    :param datetime.datetime now: The time.
    :rtype: dict
    """
    wire = {'createdTime': timestamp(work.created), 'processingStatus': work.status(now)}
    if work.status(now) != 'IN_QUEUE' and work.starts <= (work.ended or now):
        wire['processingStartTime'] = timestamp(work.starts)
    if work.ended:
        wire['processingEndTime'] = timestamp(work.ended)
    return wire


def found(name, entries, next_token):
    """Return an answer of what was found.

    :param str name: What Amazon calls the entries.
    :param list[dict] entries: As they go out.
    :param str next_token: The token of the next page; None if there is none.
    :rtype: dict
    """
    return {name: entries, **({'nextToken': next_token} if next_token else {})}


def document_to_wire(name, document, url):
    """Return a document, or what is said of it before it is there.

    :param str name: What Amazon calls its id.
    :param Document document: The document.
    :param str url: A link to it.
    :rtype: dict
    """
    wire = {name: document.document_id, 'url': url}
    if document.is_compressed:
        wire['compressionAlgorithm'] = 'GZIP'
    return wire
