"""Paths that programs would take for something else."""
import unicodedata

from .console import Failure

# Odoo and PostgreSQL read several paths of one text, between commas; Python does, between colons.
# Odoo looks for a page's files by patterns. PostgreSQL has a shell run its programs.
READ_OTHERWISE = set(',:[]*?\'"$`\\')


def check(path, what, way_out):
    """Check that a path can be told to all programs.

    :param pathlib.Path path: the path
    :param str what: whose path it is, as in "the cache folder"
    :param str way_out: what a person can do
    :raise Failure: if it can't
    """
    strange = sorted(character for character in set(str(path)) if _is_read_otherwise(character))
    if strange:
        raise Failure(
            f"In the path of {what}, {path}, there is {' '.join(map(_shown, strange))}: Odoo, "
            f"PostgreSQL or Python would read another path, or several.\n{way_out}")


def _is_read_otherwise(character):
    # A control character, or part of a name that is not UTF-8
    return character in READ_OTHERWISE or unicodedata.category(character) in ('Cc', 'Cs')


def _shown(character):
    return character if character in READ_OTHERWISE else ascii(character)
