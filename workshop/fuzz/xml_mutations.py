"""Change XML: its elements, its texts, and what no honest document has."""
import copy
import re
from itertools import pairwise

from lxml import etree

from .json_mutations import NUMBERS, TEXTS, TIMES

_TEXTS = [str(value) for value in (*NUMBERS, *TEXTS, *TIMES)]
_NOT_FOR_XML = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')

BILLION_LAUGHS = '<!DOCTYPE AmazonEnvelope [<!ENTITY a "ha">' + ''.join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise('abcdefghi')
) + ']>'
QUADRATIC_BLOWUP = f'<!DOCTYPE AmazonEnvelope [<!ENTITY a "{"ha" * 50_000}">]>'
DOCUMENT_TYPES = [
    BILLION_LAUGHS,
    QUADRATIC_BLOWUP,
    '<!DOCTYPE AmazonEnvelope [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE AmazonEnvelope [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>',
    '<!DOCTYPE AmazonEnvelope [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
    '<!DOCTYPE AmazonEnvelope SYSTEM "http://127.0.0.1:9/a.dtd">',
    '<!DOCTYPE AmazonEnvelope [<!ENTITY a "&a;">]>',
]
ENTITIES = ['&a;', '&i;' * 10, '&a;' * 10_000, '&unknown;', '&#0;', '&#xD800;', '&', '<', ']]>']


def mutate(content, rng):
    """Change one element of a document.

    :param bytes content: XML.
    :param random.Random rng: what chooses the element and the change.
    :return: XML; the same, if it is none.
    :rtype: bytes
    """
    try:
        root = etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return content
    element = rng.choice(list(root.iter(etree.Element)))
    change = rng.choice([_retext] * 5 + [_remove] * 3 + [_rename, _double, _move, _nest, _mark])
    change(root, element, rng)
    return etree.tostring(root, encoding='UTF-8', xml_declaration=True)


def _retext(_root, element, rng):
    element.text = _NOT_FOR_XML.sub('', rng.choice(_TEXTS))


def _remove(root, element, _rng):
    if element is not root:
        element.getparent().remove(element)


def _rename(_root, element, rng):
    element.tag = rng.choice(['Result', 'Message', element.tag.lower(), '{urn:other}' + element.tag
                              if '}' not in element.tag else 'Other'])


def _double(root, element, rng):
    if element is not root:
        for _number in range(rng.choice([1, 1, 5, 500])):
            element.addnext(copy.deepcopy(element))


def _move(root, element, rng):
    target = rng.choice(list(root.iter(etree.Element)))
    if element is not root and element not in target.iterancestors() and target is not element:
        target.append(element)


def _nest(_root, element, rng):
    for _number in range(rng.choice([1, 30, 300])):
        element = etree.SubElement(element, element.tag)


def _mark(_root, element, rng):
    element.append(rng.choice([
        etree.Comment("a comment"), etree.ProcessingInstruction('php', 'echo 1'),
        etree.Element('AdditionalInfo'),
    ]))


def attack(content, rng):
    """Add what is meant to make a reader fetch, recurse or swell.

    :param bytes content: XML.
    :param random.Random rng: what chooses the attack.
    :return: most likely no XML that anybody should read.
    :rtype: bytes
    """
    text = content.decode('utf-8', 'replace')
    declaration, mark, rest = text.partition('?>')
    if not mark:
        declaration, rest = '<?xml version="1.0"', text
    if rng.random() < 0.7:
        rest = rng.choice(DOCUMENT_TYPES) + rest
    closings = [match.start() for match in re.finditer('</', rest)]
    if closings and rng.random() < 0.7:
        place = rng.choice(closings)
        rest = rest[:place] + rng.choice(ENTITIES) + rest[place:]
    if rng.random() < 0.2:
        encoding = rng.choice(['UTF-16', 'UTF-7', 'ebcdic', 'nonsense', 'ISO-8859-1', 'IBM037'])
        declaration = f'<?xml version="1.0" encoding="{encoding}"'
    return f'{declaration}?>{rest}'.encode('utf-8', 'replace')
