"""What goes out."""
from ..core.responses import json_response


def tokens(access_token, refresh_token, lifetime):
    """Return the answer that gives an access token.

    :param str access_token: The access token.
    :param str refresh_token: The refresh token that it was asked for with.
    :param datetime.timedelta lifetime: For how long the access token is good.
    :rtype: werkzeug.wrappers.Response
    """
    return _response({
        'access_token': access_token,
        'refresh_token': refresh_token,
        'token_type': 'bearer',
        'expires_in': int(lifetime.total_seconds()),
    })


def refusal(error):
    """Return a refusal in the shape of OAuth 2.

    :param TokenRefusal error: The refusal.
    :rtype: werkzeug.wrappers.Response
    """
    return _response({'error': error.error, 'error_description': error.description}, error.status)


def _response(content, status=200):
    response = json_response(content, status)
    response.headers['Cache-Control'] = 'no-store'
    return response
