"""The types of reports that are known, each in a folder of its own.

A type has two functions. `read_options` gets the body of a request and the time; it returns the
choice and the two dates of `Wanted`, or raises an `ApiError`. `write` gets the shop and what is
`Wanted`, and returns a `Table`.
"""
from dataclasses import dataclass
from types import MappingProxyType

from .vat_invoice import behaviour, requests


@dataclass(frozen=True)
class ReportType:
    """How a type of report is asked for, how it is written, and which role it takes."""

    role: str
    read_options: object
    write: object


TYPES = MappingProxyType({
    'GET_FLAT_FILE_VAT_INVOICE_DATA_REPORT': ReportType(
        requests.ROLE, requests.read_options, behaviour.write),
})
