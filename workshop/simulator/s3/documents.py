"""What sellers and Amazon send each other as files."""
import uuid
from dataclasses import dataclass

from .links import Presigner

HOST = 'localhost'


@dataclass(eq=False)
class Document:
    """A file of a seller. `content` is None until it is uploaded."""

    document_id: str
    seller_id: str
    content_type: str
    content: bytes | None = None
    is_compressed: bool = False

    @property
    def path(self):
        return f'/documents/{self.document_id}'


class Documents:
    """The documents of all sellers."""

    def __init__(self, clock):
        self.presigner = Presigner(clock)
        self._documents = {}

    def new(self, seller_id, content_type, content=None, is_compressed=False):
        """Make place for a document, or put one there.

        :param str seller_id: Whose it is.
        :param str content_type: What it is, as `Content-Type` says it.
        :param bytes content: The document; it is uploaded later if absent.
        :param bool is_compressed: Whether the content is compressed (gzip).
        :rtype: Document
        """
        document = Document(
            f'amzn1.tortuga.4.na.{uuid.uuid4()}', seller_id, content_type, content, is_compressed)
        self.add(document)
        return document

    def add(self, document):
        """Put a document there.

        :param Document document: The document.
        """
        self._documents[document.document_id] = document

    def of(self, seller_id):
        """Return the documents of a seller.

        :param str seller_id: The seller.
        :rtype: list[Document]
        """
        return [
            document for document in self._documents.values() if document.seller_id == seller_id]

    def find(self, seller_id, document_id):
        """Return a document of a seller, or None.

        :param str seller_id: The seller.
        :param str document_id: The document's id.
        :rtype: Document | None
        """
        document = self._documents.get(document_id)
        return document if document and document.seller_id == seller_id else None

    def behind(self, document_id):
        """Return the document behind a good link.

        :param str document_id: The document's id.
        :rtype: Document
        """
        return self._documents[document_id]

    # === LINKS === #

    def upload_link(self, document, port):
        """Return a link that the document can be sent to.

        :param Document document: The document.
        :param str port: The port of the server.
        :rtype: str
        """
        return self.presigner.link('PUT', _host(port), document.path, document.content_type)

    def download_link(self, document, port, encoding=None):
        """Return a link that the document can be read from.

        :param Document document: The document.
        :param str port: The port of the server.
        :param str encoding: The `Content-Encoding` of the answer, if it is to have one.
        :rtype: str
        """
        return self.presigner.link('GET', _host(port), document.path, encoding=encoding)


def _host(port):
    """Return the host as it is written in a request."""
    return HOST if port == '80' else f'{HOST}:{port}'
