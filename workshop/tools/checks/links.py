"""What the pages for readers lead to: files, headings, pictures, tests that have to be there."""
import re
from html.parser import HTMLParser

from .. import cache, repository
from .named_tests import NamedTests

MODULE_PAGE = 'static/description/index.html'

FENCED = re.compile(r'^(```|~~~).*?^\1', re.MULTILINE | re.DOTALL)
CODE = re.compile(r'(?<!`)`([^`]+)`(?!`)')
LINK = re.compile(r'\]\(\s*<?([^)\s>]+)|^\[[^\]]+\]:\s*<?([^\s>]+)', re.MULTILINE)
HEADING = re.compile(r'^#{1,6} +(.+?)[ #]*$', re.MULTILINE)
LEADS_AWAY = re.compile(r'[a-z][a-z+.-]*:|//', re.IGNORECASE)
# What is written as code and looks like a path of the repository; * stands for anything.
PATH = re.compile(r'[\w*-][\w.*-]*(?:/[\w.*-]+)*/?')


def complaints():
    """Return what of the repository's pages leads nowhere.

    :return: sentences, with file and line
    :rtype: list
    """
    pages = [*repository.files('*.md'), cache.REPOSITORY / MODULE_PAGE]
    return complaints_about(pages, cache.REPOSITORY)


def complaints_about(pages, root):
    """Return what of some pages leads nowhere.

    :param list pages: paths of files of Markdown or HTML
    :param pathlib.Path root: the repository's folder
    :return: sentences, with file and line
    :rtype: list
    """
    tests = NamedTests(root / 'tests')
    found = []
    for page in pages:
        text = _text(page)
        name = page.relative_to(root).as_posix()
        broken = [*_broken_links(page, text), *_broken_code(page, text, root, tests)]
        found += [f"{name}:{text.count(chr(10), 0, place) + 1}: {complaint}"
                  for place, complaint in sorted(broken)]
    return found


def _text(page):
    """Return a page's text, with blank lines in place of blocks of code."""
    text = page.read_text(encoding='utf-8')
    return text if _is_html(page) else FENCED.sub(lambda block: '\n' * block[0].count('\n'), text)


def _is_html(page):
    return page.suffix == '.html'


def _broken_links(page, text):
    """Return a sentence for each link that leads nowhere, with its place in the text."""
    for place, link in _links(page, text):
        path, _, anchor = link.partition('#')
        target = page.parent / path if path else page
        if LEADS_AWAY.match(link):
            continue
        if not target.exists():
            yield place, f"{path} is not there."
        elif anchor and target.suffix in ('.md', '.html') and anchor not in _anchors(target):
            yield place, f"{target.name} has no heading #{anchor}."


def _links(page, text):
    """Return what a page links to or shows, each with its place in the text."""
    if not _is_html(page):
        text = CODE.sub(lambda code: ' ' * len(code[0]), text)
        for link in LINK.finditer(text):
            yield link.start(), link[1] or link[2]
    for place, attributes in _tags(text):
        for name in ('href', 'src'):
            if attributes.get(name):
                yield place, attributes[name]


def _anchors(page):
    """Return what can be linked to in a page: of Markdown, its headings, as GitHub names them."""
    text = _text(page)
    found = {attributes.get('id') or attributes.get('name') for _, attributes in _tags(text)}
    if not _is_html(page):
        names = list(map(_name_of_heading, HEADING.findall(text)))
        found.update(names)
        found.update(  # the second one of the same words, and so on
            f'{name}-{names[:number].count(name)}' for number, name in enumerate(names))
    return found


def _name_of_heading(heading):
    words = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', heading)
    return re.sub(r'[^\w\- ]', '', words.strip().lower()).replace(' ', '-')


def _tags(text):
    """Return the attributes of each tag of HTML, with its place in the text."""
    parser = _Tags()
    parser.feed(text)
    starts = [0, *(line.end() for line in re.finditer('\n', text))]
    return [(starts[line - 1] + column, attributes)
            for (line, column), attributes in parser.found]


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((self.getpos(), dict(attrs)))


def _broken_code(page, text, root, tests):
    """Return a sentence for each file or test that is named and not there, with its place."""
    if _is_html(page):
        return
    for code in CODE.finditer(text):
        path, _, test = ' '.join(code[1].split()).partition(': ')
        if PATH.fullmatch(path) and _is_of_the_repository(path, root) and not any(
            _exists(folder, path) for folder in (root, page.parent)
        ):
            yield code.start(), f"{path} is not there."
        elif complaint := tests.complaint(path, test):
            yield code.start(), complaint


def _is_of_the_repository(path, root):
    """Return whether a text is meant as a path of the repository."""
    first, slash, rest = path.partition('/')
    is_file = re.search(r'\.(?:csv|html|json|md|po|pot|py|sql|txt|xml|zip)$', path)
    return bool(slash) and first != repository.BUILT and (
        not rest or bool(is_file) or (root / first).is_dir())


def _exists(folder, path):
    return any(folder.glob(path)) if '*' in path else (folder / path).exists()
