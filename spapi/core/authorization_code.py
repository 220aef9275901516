"""Authorization codes, which Amazon's consent page gives to public applications.

See https://developer-docs.amazon.com/sp-api/docs/website-authorization-workflow.
"""
from .deadline import Deadline
from .errors import Unauthorized, Unavailable, during
from .tokens import OPERATION, ask_login_with_amazon
from .transport import Transport


def exchange_code(endpoints, client_id, client_secret, code, redirect_uri, seconds=None):
    """Return the refresh token that a code gives a right to. A code is good once, for five minutes.

    :param Endpoints endpoints: where Amazon is asked.
    :param str client_id: of the application.
    :param str client_secret: of the application.
    :param str code: what Amazon's consent page gave.
    :param str redirect_uri: where it was given.
    :param float seconds: how long Amazon may be waited for.
    :rtype: str
    :raise AmazonError: `Unauthorized`, 'code_refused', if Amazon does not take the code; otherwise
        as for access tokens.
    """
    transport = Transport(endpoints, Deadline(seconds))
    try:
        with during(OPERATION):
            return _ask(transport, endpoints, {
                'grant_type': 'authorization_code', 'code': code, 'redirect_uri': redirect_uri,
                'client_id': client_id, 'client_secret': client_secret,
            })
    finally:
        transport.close()


def _ask(transport, endpoints, form):
    try:
        content = ask_login_with_amazon(transport, endpoints.lwa_url, form)
    except Unauthorized as error:
        if error.reason != 'invalid_grant':
            raise
        raise Unauthorized('code_refused') from None
    token = content.get('refresh_token')
    if not isinstance(token, str) or not token or not token.isascii() or not token.isprintable():
        raise Unavailable("Amazon's answer lacks a refresh token.")
    return token
