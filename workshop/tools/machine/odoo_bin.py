"""Start Odoo, as its own odoo-bin does, which not every source has.

It is a file, and not ``python -m odoo``: Odoo that restarts itself has Python run the file that it
was started by.
"""
import sys

del sys.path[0]  # the modules beside this one are not for Odoo

import odoo.cli  # noqa: E402 not before that

odoo.cli.main()
