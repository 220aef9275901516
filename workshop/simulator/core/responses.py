"""Answers over HTTP."""
from werkzeug.wrappers import Response

from .formats import to_json


def json_response(content, status=200):
    """Return an answer in JSON, or one without a body if the content is None.

    :rtype: werkzeug.wrappers.Response
    """
    if content is None:
        return Response(status=status)
    return Response(to_json(content), status, mimetype='application/json')


def refusal(error):
    """Return a refusal in Amazon's shape.

    :param ApiError error: The refusal.
    :rtype: werkzeug.wrappers.Response
    """
    return json_response(error.body(), error.status)
