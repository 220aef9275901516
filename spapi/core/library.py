"""python-amazon-sp-api, used for what it is good at: the shape of Amazon's requests.

All that surrounds a request (access tokens, HTTP, the reading of answers) is this package's own,
because the library's way of doing it loses data and secrets; see `AmazonRequests`.
"""
import contextlib
import logging
import os
from datetime import datetime, timezone

from . import const


@contextlib.contextmanager
def _without_settings_of_other_programs():
    """Hide the environment variables that the library reads while it is imported.

    It can't be imported at all if one of them has a value that it does not know.
    """
    names = [name for name in os.environ if name == 'AWS_ENV' or name.startswith('SP_API_')]
    hidden = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(hidden)


with _without_settings_of_other_programs():
    import sp_api.api

# Its API classes. Nobody else imports them: it has to be done as it is here.
library = sp_api.api

# At DEBUG the library logs access tokens and personal data, at INFO httpx logs all URLs. Nobody can
# bring that about: neither by the root logger's level, as `odoo-bin --log-level=debug` does, nor by
# that of one of theirs.
for _name in ('sp_api', 'httpx', 'httpcore'):
    logging.getLogger(_name).propagate = False
    logging.getLogger(_name).addHandler(logging.NullHandler())


class AmazonRequests:
    """Comes before an API class of the library and leaves it nothing to do but to build requests.

    - Its constructor is not called: it obeys environment variables (``SP_API_DEFAULT_MARKETPLACE``
      even against an explicit argument), and opens HTTP clients without useful timeouts.
    - Access tokens are given: the library keeps them for the whole process by refresh token alone,
      whatever the client's secret, and never lets go of one that Amazon refuses.
    - The ``Host`` header is left to HTTP: the library takes it for granted that URLs are https.
    - An answer is returned as it came: the library takes each error that has no JSON body with
      "errors" (a gateway's HTML page, an empty body) for a success without content.
    - What Amazon's models do not have is taken out of requests: the library puts the path into
      some bodies, and marketplaces under several names into most requests that name none.
    """

    def __init__(self, endpoint, marketplace_ref, access_token, transport):
        """
        :param str endpoint: base URL.
        :param str marketplace_ref: a marketplace's id, where the library wants one.
        :param str access_token: what Login with Amazon gave.
        :param Transport transport: what sends the requests.
        """
        self.endpoint = endpoint
        self.marketplace_id = marketplace_ref
        self._access_token = access_token
        self._transport = transport

    @property
    def headers(self):
        return {
            'user-agent': const.USER_AGENT,
            'x-amz-access-token': self._access_token,
            'x-amz-date': f'{datetime.now(timezone.utc):%Y%m%dT%H%M%SZ}',
            'accept': 'application/json',
            'content-type': 'application/json',
        }

    def _request(self, path, *, data=None, **options):
        data = {key: value for key, value in (data or {}).items() if key != 'path'}
        return super()._request(path, data=data, **{**options, 'add_marketplace': False})

    def _check_response(self, res, *args, **kwargs):
        return res
