from odoo.tests import BaseCase, tagged

from ..tools.environment import without_compiler


@tagged('-at_install', 'post_install')
class TestEnvironment(BaseCase):
    """Odoo's requirements become such that no compiler is needed."""

    def test_what_needs_a_compiler_is_left_out_or_replaced(self):
        requirements = (
            "# a comment\n"
            "lxml==4.9.3 ; python_version > '3.10'\n"
            "python-ldap==3.4.0 ; sys_platform != 'win32'\n"
            "psycopg2==2.9.5 ; python_version == '3.11'\n"
            "gevent==21.8.0 ; python_version == '3.10'\n"
        )
        self.assertEqual(
            without_compiler(requirements),
            "# a comment\n"
            "lxml==4.9.3 ; python_version > '3.10'\n"
            "psycopg2-binary==2.9.5 ; python_version == '3.11'\n",
        )
