"""How S3 says no."""
import secrets
import uuid
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response


class S3Error(Exception):
    """A refusal in the shape of S3: XML."""

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def response(self):
        """Return the refusal.

        :rtype: werkzeug.wrappers.Response
        """
        fields = {
            'Code': self.code, 'Message': self.message,
            'RequestId': secrets.token_hex(8).upper(), 'HostId': uuid.uuid4().hex}
        content = ''.join(f'<{name}>{escape(text)}</{name}>' for name, text in fields.items())
        return Response(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{content}</Error>', self.status,
            mimetype='application/xml')


def access_denied():
    return S3Error(403, 'AccessDenied', "Access Denied")


def link_expired():
    return S3Error(403, 'AccessDenied', "Request has expired")


def no_such_key():
    return S3Error(404, 'NoSuchKey', "The specified key does not exist.")


def two_proofs():
    return S3Error(
        400, 'InvalidArgument',
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, "
        "Signature query string parameter or the Authorization header should be specified")


def wrong_signature():
    return S3Error(
        403, 'SignatureDoesNotMatch',
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method.")
