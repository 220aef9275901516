from odoo import models

from .series import SINCE_18

if not SINCE_18:

    class Base(models.AbstractModel):
        _inherit = 'base'

        def check_access(self, operation):
            """Check, as Odoo does since 18.0, that a user may do something with the records."""
            self.check_access_rights(operation)
            self.check_access_rule(operation)

        def has_access(self, operation):
            """Return, as Odoo does since 18.0, whether a user may do something with the records."""
            return self.check_access_rights(operation, False) and (
                self._filter_access_rules(operation) == self
            )

    class ResUsers(models.Model):
        _inherit = 'res.users'

        def has_groups(self, group_spec):
            """Return, as Odoo does since 18.0, whether a user is in groups that a field names."""
            return self.with_user(self).user_has_groups(group_spec)
