"""Judge answers: one that is not plainly good is an error, never an empty result."""
import json
import re

from .errors import Rejected, Unauthorized, Unavailable
from .fields import Fields
from .lenient_fields import LenientFields
from .texts import MAX_PARAGRAPH

_CODE = re.compile(r'[A-Za-z0-9_.:-]{1,64}')
# What a message of Amazon's may quote: addresses with queries, e-mail addresses, tokens.
_NOT_FOR_LOGS = re.compile(r'https?://\S+|\S+@\S+|\bAt[a-z]{2}\|\S+|\bamzn1\.\S+')
_MAX_MESSAGE = 1000
# Such as: "The LWA secret token you provided has expired." See issue 4489 of
# https://github.com/amzn/selling-partner-api-models.
_EXPIRED_SECRET = re.compile(r'\bsecret\b.*\bexpired\b', re.IGNORECASE)
_WORDS = ('message', 'details')


def check_status(answer, status):
    """Check that an answer is the one that Amazon's model has for a success.

    :param Answer answer: an answer of the Selling Partner API, other than "too many requests".
    :param int status: the HTTP status of a success.
    :raise Unavailable: if it is a temporary failure, or no answer of Amazon's.
    :raise Unauthorized: if Amazon itself denies access.
    :raise Rejected: if Amazon itself refuses the request.
    """
    if answer.status != status:
        raise _error(answer)


def read_answer(answer, key, kind):
    """Return what a good answer has under a key.

    :param Answer answer: an answer whose status is good.
    :param str key: where Amazon's model puts the result.
    :param type kind: what the result has to be: `dict`, `list` or `str`.
    :return: the result, and the whole answer that it is a part of.
    :rtype: tuple
    :raise Unavailable: if it is no answer of Amazon's.
    """
    content = read_json(answer.body)
    if not isinstance(content, dict) or not isinstance(content.get(key), kind):
        raise Unavailable(f"Amazon's answer lacks what was asked for ({key}).")
    return content[key], content


def read_json(body):
    """Return the content of a body.

    :param bytes body: JSON in UTF-8.
    :raise Unavailable: if it is not JSON, or nested too deep.
    """
    try:
        return json.loads(body, parse_int=_whole_number)
    except (ValueError, RecursionError):
        raise Unavailable("Amazon's answer is not readable: it is not JSON.") from None


def _whole_number(digits):
    # Python refuses to read longer ones; one bad number must not hide a page of good orders.
    return int(digits) if len(digits) < 1000 else float(digits)


def _error(answer):
    if not 400 <= answer.status < 500 or answer.status == 408:
        return Unavailable(f"Amazon is not available at the moment (HTTP {answer.status}).")
    errors = _errors(answer.body)
    if not errors:
        # Neither the credentials nor the request were judged.
        return Unavailable(
            "A proxy, a firewall or a gateway on the way to Amazon refuses the request "
            f"(HTTP {answer.status})."
        )
    if answer.status in (401, 403):
        words = _message(errors)
        is_expired = _EXPIRED_SECRET.search(words)
        return Unauthorized('secret_expired' if is_expired else 'access_denied', words)
    code = errors[0].text('code', "code")
    return Rejected(code if _CODE.fullmatch(code) else f'HTTP {answer.status}', _message(errors))


def _errors(body):
    """Return the errors that Amazon lists; none if it is not Amazon that speaks.

    See `ErrorList` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models.
    """
    try:
        errors = Fields(read_json(body), "the answer").sections('errors', "errors")
        errors[0].required_text('code', "code")
    except (Unavailable, ValueError, IndexError):
        return []
    return [LenientFields.of(error) for error in errors]


def _message(errors):
    """Return what Amazon says of errors, each text once, as far as it may be shown."""
    # The message is the same for all errors of a kind; the details tell them apart.
    texts = [error.text(key, key, MAX_PARAGRAPH) for error in errors for key in _WORDS]
    message = ' '.join(dict.fromkeys(filter(None, texts)))
    return _NOT_FOR_LOGS.sub('…', message)[:_MAX_MESSAGE] or "it gives no reason."
