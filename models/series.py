"""What Odoo's series have different words for.

The code speaks the newest series' language as far as older ones can be taught it. Where a name
can't be taught, it is a constant here. This is all that depends on the series, beside what says so
where it is, with `SINCE_18` or `SINCE_19`.
"""
from odoo import models
from odoo.release import version_info

SINCE_18 = version_info >= (18,)
SINCE_19 = version_info >= (19,)

if SINCE_19:
    Constraint = models.Constraint
else:
    class Constraint:
        """Odoo 19's way to declare a constraint, as an item of `_sql_constraints`."""

        def __init__(self, definition, message):
            self._rest = definition, message

        def __set_name__(self, owner, name):
            owner._sql_constraints = [
                *owner.__dict__.get('_sql_constraints', []), (name.lstrip('_'), *self._rest)
            ]
