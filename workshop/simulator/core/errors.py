"""How Amazon says no, whatever the API. What only one of them says is in its own `errors.py`."""


class ApiError(Exception):
    """A refusal in the shape of Amazon's `ErrorList`."""

    def __init__(self, status, code, message, details=''):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def body(self):
        """Return Amazon's `ErrorList`.

        :rtype: dict
        """
        error = {'code': self.code, 'message': self.message, 'details': self.details}
        return {'errors': [error]}


def invalid_input(details):
    """Return a refusal that says what is wrong where newer operations do, in the details."""
    message = "The input you have submitted is not valid. Please check your input and try again."
    return ApiError(400, 'InvalidInput', message, details)


def refused_input(message):
    """Return a refusal that says what is wrong where older operations do, in the message."""
    return ApiError(400, 'InvalidInput', message)


def invalid_token(name, details=''):
    """Return a refusal of what a parameter gives as the token of the next page."""
    return invalid_input(f"The {name} you have submitted is not valid.{details}")


def unauthorized(details=''):
    return ApiError(403, 'Unauthorized', "Access to requested resource is denied.", details)


def not_found(details=''):
    return ApiError(404, 'NotFound', "The requested resource doesn't exist.", details)


def quota_exceeded():
    return ApiError(
        429, 'QuotaExceeded', "You exceeded your quota for the requested resource.")


def internal_failure():
    message = "We encountered an internal error. Please try again."
    return ApiError(500, 'InternalFailure', message)
