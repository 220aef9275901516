"""Start the tools with a Python that Odoo 17 runs on."""
import sys

from .python_version import continue_with_a_supported_python

continue_with_a_supported_python()

from .cli import main  # noqa: E402 - not even readable for a Python that is too old

sys.exit(main(sys.argv[1:]))
