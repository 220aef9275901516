"""A text to translate."""
from dataclasses import dataclass

CODE = 'code'  # the kind of what Python says itself, by ``_("…")``


@dataclass(frozen=True)
class Term:
    """A text to translate, what it is for Odoo, and where it is in the source."""

    kind: str
    text: str
    file: str
    line: int
