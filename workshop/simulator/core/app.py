"""The WSGI application: it finds out what lies behind a URL, and has it answer."""
import threading
from collections import Counter, deque

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request

from .call import REQUEST_ID, new_request_id
from .clock import Clock
from .errors import not_found
from .fault_script import FaultScript
from .journal import JOURNAL_SIZE
from .limits import Limits
from .responses import refusal


class App:
    """What answers calls, counts them and keeps a journal of them.

    Whoever builds on it gives it `lwa`, which says on whose behalf an access token is.

    :param werkzeug.routing.Map urls: The patterns of the URLs, with their endpoints.
    :param dict plans: Amazon's usage plans, by operation.
    :param Clock clock: The time; the machine's if absent.
    """

    def __init__(self, urls, plans, clock=None):
        self.clock = clock or Clock()
        self.lock = threading.RLock()
        # How many calls there were, by operation; `token` for the token endpoint, and
        # `uploadFeedDocument` and `downloadFeedDocument` for the links to documents.
        self.calls = Counter()
        self.limits = Limits(self.clock, plans)
        self.faults = FaultScript()
        self.previous_answers = {}
        self._urls = urls
        self._entries = deque(maxlen=JOURNAL_SIZE)

    @property
    def journal(self):
        """The latest calls, oldest first."""
        with self.lock:
            return list(self._entries)

    def record(self, entry):
        """Put a call into the journal.

        :param Entry entry: The call.
        """
        with self.lock:
            self._entries.append(entry)

    def __call__(self, environ, start_response):
        request = Request(environ)
        # A server that answers before it has read everything resets the connection.
        request.get_data()
        return self._respond(request)(environ, start_response)

    def _respond(self, request):
        try:
            endpoint, arguments = self._urls.bind_to_environ(request.environ).match()
        except HTTPException:
            response = refusal(not_found("There is no such operation."))
            response.headers[REQUEST_ID] = new_request_id()
            return response
        return endpoint.respond(self, request, arguments)
