from . import models


def uninstall_hook(env):
    """Take the scheduled actions of the accounts away, which belong to no module."""
    env['amazon.account'].with_context(active_test=False).search([]).orders_cron_id.unlink()
