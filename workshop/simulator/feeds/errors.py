"""How this API says no."""
from ..core.errors import ApiError, invalid_input


def unsupported_type(feed_type):
    return invalid_input(f"The feedType {feed_type} is not supported.")


def role_missing():
    """Return what sellers are told whose application lacks the role for a type of feed.

    See issue 3644 of https://github.com/amzn/selling-partner-api-docs.
    """
    return ApiError(403, 'Unauthorized', "Access to the resource is forbidden")


def no_such_document(document_id):
    return invalid_input(f"There is no feed document {document_id}.")


def nothing_uploaded(document_id):
    return invalid_input(f"Nothing was uploaded to the feed document {document_id}.")


def too_late_to_cancel(status):
    return invalid_input(f"A feed that is {status} cannot be cancelled.")
