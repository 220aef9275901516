"""Where the seller's application is shown and changed: ids, roles, where it is authorised."""
from html import escape

from werkzeug.utils import redirect

from ..marketplace.roles import ROLES
from .html_parts import small_page

PATH = '/develop-apps'


def show(simulator, request):
    """Return the page.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :rtype: werkzeug.wrappers.Response
    """
    application = simulator.application
    facts = ''.join(
        f'<li>{label}: <code>{escape(value)}</code></li>' for label, value in (
            ("App ID", application.application_id),
            ("Client identifier", application.client_id),
            ("Client secret", application.client_secret)))
    roles = ''.join(
        _checkbox('role', role, role, role in simulator.shop.roles) for role in sorted(ROLES))
    return small_page("Develop Apps", (
        '<p><a href="/">Seller Central</a></p><h1>Develop Apps</h1>'
        f'<ul>{facts}</ul><form method="post"><h2>Roles</h2>{roles}'
        '<h2>Public application</h2>'
        + _address("OAuth Login URI", 'login_uri', application.login_uri)
        + _address("OAuth Redirect URI", 'redirect_uri', application.redirect_uri)
        + _checkbox('is_listed', '1', "Listed (no draft)", application.is_listed)
        + '<p><button>Save</button></p></form>'))


def save(simulator, request):
    """Change the application, and show the page again.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :rtype: werkzeug.wrappers.Response
    """
    form, application = request.form, simulator.application
    with simulator.lock:
        simulator.shop.roles = ROLES & set(form.getlist('role'))
        application.login_uri = form.get('login_uri', '')
        application.redirect_uri = form.get('redirect_uri', '')
        application.is_listed = bool(form.get('is_listed'))
    return redirect(PATH, 303)


def _checkbox(name, value, label, is_checked):
    checked = ' checked' if is_checked else ''
    return (
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"{checked}> '
        f'{escape(label)}</label>')


def _address(label, name, value):
    return f'<label>{label} <input type="url" name="{name}" value="{escape(value)}"></label>'
