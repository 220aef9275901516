"""A report as a flat file: values, separated by tabs."""
from dataclasses import dataclass

LINE_END = '\r\n'


@dataclass
class Table:
    """Rows of texts by the name of their column."""

    columns: list
    rows: list

    def text(self):
        """Return the file as text. What a row does not have is empty.

        :rtype: str
        """
        lines = [self.columns, *(
            [row.get(column, '') for column in self.columns] for row in self.rows)]
        return LINE_END.join('\t'.join(map(_one_line, line)) for line in lines) + LINE_END

    def to_bytes(self, encoding='utf-8'):
        """Return the file.

        :param str encoding: How its letters are written; those that it does not have are lost.
        :rtype: bytes
        """
        return self.text().encode(encoding, errors='replace')


def _one_line(value):
    return ' '.join(str(value).split())
