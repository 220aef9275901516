from . import models
from . import wizards


def uninstall_hook(env):
    """Take the scheduled actions of the accounts away, which belong to no module."""
    accounts = env['amazon.account'].with_context(active_test=False).search([])
    accounts._scheduled_actions().unlink()
