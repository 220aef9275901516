"""The page, and where its buttons lead."""
from dataclasses import dataclass

from ..core.endpoint import Endpoint
from . import develop_apps
from .consent import agree, ask, confirm
from .deeds import PREFIX
from .page import press, show


@dataclass(frozen=True)
class Page(Endpoint):
    """A URL for people: what is done there is no call, and not in the journal."""

    def respond(self, app, request, arguments):
        return self.function(app, request, **arguments)


ENDPOINTS = [
    Page('show', 'GET', '/', show),
    Page('show the application', 'GET', develop_apps.PATH, develop_apps.show),
    Page('change the application', 'POST', develop_apps.PATH, develop_apps.save),
    Page('ask for consent', 'GET', '/apps/authorize/consent', ask),
    Page('consent', 'POST', '/apps/authorize/consent', agree),
    Page('confirm', 'GET', '/apps/authorize/confirm/<application_id>', confirm),
    Page('press', 'POST', f'{PREFIX}<path:button>', press),
    Page('show again', 'GET', f'{PREFIX}<path:button>', show),
]
