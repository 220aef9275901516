"""The way to Amazon's consent page and back, for public applications.

See https://developer-docs.amazon.com/sp-api/docs/website-authorization-workflow.
"""
import base64
import json
from urllib.parse import quote, urlencode, urlsplit

from odoo.tools.misc import consteq, hmac

CONSENT_PATH = '/apps/authorize/consent'
CONFIRM_PATH = '/apps/authorize/confirm/'
# What Amazon wants of an application that is not listed yet.
DRAFT = {'version': 'beta'}
_SCOPE = 'amazon_connector.consent'


def seal(env, values):
    """Return values as a text that nobody else can make.

    :param Environment env: whose database signs; as superuser.
    :param dict values: what JSON has.
    :rtype: str
    """
    text = base64.urlsafe_b64encode(json.dumps(values, sort_keys=True).encode()).decode()
    return f'{text}.{hmac(env, _SCOPE, text)}'


def unseal(env, sealed):
    """Return what was sealed; None, if it is something else.

    :param Environment env: whose database has signed; as superuser.
    :param str sealed: as `seal` returns it.
    :rtype: dict | None
    """
    text, _point, signature = sealed.partition('.')
    if not sealed.isascii() or not consteq(signature, hmac(env, _SCOPE, text)):
        return None
    return json.loads(base64.urlsafe_b64decode(text))


def consent_url(seller_central, application_id, state, redirect_uri, is_draft):
    """Return the address of Amazon's consent page.

    :param str seller_central: the Seller Central of the home marketplace.
    :param str application_id: Amazon's id of the application.
    :param str state: what Amazon gives back.
    :param str redirect_uri: where Amazon comes back to.
    :param bool is_draft: whether the application is not listed yet.
    :rtype: str
    """
    return f"{seller_central.rstrip('/')}{CONSENT_PATH}?" + urlencode({
        'application_id': application_id, 'state': state, 'redirect_uri': redirect_uri,
        **(DRAFT if is_draft else {}),
    })


def callback_url(uri, seller_central, others, application_id):
    """Return the address of Amazon's that a log-in goes back to; '' if it is not Amazon's.

    Amazon has been seen to send the path alone: issue 1838 of
    https://github.com/amzn/selling-partner-api-models.

    :param str uri: what came as Amazon's.
    :param str seller_central: the Seller Central of the home marketplace.
    :param others: those of other marketplaces.
    :param str application_id: of the application that is to be authorised.
    :rtype: str
    """
    path = CONFIRM_PATH + quote(application_id, safe='')
    known = [url.rstrip('/') + path for url in (seller_central, *others)]
    if uri == path:
        return known[0]
    # Nothing is parsed and put together again: what differs by a character is not Amazon's.
    return uri if uri in known else ''


def confirm_url(callback, amazon_state, state, redirect_uri, is_draft):
    """Return where a log-in goes back to: Amazon, which then comes to the redirect URI.

    :param str callback: as `callback_url` returns it.
    :param str amazon_state: what Amazon wants back.
    :param str state: what Amazon gives back.
    :param str redirect_uri: where Amazon comes back to.
    :param bool is_draft: whether the application is not listed yet.
    :rtype: str
    """
    return f'{callback}?' + urlencode({
        'amazon_state': amazon_state, 'state': state, 'redirect_uri': redirect_uri,
        **(DRAFT if is_draft else {}),
    })


def is_public_address(url):
    """Return whether Amazon takes an address as that of a page: it wants https."""
    return urlsplit(url).scheme == 'https'
