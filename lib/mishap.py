import logging

_logger = logging.getLogger(__name__)


def log_mishap(what, error):
    """Write into the log where an error came from that nobody expected.

    Not its text: that may hold personal data.

    :param str what: what could not be done.
    :param Exception error: why.
    """
    traceback = error.__traceback__
    while traceback.tb_next:
        traceback = traceback.tb_next
    file = traceback.tb_frame.f_code.co_filename
    _logger.warning("%s: %s in %s:%s", what, type(error).__name__, file, traceback.tb_lineno)
