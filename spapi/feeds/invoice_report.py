import re
from dataclasses import dataclass

from ..core.texts import MAX_TEXT, clean_line
from .errors import MalformedReport
from .processing_report import NO_REASON, ProcessingReport

# What Amazon's numbers mean, where it matters: see
# https://developer-docs.amazon.com/sp-api/docs/vcs-error-handling, and issues 2301 and 2425 of
# https://github.com/amzn/selling-partner-api-docs.
_CAUSES = {
    '79503': 'no_pdf',
    '79509': 'self_invoicing_off',
    '79513': 'incomplete',
    '79517': 'order_unknown',
    '79523': 'marketplace',
    '79525': 'amazon_issues',
}
_COUNT = r'Number of records {}\s+(\d{{1,9}})'
_ERROR = re.compile(r'(?:^|\s)(\d{3,6})\t(Error|Fatal|Warning)\t([^\r\n]*)', re.MULTILINE)
_CODE_IN_TEXT = re.compile(r'\((\d{3,6})\)$')
_MAX_ERRORS = 10


@dataclass(frozen=True)
class InvoiceFate:
    """What became of an invoice that was uploaded.

    :param str state: 'accepted', 'rejected' or 'unknown'.
    :param str cause: why it was rejected: 'amazon_issues' (79525), 'self_invoicing_off' (79509),
        'order_unknown' (79517: not dispatched yet, maybe), 'marketplace' (79523), 'incomplete'
        (79513), 'no_pdf' (79503), or 'other'; '' if it was not.
    :param tuple[str] messages: Amazon's words, with its numbers.
    """

    state: str
    cause: str = ''
    messages: tuple[str, ...] = ()

    @classmethod
    def from_report(cls, content):
        """Return what the report of an invoice's feed says.

        It is a text with tabs, as flat files' are; XML, as that of other feeds, is read, too.

        :param bytes content: what `SellingPartner.download_feed_report` returned.
        :rtype: InvoiceFate
        :raise MalformedReport: if it is neither.
        """
        if content.lstrip().startswith(b'<'):
            return _fate_of_xml(content)
        return _fate_of_text(content.decode('utf-8', 'replace'))


def _fate_of_text(text):
    processed, successful = (_read_count(text, word) for word in ('processed', 'successful'))
    problems = [
        (code, words) for code, kind, words in _ERROR.findall(text) if kind != 'Warning']
    if problems or (processed and not successful):
        return _rejected(
            [code for code, _words in problems],
            [f'{_line(words)} ({code})' for code, words in problems])
    return InvoiceFate('accepted' if processed == successful == 1 else 'unknown')


def _fate_of_xml(content):
    [fate] = ProcessingReport.from_xml(content).fates(1)
    if fate.state != 'rejected':
        return InvoiceFate(fate.state, messages=fate.messages)
    codes = [found[1] for found in map(_CODE_IN_TEXT.search, fate.messages) if found]
    return _rejected(codes, fate.messages)


def _rejected(codes, messages):
    cause = next((_CAUSES[code] for code in codes if code in _CAUSES), 'other')
    return InvoiceFate('rejected', cause, tuple(messages)[:_MAX_ERRORS] or (NO_REASON,))


def _read_count(text, word):
    found = re.search(_COUNT.format(word), text)
    if not found:
        raise MalformedReport(f"Amazon's report does not say how many records were {word}.")
    return int(found[1])


def _line(words):
    return clean_line(' '.join(words.split()))[:MAX_TEXT] or NO_REASON
