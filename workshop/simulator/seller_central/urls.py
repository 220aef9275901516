"""The page, and where its buttons lead."""
from dataclasses import dataclass

from ..core.endpoint import Endpoint
from .deeds import PREFIX
from .page import press, show


@dataclass(frozen=True)
class Page(Endpoint):
    """A URL for people: what is done there is no call, and not in the journal."""

    def respond(self, app, request, arguments):
        return self.function(app, request, **arguments)


ENDPOINTS = [
    Page('show', 'GET', '/', show),
    Page('press', 'POST', f'{PREFIX}<path:button>', press),
    Page('show again', 'GET', f'{PREFIX}<path:button>', show),
]
