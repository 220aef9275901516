"""Change what a document is as bytes: cut, garbled, packed, in another encoding."""
import gzip
import zlib

_NOISE = [b'\x00', b'\xff\xfe', b'\xc3\x28', b'\xed\xa0\x80', b'\r\n0\r\n\r\n', b'\\']


def garble(content, rng):
    """Change a document as if a connection, a proxy or a wrong program had had it.

    :param bytes content: the document.
    :param random.Random rng: what chooses the change.
    :rtype: bytes
    """
    return rng.choice(_CHANGES)(content, rng)


def _cut(content, rng):
    return content[:rng.randrange(len(content) + 1)]


def _behead(content, rng):
    return content[rng.randrange(len(content) + 1):]


def _flip(content, rng):
    garbled = bytearray(content)
    for _number in range(min(rng.choice([1, 1, 3, 20]), len(garbled))):
        garbled[rng.randrange(len(garbled))] = rng.randrange(256)
    return bytes(garbled)


def _insert(content, rng):
    place = rng.randrange(len(content) + 1)
    return content[:place] + rng.choice(_NOISE) + content[place:]


def _encode(content, rng):
    encoding = rng.choice(['utf-16', 'utf-16-be', 'utf-32', 'utf-8-sig', 'utf-7', 'cp500'])
    return content.decode('utf-8', 'replace').encode(encoding, 'replace')


def _double(content, _rng):
    return content + content


def _pack(content, rng):
    packed = rng.choice([gzip.compress, zlib.compress])(content)
    return packed if rng.random() < 0.5 else packed[:rng.randrange(len(packed))]


def _be_something_else(_content, rng):
    return rng.choice([
        b'', b' ', b'null', b'[]', b'{}', b'0', b'"text"', b'<html><body>503</body></html>',
        b'%PDF-1.7', b'\x1f\x8b', b'\x1f\x8b\x08\x00', b'\x00' * 1000, b'PK\x03\x04', b'BZh91AY&SY',
    ])


_CHANGES = [
    _cut, _cut, _cut, _behead, _flip, _flip, _insert, _encode, _double, _pack, _be_something_else,
]
