import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from ..core.texts import MAX_PARAGRAPH, MAX_TEXT, clean_line
from .errors import MalformedReport

NO_REASON = "Amazon gives no reason."
_NUMBER = re.compile(r'[0-9]{1,9}')
# Of what Amazon says to a single message. More is not read by anybody.
_MAX_TEXTS = 10


@dataclass(frozen=True)
class Fate:
    """What became of a message of a feed.

    :param str state: 'accepted', 'rejected' or 'unknown'.
    :param tuple[str] messages: Amazon's words with their codes: errors, then warnings. To what is
        unknown they are those that belong to no message. There may be none.
    """

    state: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """An error or a warning.

    :param int number: of the message that it is about; 0 for the whole feed, or if it names none.
    :param str text: Amazon's words with their code.
    """

    number: int
    is_error: bool
    text: str


@dataclass(frozen=True)
class Summary:
    """How many messages Amazon says it has dealt with."""

    processed: int
    successful: int
    with_error: int


@dataclass(frozen=True)
class ProcessingReport:
    """What Amazon says became of a feed's messages.

    It names errors and warnings only: that a message was accepted follows from silence, and silence
    counts only if the rest of the report is plausible.

    See https://developer-docs.amazon.com/sp-api/docs/feeds-api-v2021-06-30-use-case-guide, and
    Amazon's schema ProcessingReport.xsd.

    :param str status: Amazon's word: 'Complete', 'Processing', 'Rejected'.
    :param Summary summary: None, if the report has none.
    :param tuple[Result] results: in Amazon's order.
    """

    status: str
    summary: Summary | None
    results: tuple[Result, ...]

    @classmethod
    def from_xml(cls, content):
        """Return the report that a document holds.

        :param bytes content: what `SellingPartner.download_feed_report` returned.
        :rtype: ProcessingReport
        :raise MalformedReport: if it is not as in Amazon's schema; says how.
        """
        report = _find_report(_parse(content))
        return cls(
            status=_text(report, 'StatusCode', "status"),
            summary=_read_summary(report),
            results=tuple(_read_result(result) for result in report.iterfind('Result')),
        )

    def fates(self, count):
        """Return what became of each message of the feed.

        A message that has an error is rejected. Others are accepted if the report is complete, if
        all its errors belong to messages of the feed, and if its numbers add up to all messages of
        the feed; else nobody knows.

        :param int count: how many messages the feed had.
        :rtype: list[Fate]
        """
        texts = defaultdict(dict)  # in place of a set that keeps their order
        for result in sorted(self.results, key=lambda result: not result.is_error):
            number = result.number if result.number in range(1, count + 1) else 0
            if len(texts[number]) < _MAX_TEXTS:
                texts[number][result.text] = None
        rejected = {result.number for result in self.results if result.is_error}
        silence = 'accepted' if self._is_plausible(count, rejected) else 'unknown'
        return [
            _fate('rejected' if number in rejected else silence, texts[number], texts[0])
            for number in range(1, count + 1)
        ]

    def _is_plausible(self, count, rejected):
        summary = self.summary
        return (
            self.status == 'Complete'
            and summary is not None
            and rejected <= set(range(1, count + 1))
            and summary.processed == count
            and summary.successful + summary.with_error == count
            and summary.with_error == len(rejected)
        )


def _fate(state, own_texts, general_texts):
    texts = general_texts | own_texts if state == 'unknown' else own_texts
    return Fate(state, tuple(texts)[:_MAX_TEXTS])


# === XML === #


def _parse(content):
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        raise MalformedReport("Amazon's report is not readable: it is not XML.") from None
    if root.getroottree().docinfo.doctype:
        raise MalformedReport("Amazon's report brings a document type of its own.")
    return root


def _find_report(root):
    reports = root.findall('Message/ProcessingReport')
    if root.tag != 'AmazonEnvelope' or len(reports) != 1:
        raise MalformedReport("Amazon's report is not a processing report.")
    return reports[0]


def _read_summary(report):
    summary = report.find('ProcessingSummary')
    if summary is None:
        return None  # Amazon's schema allows it.
    return Summary(
        processed=_count(summary, 'MessagesProcessed', "number of messages"),
        successful=_count(summary, 'MessagesSuccessful', "number of successful messages"),
        with_error=_count(summary, 'MessagesWithError', "number of messages with an error"),
    )


def _read_result(result):
    number = _line(result, 'MessageID')
    words = _line(result, 'ResultDescription') or NO_REASON
    code = _line(result, 'ResultMessageCode')
    return Result(
        # Which message it is about is not known, but what Amazon says may help.
        number=int(number) if _NUMBER.fullmatch(number) else 0,
        # A word that Amazon does not document is no good news.
        is_error=_line(result, 'ResultCode') != 'Warning',
        text=f'{words} ({code})' if code else words,
    )


def _count(parent, name, label):
    text = _text(parent, name, label)
    if not _NUMBER.fullmatch(text):
        raise MalformedReport(f"The {label} in Amazon's report is not a number.")
    return int(text)


def _text(parent, name, label):
    text = _line(parent, name)
    if not text:
        raise MalformedReport(f"The {label} is missing in Amazon's report.")
    return text


def _line(parent, name):
    text = (parent.findtext(name) or '')[:MAX_PARAGRAPH]
    return clean_line(' '.join(text.split()))[:MAX_TEXT]
