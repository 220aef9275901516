"""Links that let whoever has them send or read one document for five minutes, as S3 gives them.

See https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.
"""
import datetime
import hashlib
import hmac
import secrets
from urllib.parse import urlencode

from .errors import access_denied, link_expired, two_proofs, wrong_signature

LIFETIME = datetime.timedelta(minutes=5)
ENCODING = 'response-content-encoding'
_ALGORITHM = 'AWS4-HMAC-SHA256'
_DATE = '%Y%m%dT%H%M%SZ'
# A request that proves in two ways who it is from is refused.
_OTHER_PROOFS = ('Authorization', 'x-amz-access-token')


class Presigner:
    """Signs links and recognises its own.

    A link is good for one method, host, path and content type only, until it expires.
    """

    def __init__(self, clock):
        self._clock = clock
        self._secret = secrets.token_bytes(32)

    def link(self, method, host, path, content_type=None, encoding=None):
        """Return a link.

        :param str method: The HTTP method it is for.
        :param str host: The host, with the port if it is not HTTP's.
        :param str path: The path.
        :param str content_type: What `Content-Type` has to be sent, if anything is.
        :param str encoding: The `Content-Encoding` of the answer, if it is to have one.
        :rtype: str
        """
        query = {
            'X-Amz-Algorithm': _ALGORITHM,
            'X-Amz-Date': f'{self._clock.now():{_DATE}}',
            'X-Amz-SignedHeaders': 'content-type;host' if content_type else 'host',
            'X-Amz-Expires': str(int(LIFETIME.total_seconds())),
        }
        if encoding:
            query[ENCODING] = encoding
        query['X-Amz-Signature'] = self._sign(method, host, path, content_type, query)
        return f'http://{host}{path}?{urlencode(query)}'

    def check(self, request):
        """Check that a request follows a good link.

        :param werkzeug.wrappers.Request request: The request.
        :raise S3Error: If not.
        """
        query = request.args.to_dict()
        signature = query.pop('X-Amz-Signature', '')
        if not signature:
            raise access_denied()
        if any(name in request.headers for name in _OTHER_PROOFS):
            raise two_proofs()
        signed_headers = query.get('X-Amz-SignedHeaders', '').split(';')
        content_type = (
            request.headers.get('Content-Type', '') if 'content-type' in signed_headers else None)
        expected = self._sign(request.method, request.host, request.path, content_type, query)
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            raise wrong_signature()
        # The signature is ours, and so is the date.
        date = datetime.datetime.strptime(query['X-Amz-Date'], _DATE)
        if self._clock.now() >= date.replace(tzinfo=datetime.timezone.utc) + LIFETIME:
            raise link_expired()

    def _sign(self, method, host, path, content_type, query):
        sorted_query = urlencode(sorted(query.items()))
        content = '\n'.join([method, host, path, content_type or '', sorted_query])
        return hmac.new(self._secret, content.encode(), hashlib.sha256).hexdigest()
