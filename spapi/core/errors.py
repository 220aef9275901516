"""What comes back instead of an answer from Amazon. Nothing else is raised by this package's calls.

The texts are meant for people and logs: they hold no secret, no personal data and no URL.
"""

UNAUTHORIZED = {
    'invalid_client': "Amazon does not accept the client ID and the client secret.",
    'invalid_grant': (
        "Amazon does not accept the refresh token: it was revoked, or it belongs to another "
        "application."
    ),
    'access_denied': (
        "Amazon denies access: the application lacks a role, or the seller account belongs to "
        "another region or marketplace."
    ),
}


class AmazonError(Exception):
    """What all of these errors have in common: their text is a sentence for people."""


class Unavailable(AmazonError):
    """Amazon could not be reached, or gave an answer that cannot be used: try again later."""


class Throttled(AmazonError):
    """No call is allowed before a certain time."""

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
    """Amazon refuses the credentials, or what they ask for: a person has to act."""

    def __init__(self, reason):
        """
        :param str reason: a key of `UNAUTHORIZED`.
        """
        super().__init__(UNAUTHORIZED[reason])
        self.reason = reason


class Rejected(AmazonError):
    """Amazon understood the request and refuses it: repeating it does not help.

    `is_about_page_token` is true where Amazon names the page's token as the reason: without it, the
    same orders are asked for from the first page on. Amazon documents no wording, and has been seen
    to give no reason at all (issue 5144 of https://github.com/amzn/selling-partner-api-models): who
    keeps a token lets go of it by its age, too, after the 24 hours that it is good for.

    `is_about_packages` is true where Amazon finds no package to change, or nothing left to ship:
    it may be that it was told of this parcel before. The order's packages tell.
    """

    def __init__(self, code, message, is_about_page_token=False, is_about_packages=False):
        """
        :param str code: Amazon's code, such as 'InvalidInput'.
        :param str message: Amazon's explanation.
        :param bool is_about_page_token: whether that is that the page's token is not, or no longer,
            good for the request.
        :param bool is_about_packages: whether that is that the order has no such package, or is
            fulfilled already.
        """
        super().__init__(f"Amazon refuses the request: {message} ({code})")
        self.code = code
        self.message = message
        self.is_about_page_token = is_about_page_token
        self.is_about_packages = is_about_packages


class MalformedOrder(AmazonError):
    """What Amazon says of an order cannot be made a sales order."""

    def __init__(self, reason):
        """
        :param str reason: what is wrong with it, a sentence.
        """
        super().__init__(reason)
        self.reason = reason


class MalformedReport(AmazonError):
    """What Amazon says of a feed cannot be read: what became of its messages is unknown."""

    def __init__(self, reason):
        """
        :param str reason: what is wrong with it, a sentence.
        """
        super().__init__(reason)
        self.reason = reason
