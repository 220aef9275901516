"""Up- and downloads: documents do not lie at the Selling Partner API, but in a store of files.

Whoever knows a document's URL may read or write it for five minutes: it is kept out of all errors,
and nothing that gives a right to anything else is sent there.
"""
import gzip
import io
import zlib

from . import const
from .errors import Unavailable, during
from .transport import MAX_BYTES
from .urls import check_public_url, check_url

_GZIP_MAGIC = b'\x1f\x8b'


def upload(transport, url, content, content_type):
    """Put a document into Amazon's store.

    :param Transport transport: what sends the request.
    :param str url: where Amazon wants it.
    :param bytes content: the document.
    :param str content_type: the one that Amazon was told of before.
    :raise Unavailable: if the store does not take it.
    """
    with during('uploadDocument'):
        answer = _request(transport, 'PUT', url, {'content-type': content_type}, content)
    with during('uploadDocument', answer):
        if answer.status != 200:
            raise Unavailable(
                f"Amazon's store of documents refuses the upload (HTTP {answer.status})."
            )


def download(transport, url):
    """Return a document from Amazon's store, unpacked if it is packed.

    :param Transport transport: what sends the request.
    :param str url: where it is.
    :rtype: bytes
    :raise Unavailable: if the store does not give it, or if it is too large.
    """
    with during('downloadDocument'):
        answer = _request(transport, 'GET', url, {})
    with during('downloadDocument', answer):
        if answer.status != 200:
            raise Unavailable(
                f"Amazon's store of documents refuses the download (HTTP {answer.status})."
            )
        # Not Amazon's `compressionAlgorithm` tells: HTTP may have unpacked it already.
        return _gunzip(answer.body) if answer.body.startswith(_GZIP_MAGIC) else answer.body


def _request(transport, method, url, headers, content=None):
    try:
        check_url(url)
        if not transport.is_on_this_machine:
            check_public_url(url)
    except ValueError:
        raise Unavailable("Amazon's store of documents is not at a safe address.") from None
    headers = {'user-agent': const.USER_AGENT, **headers}
    return transport.request(method, url, content=content, headers=headers)


def _gunzip(body):
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            content = file.read(MAX_BYTES + 1)
    except (EOFError, OSError, zlib.error):
        raise Unavailable("Amazon's document is not readable: it is badly packed.") from None
    if len(content) > MAX_BYTES:
        raise Unavailable("Amazon's document is too large to be read.")
    return content
