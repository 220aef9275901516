"""Amazon's consent page, on which sellers authorise public applications.

See https://developer-docs.amazon.com/sp-api/docs/website-authorization-workflow and
authorization-errors there. A log-in URI is opened between consent and confirmation.
"""
from html import escape
from urllib.parse import urlencode

from werkzeug.utils import redirect

from .html_parts import small_page

_KNOWN = ('application_id', 'state', 'redirect_uri', 'version')


def ask(simulator, request):
    """Return the page that asks whether an application may act for the seller.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :rtype: werkzeug.wrappers.Response
    """
    problem = _problem(simulator, request.args)
    if problem:
        return _page(f"<h1>Error Code: {problem}</h1><p>The application cannot be authorized.</p>")
    fields = ''.join(
        f'<input type="hidden" name="{name}" value="{escape(request.args[name])}">'
        for name in _KNOWN if name in request.args)
    return _page(
        f"<h1>{escape(simulator.seller.name)}</h1><p>Let this application act for you?</p>"
        f'<form method="post">{fields}<button name="answer" value="yes">Confirm</button> '
        '<button name="answer" value="no">Cancel</button></form>')


def agree(simulator, request):
    """Lead to the application: to its log-in, or back if the seller does not agree.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :rtype: werkzeug.wrappers.Response
    """
    form = request.form
    application = simulator.lwa.find_application(form.get('application_id'))
    if form.get('answer') != 'yes':
        return _lead(
            application.redirect_uri, error='access_denied', state=form.get('state', ''))
    root = request.host_url.rstrip('/')
    return _lead(
        application.login_uri,
        amazon_callback_uri=f'{root}/apps/authorize/confirm/{application.application_id}',
        amazon_state=f'amzn-{application.application_id[-8:]}',
        selling_partner_id=simulator.seller.seller_id,
        **({'version': 'beta'} if form.get('version') == 'beta' else {}))


def confirm(simulator, request, application_id):
    """Lead to the application's redirect URI, with the code.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :param str application_id: Which application.
    :rtype: werkzeug.wrappers.Response
    """
    parameters = {**request.args.to_dict(), 'application_id': application_id}
    problem = _problem(simulator, parameters, has_amazon_state=True)
    if problem:
        return _page(f"<h1>Error Code: {problem}</h1>")
    application = simulator.lwa.find_application(application_id)
    return _lead(
        application.redirect_uri, state=parameters.get('state', ''),
        selling_partner_id=simulator.seller.seller_id,
        spapi_oauth_code=simulator.lwa.give_code(application, simulator.seller))


def _problem(simulator, parameters, has_amazon_state=False):
    """Return the code of Amazon's error page, or None."""
    unknown = set(parameters) - set(_KNOWN) - ({'amazon_state'} if has_amazon_state else set())
    if unknown or any('?' in parameters.get(name, '') for name in ('application_id', 'version')):
        return 'MD9999'
    application = simulator.lwa.find_application(parameters.get('application_id'))
    if application is None or not application.is_listed and parameters.get('version') != 'beta':
        return 'MD1000'
    if not application.login_uri or not application.redirect_uri:
        return 'MD5100'
    if parameters.get('redirect_uri', application.redirect_uri) != application.redirect_uri:
        return 'MD5101'
    return None


def _lead(url, **parameters):
    return redirect(f'{url}?{urlencode(parameters)}', 302)


def _page(content):
    return small_page('Seller Central', content)
