"""What S3 does with a document."""
import hashlib

from werkzeug.wrappers import Response

from .errors import no_such_key
from .links import ENCODING


def upload(call, document_id):
    """Take what is sent as a document.

    :param Call call: A call of a good link.
    :param str document_id: The document's id.
    :rtype: werkzeug.wrappers.Response
    """
    document = call.app.documents.behind(document_id)
    document.content = call.request.get_data()
    response = Response()
    response.set_etag(hashlib.md5(document.content, usedforsecurity=False).hexdigest())
    return response


def download(call, document_id):
    """Give a document.

    :param Call call: A call of a good link.
    :param str document_id: The document's id.
    :rtype: werkzeug.wrappers.Response
    :raise S3Error: 404, if it was not uploaded yet.
    """
    document = call.app.documents.behind(document_id)
    if document.content is None:
        raise no_such_key()
    response = Response(document.content, content_type=document.content_type)
    if ENCODING in call.parameters:
        response.headers['Content-Encoding'] = call.parameters[ENCODING]
    return response
