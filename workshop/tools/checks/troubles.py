"""Each sentence that users may read has a word on what to do, or is said to be no trouble.

That word is on the page *Troubleshooting*, which is made of the sentences of the code and of
workshop/tools/pages/troubles.
"""
import ast
from dataclasses import dataclass

from .. import cache
from ..pages.troubles import ROOMS, no_troubles
from .terms import PYTHON_WITH_TERMS

SOURCE = 'workshop/tools/pages/troubles'
# What is raised, or shown as what is wrong, is a trouble wherever it is.
ENDINGS_OF_TROUBLES = ('Error', 'Trouble')
# Which argument is what is said
PLACES_OF_TEXTS = {'_': 0, 'Constraint': 1}


@dataclass(frozen=True)
class Said:
    """A sentence of the code."""

    text: str
    file: str
    function: str
    line: int
    is_trouble: bool

    @property
    def is_elsewhere(self):
        """Return whether its place is one where nothing is a trouble."""
        places = {self.file, f'{self.file}:{self.function}'}
        return not self.is_trouble and bool(places & no_troubles.PLACES)


def complaints():
    """Return the sentences that nothing is said of, and what is said of none.

    :rtype: list[str]
    """
    return differences(list(sentences()))


def differences(said):
    """Return the sentences that nothing is said of, and what is said of none.

    :param list[Said] said: the sentences of the code
    :rtype: list[str]
    """
    texts = {one.text for one in said}
    known = troubles_by_text(texts)
    harmless = set(filter(None, (_found(words, texts) for words in no_troubles.SENTENCES)))
    places = {place for one in said for place in (one.file, f'{one.file}:{one.function}')}
    return [
        f"{one.file}:{one.line}: {SOURCE} does not have {one.text!r}: put it into its room, with "
        "cause and remedy if it does not say both itself; or into no_troubles.py."
        for one in said
        if one.text not in known and one.text not in harmless and not one.is_elsewhere
    ] + [
        f"{SOURCE}: no sentence of the code, or more than one, begins with {words!r}."
        for words in [*_words_of_troubles(), *sorted(no_troubles.SENTENCES)]
        if not _found(words, texts)
    ] + [
        f"{SOURCE}/no_troubles.py: there are no sentences in {place}."
        for place in sorted(no_troubles.PLACES - places)
    ] + [
        f"{SOURCE}: {trouble.sentence!r} lacks cause, remedy, or their Chinese."
        for room in ROOMS for trouble in room.TROUBLES if not _is_whole(trouble)
    ]


def troubles_by_text(texts):
    """Return what is said of sentences, in the order of the page.

    :param set[str] texts: those of the code
    :rtype: dict[str, Trouble]
    """
    return {
        text: trouble for room in ROOMS for trouble in room.TROUBLES
        if (text := _found(trouble.sentence, texts))
    }


def sentences():
    """Return the sentences that the code gives to translate, in the order of the files.

    :rtype: collections.abc.Iterator[Said]
    """
    for folder in PYTHON_WITH_TERMS:
        for path in sorted((cache.REPOSITORY / folder).rglob('*.py')):
            name = path.relative_to(cache.REPOSITORY).as_posix()
            yield from _said_in(ast.parse(path.read_text(encoding='utf-8')), name)


def _said_in(node, file, function='', is_trouble=False):
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef) else function
        is_wrong = is_trouble
        if isinstance(child, ast.Call):
            name = getattr(child.func, 'attr', None) or getattr(child.func, 'id', '')
            is_wrong |= name.endswith(ENDINGS_OF_TROUBLES)
            place = PLACES_OF_TEXTS.get(name, len(child.args))
            for text in child.args[place:place + 1]:
                yield Said(text.value, file, inner, child.lineno, is_wrong)
        yield from _said_in(child, file, inner, is_wrong)


def _words_of_troubles():
    return [trouble.sentence for room in ROOMS for trouble in room.TROUBLES]


def _found(words, texts):
    """Return the sentence that is, or the only one that begins, like that; None if none is."""
    if words in texts:
        return words
    found = [text for text in texts if text.startswith(words)]
    return found[0] if len(found) == 1 else None


def _is_whole(trouble):
    parts = (trouble.cause, trouble.remedy, trouble.chinese_cause, trouble.chinese_remedy)
    return all(parts) or not any(parts)
