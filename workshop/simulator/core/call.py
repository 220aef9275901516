"""One call, from the request to the journal."""
import functools
import uuid

from werkzeug.wrappers import Response

from .body import Body
from .journal import Entry
from .responses import refusal

REQUEST_ID = 'x-amzn-RequestId'


class Call:
    """One call of one endpoint, as the function that answers it gets it, and as faults get it.

    `seller` is on whose behalf an operation is called.
    """

    def __init__(self, app, request, endpoint, arguments):
        self.app = app
        self.request = request
        self.endpoint = endpoint
        self.arguments = arguments
        self.seller = None
        self.request_id = new_request_id()

    # === WHAT IS ASKED === #

    @property
    def operation(self):
        """The name of the operation."""
        return self.endpoint.name

    @property
    def parameters(self):
        """The parameters of the query (werkzeug.datastructures.MultiDict)."""
        return self.request.args

    def body(self):
        """Return the body.

        :rtype: Body
        :raise ApiError: 400, if it is no JSON object.
        """
        return Body.read(self.request.get_data())

    @functools.cached_property
    def now(self):
        """The time of the answer."""
        return self.app.clock.now()

    @property
    def port(self):
        """The port of the server, for links (str)."""
        return self.request.environ['SERVER_PORT']

    # === WHAT IS ANSWERED === #

    def respond(self):
        """Count the call, answer it, properly or with the fault that is due, and note it down.

        :rtype: werkzeug.wrappers.Response
        """
        with self.app.lock:
            self.app.calls[self.operation] += 1
            fault = self.app.faults.next(self.operation)
        status = None
        try:
            if fault:
                self.exempt_from_contract()
                response = fault(self)
            else:
                response = self.answer()
            response.headers[REQUEST_ID] = self.request_id
            status = response.status_code
            return response
        finally:
            self._record(status)

    def answer(self):
        """Return what Amazon answers.

        :rtype: werkzeug.wrappers.Response
        """
        with self.app.lock:
            return self.endpoint.answer(self)

    def previous_answer(self):
        """Return the latest good answer of this operation once more, or None.

        :rtype: werkzeug.wrappers.Response | None
        """
        content = self.app.previous_answers.get(self.operation)
        return content and Response(content, mimetype='application/json')

    def refuse(self, error):
        """Return a refusal in Amazon's shape.

        :param ApiError error: The refusal.
        :rtype: werkzeug.wrappers.Response
        """
        return refusal(error)

    def exempt_from_contract(self):
        """Tell the tests' contract checker, over the environment, that this is wrong on purpose."""
        self.request.environ['simulator.wrong_on_purpose'] = True

    def _record(self, status):
        request = self.request
        query = '' if self.endpoint.has_secret_query else request.query_string.decode('latin-1')
        self.app.record(Entry(
            self.app.clock.now(), self.operation, request.method, request.path, query, status,
            self.request_id))


def new_request_id():
    """Return an id that no other answer has, as Amazon gives one to each.

    :rtype: str
    """
    return str(uuid.uuid4())
