"""What tests say differently in Odoo's series; see `models/series.py`."""
from ..models.series import SINCE_18, SINCE_19

GROUPS = 'group_ids' if SINCE_19 else 'groups_id'  # of users
USERS = 'user_ids' if SINCE_19 else 'users'  # of groups
# Values of products
STORABLE = {'is_storable': True} if SINCE_18 else {'detailed_type': 'product'}
PRODUCT_TYPE = 'type' if SINCE_18 else 'detailed_type'


def enter_test_mode(cls):
    """Have all cursors of a test class share its transaction.

    :param type cls: a TransactionCase.
    """
    if hasattr(cls, 'registry_enter_test_mode_cls'):
        cls.registry_enter_test_mode_cls()
    else:
        cls.registry.enter_test_mode(cls.cr)
        cls.addClassCleanup(cls.registry.leave_test_mode)
