"""How this API says no."""
from ..core.errors import invalid_input


def unsupported_type(report_type):
    return invalid_input(f"The reportType {report_type} is not supported.")


def not_of_this_report(what):
    return invalid_input(f"This report does not know {what}.")


def no_dates():
    return invalid_input("dataStartTime and dataEndTime must be given.")


def wrong_dates():
    return invalid_input("dataStartTime must be before dataEndTime, and both in the past.")


def too_long(days):
    return invalid_input(f"The date range must not be longer than {days} days.")
