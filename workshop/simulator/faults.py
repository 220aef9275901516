"""What goes wrong at Amazon, on demand: `simulator.faults.add('searchOrders', faults.throttle)`.

A fault is a function that gets the `Call` and returns the response; `call.answer()` is what
Amazon would have answered.
"""
import time
from uuid import uuid4

from werkzeug.wrappers import Response

from .core.errors import (
    internal_failure,
    invalid_input,
    quota_exceeded,
    refused_input,
    unauthorized,
)
from .core.formats import to_json
from .core.responses import json_response
from .lwa.answers import refusal as token_refusal
from .lwa.errors import unauthorized_client
from .orders.errors import token_expired
from .s3.errors import access_denied as s3_access_denied
from .s3.errors import link_expired as s3_link_expired

_GATEWAY_PAGE = (
    "<html>\n<head><title>503 Service Temporarily Unavailable</title></head>\n"
    "<body>\n<center><h1>503 Service Temporarily Unavailable</h1></center>\n</body>\n</html>\n"
)


# === ANSWERS IN AMAZON'S SHAPE === #


def throttle(call):
    """Refuse the call with 429, as if the quota were used up."""
    return call.refuse(quota_exceeded())


def access_denied(call):
    """Refuse the call with 403, as if a role were missing."""
    return call.refuse(unauthorized())


def secret_expired(call):
    """Refuse the call with 403, as Amazon does when the application's secret is too old.

    See https://github.com/amzn/selling-partner-api-models/issues/4489.
    """
    return call.refuse(unauthorized("The LWA secret token you provided has expired."))


def client_not_authorized(call):
    """Refuse a token with 400, as to a client that may not act for the seller."""
    return token_refusal(unauthorized_client())


def refused_though_valid(call):
    """Refuse a valid call with 400 and no reason, as a region of Amazon's did for half a day.

    See https://github.com/amzn/selling-partner-api-models/issues/5365.
    """
    return call.refuse(invalid_input(''))


def server_error(call):
    """Fail with 500 and Amazon's list of errors."""
    return call.refuse(internal_failure())


# === PACKAGES === #


def accepted_and_dropped(call):
    """Say that a package is taken (204), and forget it, as sellers report it.

    See https://github.com/amzn/selling-partner-api-models/issues/5232.
    """
    return Response(b'', 204, mimetype='application/json')


def package_version_refused(call):
    """Refuse a package for what Amazon thinks of its version; nothing of it is documented."""
    return call.refuse(refused_input(
        "Failed to update package. ErrorMessage(errorCode=GeneralError, "
        "errorMetric=InvalidPackageVersion, packageIndex=null)"))


def updates_used_up(call):
    """Refuse a package as one that was changed too often; nothing of it is documented."""
    return call.refuse(refused_input(
        "Package has reached the maximum number of allowed updates."))


def after_answer(fault):
    """Return a fault that does what was asked for before it goes wrong.

    :param callable fault: What is said then.
    :rtype: callable
    """
    def late(call):
        call.answer()
        return fault(call)
    return late


# === ANSWERS THAT ARE NOT AMAZON'S === #


def html_503(call):
    """Fail with the HTML page of a gateway."""
    return Response(_GATEWAY_PAGE, 503, mimetype='text/html')


def empty(status=200):
    """Return a fault that answers with nothing.

    :param int status: The HTTP status.
    :rtype: callable
    """
    return lambda call: Response(b'', status, mimetype='application/json')


def message_404(call):
    """Fail with 404 and a message outside Amazon's list of errors, as its gateway does."""
    return json_response({'message': "Not Found"}, 404)


def cut_json(call):
    """Answer properly, but break off in the middle."""
    response = call.answer()
    body = response.get_data()
    response.set_data(body[:len(body) // 2])
    return response


# === TROUBLE WITH THE CONNECTION === #


def slow(seconds):
    """Return a fault that answers properly, but late.

    :param float seconds: How late.
    :rtype: callable
    """
    def fault(call):
        time.sleep(seconds)
        return call.answer()
    return fault


def connection_reset(call):
    """Reset the connection instead of answering.

    `serve` does it. Where there is no connection (a test client), the caller sees the exception.
    """
    raise ConnectionResetError("The simulator was told to reset the connection.")


def late_answer(seconds):
    """Return a fault that does at once what was asked for, but answers late.

    :param float seconds: How late.
    :rtype: callable
    """
    def fault(call):
        response = call.answer()
        time.sleep(seconds)
        return response
    return fault


def lost_answer(call):
    """Do what was asked for, and reset the connection instead of saying so.

    As with `connection_reset`, a test client sees the exception.
    """
    call.answer()
    connection_reset(call)


# === TROUBLE WITH DOCUMENTS === #


def document_refused(call):
    """Refuse an upload or a download with 403 and S3's XML."""
    return s3_access_denied().response()


def link_expired(call):
    """Refuse an upload or a download with 403 and S3's XML, as if it came too late."""
    return s3_link_expired().response()


# === TROUBLE WITH PAGES === #


def page_repeated(call):
    """Serve the page of the previous call once more, with the same next token."""
    return call.previous_answer() or call.answer()


def page_overlapping(call):
    """Serve the orders of the previous page once more, before those of this one."""
    previous = call.previous_answer()
    return _with_orders(call, lambda orders: _orders_of(previous) + orders)


def page_reordered(call):
    """Serve a page with its orders in the opposite order."""
    return _with_orders(call, lambda orders: orders[::-1])


def page_token_expired(call):
    """Refuse to go on with the next page, as if the caller had waited for too long."""
    if 'paginationToken' in call.request.args:
        return call.refuse(token_expired())
    return call.answer()


def page_refused_in_other_words(call):
    """Refuse to go on with the next page without saying why, as sellers report it.

    See https://github.com/amzn/selling-partner-api-models/issues/5144.
    """
    if 'paginationToken' in call.request.args:
        return call.refuse(invalid_input(''))
    return call.answer()


def page_for_ever(call):
    """Serve the page of the previous call for ever, each time with another next token.

    See https://github.com/amzn/selling-partner-api-models/issues/2297.
    """
    response = call.previous_answer() or call.answer()
    content = response.get_json()
    response.set_data(to_json({**content, 'pagination': {'nextToken': uuid4().hex}}))
    return response


def _with_orders(call, change):
    response = call.answer()
    if response.status_code == 200:
        content = response.get_json()
        response.set_data(to_json({**content, 'orders': change(content['orders'])}))
    return response


def _orders_of(response):
    return response.get_json()['orders'] if response else []


def before_answer(function):
    """Return a fault that does something first, for instance to an order between two pages.

    :param callable function: What; called without arguments.
    :rtype: callable
    """
    def fault(call):
        function()
        return call.answer()
    return fault
