"""What Amazon answers to such a feed: a text with tabs, of one record.

See issues 2301 and 2425 of https://github.com/amzn/selling-partner-api-docs.
"""
from dataclasses import dataclass, field

from ..processing_report import Result


@dataclass
class FlatReport:
    """The numbers of records, and results for those that have an error."""

    processed: int = 1
    successful: int = 1
    results: list = field(default_factory=list)
    content_type = 'text/tab-separated-values; charset=UTF-8'

    def refuse(self, error):
        """Say why the record was not taken.

        :param InvoiceRefused error: Why.
        """
        self.successful = 0
        self.results.append(Result(1, error.code, str(error)))

    def content(self):
        """Return the report as Amazon writes it.

        :rtype: bytes
        """
        lines = [
            "Feed Processing Summary:",
            f"\tNumber of records processed\t\t{self.processed}",
            f"\tNumber of records successful\t\t{self.successful}",
            "",
        ]
        if self.results:
            lines.append("original-record-number\tsku\terror-code\terror-type\terror-message")
        lines += [
            f"{result.message_id}\t\t{result.message_code}\t{result.code}\t{result.description}"
            for result in self.results]
        return '\n'.join([*lines, '']).encode()
