"""What comes back instead of an answer from Amazon. Nothing else is raised by this package's calls.

The texts are meant for people and logs: they hold no secret, no personal data and no URL.
"""
import contextlib

UNAUTHORIZED = {
    'invalid_client': "Amazon does not accept the client ID and the client secret.",
    'invalid_grant': (
        "Amazon does not accept the refresh token: it was revoked, or it belongs to another "
        "application."
    ),
    'unauthorized_client': (
        "Amazon does not let this application act for the seller: the credentials belong to two "
        "applications."
    ),
    'code_refused': (
        "Amazon does not accept the code of its consent page: it is good once, for five minutes."
    ),
    'access_denied': (
        "Amazon denies access: the application lacks a role, the seller account belongs to another "
        "region or marketplace, or Amazon is out of order."
    ),
    'secret_expired': "Amazon says that the application's client secret has expired.",
    'role_missing': "Amazon denies access: the application lacks a role that this call needs.",
}
# What nobody but a person can mend. Everything else Amazon has been seen to refuse for a while, and
# to allow again by itself: issue 3153 of https://github.com/amzn/selling-partner-api-docs.
FINAL = frozenset({'invalid_client', 'invalid_grant', 'unauthorized_client'})


# What a person can do about these.
_ADVICE_OF_UNAUTHORIZED = {
    'invalid_client': "Enter the application's client ID and client secret again.",
    'invalid_grant': "Link the seller account again.",
    'unauthorized_client': "Copy all credentials from the same application.",
    'code_refused': "Begin again on Amazon's consent page.",
    'access_denied': (
        "Wait an hour. Then give the application the roles that it needs, and check the region."
    ),
    'secret_expired': "Make a new client secret in Seller Central, and enter it.",
    'role_missing': "Give the application the role, and authorise it again.",
}


class AmazonError(Exception):
    """What all of these errors have in common: their text is a sentence for people.

    :param str kind: 'unavailable', 'throttled', 'unauthorized', 'rejected' or 'malformed'.
    :param str advice: what to do about it, a sentence.
    :param str operation: Amazon's name of the call; 'token' for Login with Amazon, 'uploadDocument'
        and 'downloadDocument' for its store of documents. '' if it came of no call, but of what an
        earlier one brought.
    :param int status: the answer's HTTP status; None, if there was no answer.
    :param str request_id: Amazon's id of the answer; '' if there is none.
    """

    kind = ''
    advice = ''
    operation = ''
    status = None
    request_id = ''

    @property
    def trace(self):
        """Return what Amazon's support finds the call by: 'getOrder, HTTP 500, request 4f1c…'.

        :return: what is known of it; '' if nothing is.
        :rtype: str
        """
        parts = (
            self.operation,
            self.status and f'HTTP {self.status}',
            self.request_id and f'request {self.request_id}',
        )
        return ', '.join(filter(None, parts))


@contextlib.contextmanager
def during(operation, answer=None):
    """Have the errors that leave the block tell which call they are about.

    One that tells of a call already keeps it: the innermost block knows best.

    :param str operation: see `AmazonError`.
    :param Answer answer: what was answered to it; None, as long as nothing was.
    """
    try:
        yield
    except AmazonError as error:
        if not error.operation:
            error.operation = operation
            if answer is not None and error.status is None:
                error.status, error.request_id = answer.status, answer.request_id
        raise


class Unavailable(AmazonError):
    """Amazon could not be reached, or gave an answer that cannot be used: try again later."""

    kind = 'unavailable'
    advice = "Try again later."


class Throttled(AmazonError):
    """No call is allowed before a certain time.

    Its `status` is 429 if Amazon says so, and None if the call was not made, since Amazon would.
    """

    kind = 'throttled'
    advice = "Wait until the next call is allowed."

    def __init__(self, available_at):
        """
        :param datetime available_at: when the next call may be made (aware UTC).
        """
        super().__init__(
            "Amazon's limit of calls is used up; the next one is allowed at "
            f"{available_at:%Y-%m-%d %H:%M:%S} UTC."
        )
        self.available_at = available_at


class Unauthorized(AmazonError):
    """Amazon refuses the credentials, or what they ask for.

    Where `is_final` is true, a person has to act; elsewhere, Amazon may change its mind.
    """

    kind = 'unauthorized'

    def __init__(self, reason, words='', role=''):
        """
        :param str reason: a key of `UNAUTHORIZED`.
        :param str words: what Amazon says itself; '' if nothing that may be shown.
        :param str role: Amazon's name of the role that is missing; '' if that is not known.
        """
        super().__init__(UNAUTHORIZED[reason])
        self.reason = reason
        self.words = words
        self.role = role
        self.is_final = reason in FINAL
        self.advice = _ADVICE_OF_UNAUTHORIZED[reason]


class Rejected(AmazonError):
    """Amazon understood the request and refuses it: repeating it does not help.

    `is_about_page_token` is true where Amazon names the page's token as the reason: without it, the
    same orders are asked for from the first page on. Amazon documents no wording, and has been seen
    to give no reason at all (issue 5144 of https://github.com/amzn/selling-partner-api-models): who
    keeps a token lets go of it by its age, too, after the 24 hours that it is good for.

    `is_about_packages` is true where Amazon finds no package to change, or nothing left to ship:
    it may be that it was told of this parcel before. The order's packages tell.

    `is_not_to_confirm` is true where Amazon does not want to be told of the order's parcels, since
    it knows them by itself.

    Its `status` is None if the request was not made, since it is plainly wrong.
    """

    kind = 'rejected'
    advice = "Correct what is refused: repeated, it will be refused again."
    is_about_page_token = False
    is_about_packages = False
    is_not_to_confirm = False

    def __init__(self, code, message):
        """
        :param str code: Amazon's code, such as 'InvalidInput'.
        :param str message: Amazon's explanation.
        """
        super().__init__(f"Amazon refuses the request: {message} ({code})")
        self.code = code
        self.message = message


class Malformed(AmazonError):
    """Something that Amazon gave cannot be understood, and will not get better by itself."""

    kind = 'malformed'
    advice = "See in Seller Central what is meant, and deal with it by hand."

    def __init__(self, reason):
        """
        :param str reason: what is wrong with it, a sentence.
        """
        super().__init__(reason)
        self.reason = reason
