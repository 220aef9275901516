"""Payloads that are about invoices: what Amazon says of those it got, and its VAT report."""
from datetime import datetime, timedelta, timezone

from ...spapi import InvoiceFate, MalformedReport, MalformedTable, read_vat_invoices
from . import byte_mutations, table_mutations, xml_mutations
from .findings import is_storable, require
from .kinds import US, Asked, Kind, Payload
from .samples import REPORT_REF


class Flat(Kind):
    """Flat files, read without a network."""

    def make(self, rng):
        content = self.sample(rng)
        is_xml = content.startswith(b'<')
        mutate = xml_mutations.mutate if is_xml else table_mutations.mutate
        for _number in range(rng.choice([0, 1, 1, 1, 2, 5])):
            content = mutate(content, rng)
        return Payload(byte_mutations.garble(content, rng) if rng.random() < 0.1 else content)


class VatInvoices(Flat):
    """VAT invoice data reports."""

    name = 'VAT reports'
    share = 0.05
    refusals = (MalformedTable,)

    def sample(self, rng):
        return self.samples.vat_invoices

    def read(self, payload):
        for row in read_vat_invoices(payload.body):
            require(all(
                is_storable(str(value)) and len(str(value)) <= 200 for value in vars(row).values()
            ), "No database takes the row.")
            require(row.vat is None or row.vat.is_finite(), "The VAT is no number.")


class InvoiceReports(Flat):
    """What Amazon says of an invoice that was uploaded."""

    name = 'reports on invoices'
    share = 0.05
    refusals = (MalformedReport,)

    def sample(self, rng):
        return rng.choice([*self.samples.invoice_reports, self.samples.report.encode()])

    def read(self, payload):
        fate = InvoiceFate.from_report(payload.body)
        require(fate.state in ('accepted', 'rejected', 'unknown'), "The fate is not known.")
        require(fate.state != 'rejected' or fate.messages, "A refusal gives no reason.")
        require(is_storable(' '.join(fate.messages)), "No database takes the reason.")
        require(sum(map(len, fate.messages)) < 10_000, "A reason is too long.")


class ReportStates(Asked):
    """What Amazon says of a report."""

    name = 'states of reports'
    share = 0.01

    def sample(self, rng):
        return self.samples.report_state

    def ask(self, client):
        return client.get_report(REPORT_REF)

    def check(self, result):
        require(result.report_ref == REPORT_REF, "It is another report.")
        require(is_storable(result.document_ref), "The document cannot be found again.")


class ReportLists(Asked):
    """Lists of reports."""

    name = 'lists of reports'
    share = 0.01

    def sample(self, rng):
        return f'{{"reports": [{self.samples.report_state}]}}'

    def ask(self, client):
        return client.find_vat_invoice_reports(datetime.now(timezone.utc) - timedelta(days=1))

    def check(self, result):
        require(all(is_storable(report.report_ref) for report in result), "A report is lost.")


class NewReports(Asked):
    """Answers to the order of a report."""

    name = 'reports ordered'
    share = 0.01
    status = 202

    def sample(self, rng):
        return f'{{"reportId": "{REPORT_REF}"}}'

    def ask(self, client):
        now = datetime.now(timezone.utc)
        return client.request_vat_invoices([US], now - timedelta(days=1), now)

    def check(self, result):
        require(is_storable(result) and len(result) <= 200, "The report cannot be found again.")


KINDS = [VatInvoices, InvoiceReports, ReportStates, ReportLists, NewReports]
