"""An Amazon that answers one operation as it is told, and lets everybody in."""
import re

from werkzeug.wrappers import Request, Response

_GOOD_TOKEN = '{"access_token": "Atza|good", "token_type": "bearer", "expires_in": 3600}'
_NO_HEADERS = {}
_NOT_FOR_HEADERS = re.compile(r'[\r\n]')


class HostileAmazon:
    """A WSGI application: what it is given for the token endpoint or for all others, it answers."""

    def __init__(self):
        self.answer_next()

    def answer_next(self, body=b'{}', status=200, headers=_NO_HEADERS, is_token=False):
        """Say what comes back from now on.

        :param bytes body: the answer.
        :param int status: its HTTP status.
        :param dict headers: of the answer.
        :param bool is_token: whether it is the token endpoint that answers so, rather than the
            operations.
        """
        self._answer = body, status, headers
        self._is_token = is_token

    def __call__(self, environ, start_response):
        request = Request(environ)
        request.get_data()
        if request.path.startswith('/documents/'):
            response = Response(b'')
        elif (request.path == '/auth/o2/token') == self._is_token:
            body, status, headers = self._answer
            response = Response(body, status, {
                name: _NOT_FOR_HEADERS.sub('', value) for name, value in headers.items()
            })
        else:
            response = Response(_GOOD_TOKEN if request.path == '/auth/o2/token' else b'{}')
        return response(environ, start_response)
