from ..core.connection import Connection
from ..core.documents import download
from ..core.errors import Unavailable, during
from ..core.times import write_time
from ..core.worked_off import (
    MAX_PER_PAGE,
    check_own_ref,
    read_all_pages,
    read_new_ref,
    read_next_token,
    read_one,
)
from . import const
from .operations import ReportsRequests
from .report import Report


class ReportsApi(Connection):
    """What Amazon writes on request. For errors see `SellingPartner`.

    See the model reports_2021-06-30.json of https://github.com/amzn/selling-partner-api-models.
    """

    def request_vat_invoices(self, marketplace_refs, since, until):
        """Have Amazon write what it knows of the VAT on parcels, returns and refunds.

        See `createReport`. The application needs the role Tax Invoicing: without it, the call is
        `Unauthorized`. Asked for twice, Amazon writes two.

        :param list[str] marketplace_refs: of which marketplaces (Amazon's ids), 25 at most.
        :param datetime since: orders that were placed from then on (aware).
        :param datetime until: orders that were placed until then (aware), 30 days later at most.
        :return: Amazon's id of the report.
        :rtype: str
        :raise AmazonError: see the class. `Unavailable`, if no good answer came: Amazon may write
            it all the same, see `find_vat_invoice_reports`.
        """
        with self._ask(
            'createReport',
            ReportsRequests,
            lambda api: api.create_report(
                reportType=const.VAT_INVOICES,
                marketplaceIds=list(marketplace_refs),
                reportOptions=dict(const.ALL_INVOICES),
                dataStartTime=write_time(since),
                dataEndTime=write_time(until),
            ),
            'reportId',
            str,
            status=202,
        ) as (_report_ref, answer):
            return read_new_ref(answer, 'reportId')

    def get_report(self, report_ref):
        """Return what Amazon says of a report.

        See `getReport`.

        :param str report_ref: Amazon's id of it.
        :rtype: Report
        :raise AmazonError: see the class. `Rejected`, if Amazon does not know it, as after 90 days.
        """
        with during('getReport'):
            check_own_ref(report_ref)
        with self._ask(
            'getReport', ReportsRequests, lambda api: api.get_report(report_ref), 'reportId', str
        ) as (_report_ref, answer):
            report = read_one(Report.from_wire, answer)
            if report.report_ref != report_ref:
                raise Unavailable("Amazon answered with another report than the one asked for.")
            return report

    def find_vat_invoice_reports(self, created_since):
        """Return the reports on the VAT on parcels, whoever asked for them.

        See `getReports`.

        :param datetime created_since: asked for from when on (aware).
        :rtype: list[Report]
        :raise AmazonError: see the class. `Unavailable`, if there are more than a thousand.
        """
        params = {
            'reportTypes': const.VAT_INVOICES,
            'createdSince': write_time(created_since),
            'pageSize': MAX_PER_PAGE,
        }
        with during('getReports'):
            found = {
                report.report_ref: report
                for report in read_all_pages(self._ask_reports, params)
            }
        return [report for report in found.values() if report.kind == const.VAT_INVOICES]

    def download_report(self, document_ref):
        """Return the document of a report.

        See `getReportDocument`.

        :param str document_ref: the `document_ref` of the report.
        :return: what `read_vat_invoices` reads.
        :rtype: bytes
        :raise AmazonError: see the class. `Unavailable`, if the download is refused.
        """
        with during('getReportDocument'):
            check_own_ref(document_ref)
        with self._ask(
            'getReportDocument',
            ReportsRequests,
            lambda api: api.get_report_document(document_ref),
            'url',
            str,
        ) as (url, _answer):
            return download(self._transport, url)

    def _ask_reports(self, params):
        """Return what is on a page, and what the next one is asked for with."""
        with self._ask(
            'getReports', ReportsRequests, lambda api: api.get_reports(**params), 'reports', list
        ) as (values, answer):
            page = [read_one(Report.from_wire, value) for value in values]
            return page, read_next_token(answer)
