"""What lies behind a URL. Each API lists its own in its `urls.py`."""
from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.routing import Rule

from .call import Call
from .errors import ApiError, unauthorized
from .limits import Plan
from .responses import json_response, refusal

# Amazon tells the rate with these statuses only, say its models.
_STATUSES_WITH_RATE = (200, 201, 202, 204, 400, 404)


@dataclass(frozen=True)
class Endpoint:
    """A URL, and the function that answers a `Call` of it with a response.

    What is in angle brackets in the path goes to the function too, by its name.
    """

    name: str
    method: str
    path: str
    function: Callable
    # Whether the query is as good as a password.
    has_secret_query = False

    def rule(self):
        """Return the pattern of the URL.

        :rtype: werkzeug.routing.Rule
        """
        return Rule(self.path, endpoint=self, methods=[self.method])

    def respond(self, app, request, arguments):
        """Count a call, answer it and put it into the journal.

        :param App app: The application.
        :param werkzeug.wrappers.Request request: The request.
        :param dict arguments: What stands in the URL for the names in angle brackets.
        :rtype: werkzeug.wrappers.Response
        """
        return Call(app, request, self, arguments).respond()

    def answer(self, call):
        """Return what Amazon answers to a call.

        :param Call call: The call.
        :rtype: werkzeug.wrappers.Response
        """
        return self.function(call, **call.arguments)


@dataclass(frozen=True)
class Operation(Endpoint):
    """An operation of the Selling Partner API: it takes an access token, and not too many calls.

    The function returns what is sent as JSON, or None for nothing, or raises an `ApiError`. Where
    there are roles, the application has to hold one of them.
    """

    plan: Plan
    status: int = 200
    roles: frozenset = frozenset()

    def answer(self, call):
        app = call.app
        try:
            grant = app.lwa.authenticate(call.request.headers.get('x-amz-access-token'))
            app.limits.take(grant, self.name)
        except ApiError as error:
            return refusal(error)
        response = self._answer_on_behalf_of(grant.seller, call)
        if response.status_code in _STATUSES_WITH_RATE:
            response.headers['x-amzn-RateLimit-Limit'] = app.limits.rate(grant, self.name)
        if response.status_code == 200:
            app.previous_answers[self.name] = response.get_data()
        return response

    def _answer_on_behalf_of(self, seller, call):
        if self.roles and not self.roles & seller.shop.roles:
            return refusal(unauthorized())
        seller.catch_up()
        call.seller = seller
        try:
            return json_response(self.function(call, **call.arguments), self.status)
        except ApiError as error:
            return refusal(error)
