"""What comes in."""
from dataclasses import dataclass

from .errors import missing_parameter, unsupported_grant_type


@dataclass
class Credentials:
    """What an application shows to get an access token."""

    client_id: str
    client_secret: str
    refresh_token: str

    @classmethod
    def read(cls, form):
        """Return what a form says.

        :param werkzeug.datastructures.MultiDict form: What the caller posted.
        :rtype: Credentials
        :raise TokenRefusal: If it is no refresh token, or not all that is needed.
        """
        if form.get('grant_type') != 'refresh_token':
            raise unsupported_grant_type()
        for name in ('client_id', 'client_secret', 'refresh_token'):
            if not form.get(name):
                raise missing_parameter(name)
        return cls(form['client_id'], form['client_secret'], form['refresh_token'])


@dataclass
class CodeExchange:
    """What an application shows to get a refresh token for a code."""

    client_id: str
    client_secret: str
    code: str
    redirect_uri: str

    @classmethod
    def read(cls, form):
        """Return what a form says.

        :param werkzeug.datastructures.MultiDict form: What the caller posted.
        :rtype: CodeExchange
        :raise TokenRefusal: If it is not all that is needed.
        """
        for name in ('client_id', 'client_secret', 'code', 'redirect_uri'):
            if not form.get(name):
                raise missing_parameter(name)
        return cls(form['client_id'], form['client_secret'], form['code'], form['redirect_uri'])
