"""The consents of sellers, and the tokens that go with them."""
import datetime
import secrets
import uuid
from dataclasses import dataclass, field

from ..core.errors import unauthorized
from .answers import refusal, tokens
from .errors import TokenRefusal, invalid_client, invalid_grant
from .requests import CodeExchange, Credentials

# https://developer-docs.amazon.com/sp-api/docs/website-authorization-workflow
CODE_LIFETIME = datetime.timedelta(minutes=5)
TOKEN_LIFETIME = datetime.timedelta(hours=1)
# https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials
FORMER_SECRET_LIFETIME = datetime.timedelta(days=7)


@dataclass
class Application:
    """A developer's application, with the credentials Amazon gave it."""

    client_id: str
    client_secret: str
    application_id: str
    # Whether it is listed, so that sellers may authorise it without `version=beta`.
    is_listed: bool = False
    # Where Amazon's consent page leads to; none of a private application.
    login_uri: str = ''
    redirect_uri: str = ''
    # What was in its place before, and until when each is good.
    former_secrets: dict = field(default_factory=dict)


@dataclass
class Grant:
    """A seller's consent that an application acts for them."""

    refresh_token: str
    application: Application
    seller: object
    revoked: bool = False


@dataclass
class _Code:
    application: Application
    seller: object
    expires: datetime.datetime


@dataclass
class _AccessToken:
    grant: Grant
    expires: datetime.datetime


class LoginWithAmazon:
    """The applications, the consents of sellers, and the access tokens that are good."""

    def __init__(self, clock):
        self._clock = clock
        self._applications = {}
        self._grants = {}
        self._access_tokens = {}
        self._codes = {}

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
            f'amzn1.sp.solution.{uuid.uuid4()}',
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

    def find_application(self, application_id):
        """Return an application by the id that Seller Central shows, or None."""
        return next((
            application for application in self._applications.values()
            if application.application_id == application_id
        ), None)

    def give_code(self, application, seller):
        """Note that a seller has agreed on Amazon's consent page.

        :param Application application: The application.
        :param Seller seller: The seller.
        :return: What the application exchanges for a refresh token, once.
        :rtype: str
        """
        code = secrets.token_urlsafe(15)
        self._codes[code] = _Code(application, seller, self._clock.now() + CODE_LIFETIME)
        return code

    def take_code(self, exchange):
        """Take back a code.

        :param CodeExchange exchange: What the application shows.
        :return: The refresh token.
        :rtype: str
        :raise TokenRefusal: If it is not good.
        """
        application = self._application_of(exchange)
        code = self._codes.pop(exchange.code, None)
        if (
            code is None
            or code.application is not application
            or code.expires <= self._clock.now()
            or exchange.redirect_uri != application.redirect_uri
        ):
            raise invalid_grant('code')
        return self.authorize(application, code.seller)

    def revoke(self, refresh_token):
        """Withdraw a consent: no new access tokens, and those in use are refused.

        :param str refresh_token: The refresh token of the consent.
        """
        self._grants[refresh_token].revoked = True

    def rotate_secret(self, application, client_secret):
        """Give an application another secret; the one before goes on to be good for a while.

        :param Application application: The application.
        :param str client_secret: The new secret.
        """
        until = self._clock.now() + FORMER_SECRET_LIFETIME
        application.former_secrets[application.client_secret] = until
        application.client_secret = client_secret

    def forget_former_secrets(self):
        """Make every former secret expire now."""
        for application in self._applications.values():
            application.former_secrets.clear()

    def _application_of(self, caller):
        application = self._applications.get(caller.client_id)
        if application is None or not self._is_secret_of(application, caller.client_secret):
            raise invalid_client()
        return application

    def _is_secret_of(self, application, client_secret):
        until = application.former_secrets.get(client_secret)
        return client_secret == application.client_secret or until and until > self._clock.now()

    # === ACCESS TOKENS === #

    def issue(self, credentials):
        """Make an access token.

        :param Credentials credentials: What the application shows.
        :return: The token, which is good for `TOKEN_LIFETIME`.
        :rtype: str
        :raise TokenRefusal: If they are not good.
        """
        application = self._application_of(credentials)
        grant = self._grants.get(credentials.refresh_token)
        if grant is None or grant.revoked or grant.application is not application:
            raise invalid_grant('refresh_token')
        access_token = f'Atza|{secrets.token_urlsafe(32)}'
        expires = self._clock.now() + TOKEN_LIFETIME
        self._access_tokens[access_token] = _AccessToken(grant, expires)
        return access_token

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


def give_tokens(call):
    """Answer the token endpoint.

    :param Call call: The call.
    :rtype: werkzeug.wrappers.Response
    """
    try:
        form = call.request.form
        if form.get('grant_type') == 'authorization_code':
            refresh_token = call.app.lwa.take_code(CodeExchange.read(form))
            form = {**form.to_dict(), 'grant_type': 'refresh_token', 'refresh_token': refresh_token}
        credentials = Credentials.read(form)
        access_token = call.app.lwa.issue(credentials)
    except TokenRefusal as error:
        return refusal(error)
    return tokens(access_token, credentials.refresh_token, TOKEN_LIFETIME)
