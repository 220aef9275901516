"""Pages that people read in Chinese, too: nothing is left out, and each label is the screen's."""
import re

from .. import cache, repository
from ..pages import translations

CHINESE = 'zh-CN'
CATALOG = 'i18n/zh_CN.po'
HEADING = re.compile(r'^(#+) ', re.MULTILINE)
PICTURE = re.compile(r'pictures/(?:en_US|zh_CN)/(\w+\.png)')
LABEL = re.compile(r'\*\*([^*\n]+)\*\*|(?<![\w*])\*([^*\n]+)\*(?!\*)')


def complaints():
    """Return in what the Chinese pages are not as the English ones.

    :return: sentences
    :rtype: list
    """
    root = cache.REPOSITORY
    pages = [root / 'README.md', *repository.files('doc/user/*.md')]
    terms = {entry.msgid: entry.msgstr for entry in translations.read(root / CATALOG)}
    return [complaint for page in pages if CHINESE not in page.name
            for complaint in complaints_about(page, terms, root)]


def complaints_about(page, terms, root):
    """Return in what the Chinese sibling of a page is not as the page.

    What is bold or slanted in the page and is a term of the addon is a label: in Chinese, it is to
    be called as on the screen.

    :param pathlib.Path page: the English one
    :param dict terms: English terms of the addon, and what they are in Chinese
    :param pathlib.Path root: the repository's folder
    :rtype: Iterator[str]
    """
    sibling = page.with_name(f'{page.stem}.{CHINESE}.md')
    if not sibling.exists():
        yield f"{page.relative_to(root).as_posix()} is not there in Chinese."
        return
    text, chinese = (path.read_text(encoding='utf-8') for path in (page, sibling))
    name = sibling.relative_to(root).as_posix()
    if HEADING.findall(text) != HEADING.findall(chinese):
        yield f"{name} has other headings than {page.name}."
    if PICTURE.findall(text) != PICTURE.findall(chinese):
        yield f"{name} has other pictures than {page.name}."
    for label in dict.fromkeys(bold or slanted for bold, slanted in LABEL.findall(text)):
        translated = terms.get(label)
        if translated and translated not in chinese:
            yield f"{name} does not name {label}, which is {translated}."
