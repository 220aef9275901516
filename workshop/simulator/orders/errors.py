"""How this API says no."""
from ..core.errors import invalid_input, invalid_token, unauthorized


def created_and_updated():
    return invalid_input("createdAfter and createdBefore exclude lastUpdatedAfter and "
                         "lastUpdatedBefore.")


def no_beginning():
    return invalid_input("Exactly one of createdAfter and lastUpdatedAfter must be given.")


def too_recent(name):
    return invalid_input(f"{name} must be at least two minutes before now.")


def ends_before_it_begins(after_name, before_name):
    return invalid_input(f"{before_name} must be equal to or after {after_name}.")


def too_many_marketplaces(most):
    return invalid_input(f"marketplaceIds may hold at most {most} marketplaces.")


def no_such_marketplace():
    return unauthorized("The marketplaces you provided are not valid for region.")


def token_of_another_search():
    return invalid_token(
        'paginationToken',
        " All parameters must match the original request except maxResultsPerPage.")


def token_expired():
    return invalid_input("The paginationToken you have submitted has expired.")
