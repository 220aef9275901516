"""Login with Amazon: who may call, and for which seller.

See https://developer-docs.amazon.com/sp-api/docs/connect-to-the-selling-partner-api.
"""
import datetime
import secrets
from dataclasses import dataclass

from werkzeug.wrappers import Response

from .errors import unauthorized
from .wire import to_json

TOKEN_LIFETIME = datetime.timedelta(hours=1)


@dataclass
class Application:
    """A developer's application, with the credentials Amazon gave it."""

    client_id: str
    client_secret: str


@dataclass
class Grant:
    """A seller's consent that an application acts for them."""

    refresh_token: str
    application: Application
    seller: object
    revoked: bool = False


@dataclass
class _AccessToken:
    grant: Grant
    expires: datetime.datetime


class TokenRefusal(Exception):
    """A refusal in the shape of OAuth 2 (RFC 6749, section 5.2)."""

    def __init__(self, status, error, description):
        super().__init__(description)
        self.status = status
        self.error = error
        self.description = description


class LoginWithAmazon:
    """Amazon's token endpoint and the consents behind it."""

    def __init__(self, clock):
        self._clock = clock
        self._applications = {}
        self._grants = {}
        self._access_tokens = {}

    # === CONSENTS === #

    def add_application(self, client_id=None, client_secret=None):
        """Register an application.

        :param str client_id: Its LWA client id; a new one if absent.
        :param str client_secret: Its LWA client secret; a new one if absent.
        :rtype: Application
        """
        application = Application(
            client_id or f'amzn1.application-oa2-client.{secrets.token_hex(16)}',
            client_secret or f'amzn1.oa2-cs.v1.{secrets.token_hex(32)}',
        )
        self._applications[application.client_id] = application
        return application

    def authorize(self, application, seller, refresh_token=None):
        """Let an application act for a seller.

        :param Application application: The application.
        :param Seller seller: The seller.
        :param str refresh_token: The refresh token; a new one if absent.
        :return: The refresh token that the seller passes on to the application.
        :rtype: str
        """
        refresh_token = refresh_token or f'Atzr|{secrets.token_urlsafe(32)}'
        self._grants[refresh_token] = Grant(refresh_token, application, seller)
        return refresh_token

    def revoke(self, refresh_token):
        """Withdraw a consent: no new access tokens, and those in use are refused.

        :param str refresh_token: The refresh token of the consent.
        """
        self._grants[refresh_token].revoked = True

    def expire_tokens(self):
        """Make every access token in use expire now."""
        for token in self._access_tokens.values():
            token.expires = self._clock.now()

    def authenticate(self, access_token):
        """Return the consent behind an access token.

        :param str access_token: What the caller sent as `x-amz-access-token`, or None.
        :rtype: Grant
        :raise ApiError: 403, if there is none or it is no longer good.
        """
        token = self._access_tokens.get(access_token)
        if token is None or token.grant.revoked:
            raise unauthorized()
        if token.expires <= self._clock.now():
            raise unauthorized("The access token you provided has expired.")
        return token.grant

    # === TOKEN ENDPOINT === #

    def answer(self, form):
        """Return the token endpoint's answer.

        :param werkzeug.datastructures.MultiDict form: What the caller posted.
        :rtype: werkzeug.wrappers.Response
        """
        try:
            return _json_response(self._refresh(form), 200)
        except TokenRefusal as refusal:
            error = {'error': refusal.error, 'error_description': refusal.description}
            return _json_response(error, refusal.status)

    def _refresh(self, form):
        if form.get('grant_type') != 'refresh_token':
            raise TokenRefusal(
                400, 'unsupported_grant_type',
                "The authorization grant type is not supported by the authorization server")
        for name in ('client_id', 'client_secret', 'refresh_token'):
            if not form.get(name):
                raise TokenRefusal(
                    400, 'invalid_request',
                    f"The request is missing a required parameter : {name}")
        application = self._applications.get(form['client_id'])
        if application is None or application.client_secret != form['client_secret']:
            raise TokenRefusal(401, 'invalid_client', "Client authentication failed")
        grant = self._grants.get(form['refresh_token'])
        if grant is None or grant.revoked or grant.application is not application:
            raise TokenRefusal(
                400, 'invalid_grant',
                "The request has an invalid grant parameter : refresh_token. "
                "User may have revoked or didn't grant the permission.")
        return self._issue(grant)

    def _issue(self, grant):
        access_token = f'Atza|{secrets.token_urlsafe(32)}'
        expires = self._clock.now() + TOKEN_LIFETIME
        self._access_tokens[access_token] = _AccessToken(grant, expires)
        return {
            'access_token': access_token,
            'refresh_token': grant.refresh_token,
            'token_type': 'bearer',
            'expires_in': int(TOKEN_LIFETIME.total_seconds()),
        }


def _json_response(content, status):
    response = Response(to_json(content), status, mimetype='application/json')
    response.headers['Cache-Control'] = 'no-store'
    return response
