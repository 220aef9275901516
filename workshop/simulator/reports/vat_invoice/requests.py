"""What comes in: which part of the report is wanted."""
import datetime

from ...core.errors import refused_input
from ...core.formats import parse_time
from ...marketplace.roles import TAX_INVOICING
from ..errors import no_dates, not_of_this_report, too_long, wrong_dates

ROLE = TAX_INVOICING
ALL = 'all'
PENDING = 'pendingInvoices'
LONGEST = datetime.timedelta(days=30)
PENDING_PERIOD = datetime.timedelta(days=90)
# Amazon's page names the options in one way, and gives examples with another.
_SPELLINGS = {
    'all': ALL, 'ReportOption=All': ALL,
    'pendingInvoices': PENDING, 'ReportOption=pendingInvoices': PENDING,
}


def read_options(body, now):
    """Return which part of the report is wanted, and of orders of which time.

    :param Body body: The body of the request.
    :param datetime.datetime now: The time.
    :return: `ALL` or `PENDING`, and two times.
    :rtype: tuple
    :raise ApiError: 400, if Amazon would refuse it.
    """
    if _choice(body.optional_texts_by_name('reportOptions')) == PENDING:
        return PENDING, now - PENDING_PERIOD, now
    texts = [body.optional_text(name) for name in ('dataStartTime', 'dataEndTime')]
    if not all(texts):
        raise no_dates()
    try:
        since, until = map(parse_time, texts)
    except ValueError:
        raise refused_input("dataStartTime and dataEndTime must be ISO 8601 date-times.") from None
    if not since < until <= now:
        raise wrong_dates()
    if until - since > LONGEST:
        raise too_long(LONGEST.days)
    return ALL, since, until


def _choice(options):
    """Return what is wanted: by default, only what invoices are pending for."""
    wanted = set()
    for name, value in options.items():
        if name not in _SPELLINGS or value not in ('true', 'false'):
            raise not_of_this_report(f"the option {name}={value}")
        if value == 'true':
            wanted.add(_SPELLINGS[name])
    if len(wanted) > 1:
        raise not_of_this_report("both options at once")
    return wanted.pop() if wanted else PENDING
