"""What Amazon means when it refuses a parcel. Nothing of it is documented but what is said here."""
import re

from ..core.errors import Rejected

# Such as: "Failed to create package due to not finding a matching package or order already
# fulfilled. … errorMetric=PackageToUpdateNotFound"; see issue 5037 of
# https://github.com/amzn/selling-partner-api-models. None of it proves that Amazon knows the
# parcel, or that it does not.
_ABOUT_PACKAGES = re.compile(
    r'PackageToUpdateNotFound|matching package|already (been )?(fulfilled|shipped)'
    r'|InvalidPackageVersion|number of (allowed )?updates',
    re.IGNORECASE,
)
# Documented for Ship+: they "do not support the confirmShipment operation and result in a 400 error
# as they don't require manual confirmation"; not, with which words.
_NOT_TO_CONFIRM = re.compile(
    r"\bShip\+|\bEasy ?Ship\b|(not|n't) (support|require|need)[^.]*(operation|confirm)",
    re.IGNORECASE,
)


def refusal(words):
    """Return the error that Amazon's refusal of a parcel in a feed is.

    :param str words: Amazon's.
    :rtype: Rejected
    """
    error = Rejected('InvalidInput', words)
    understand(error)
    return error


def understand(error):
    """Note on an error what Amazon's words mean.

    :param Rejected error: what was answered to being told of a parcel.
    """
    error.is_about_packages = bool(_ABOUT_PACKAGES.search(error.message))
    error.is_not_to_confirm = bool(_NOT_TO_CONFIRM.search(error.message))
