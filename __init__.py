from . import models
from . import services
from . import wizards


def uninstall_hook(env):
    """Take away what belongs to no module: scheduled actions of accounts, activities."""
    accounts = env['amazon.account'].with_context(active_test=False).search([])
    accounts._scheduled_actions().unlink()
    activity_types = env['mail.activity.type'].search([]).filtered(
        lambda activity_type: (activity_type.get_external_id()[activity_type.id]).startswith(
            'amazon_connector.'
        )
    )
    env['mail.activity'].search([('activity_type_id', 'in', activity_types.ids)]).unlink()
