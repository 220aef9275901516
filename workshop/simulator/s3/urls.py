"""The links that documents are sent to and read from: who has one need not say who they are."""
from dataclasses import dataclass

from ..core.endpoint import Endpoint
from .behaviour import download, upload
from .errors import S3Error


@dataclass(frozen=True)
class Link(Endpoint):
    """A URL whose query says whether it may be used; refusals are XML."""

    has_secret_query = True

    def answer(self, call):
        try:
            call.app.documents.presigner.check(call.request)
            return super().answer(call)
        except S3Error as error:
            return error.response()


ENDPOINTS = [
    Link('uploadFeedDocument', 'PUT', '/documents/<document_id>', upload),
    Link('downloadFeedDocument', 'GET', '/documents/<document_id>', download),
]
