from odoo.tests import BaseCase, tagged

from ...workshop.tools.console import Failure
from ...workshop.tools.machine.database import libpq_environment


@tagged('-at_install', 'post_install')
class TestDatabaseUrl(BaseCase):
    """DATABASE_URL is said in the variables that Odoo and PostgreSQL's programs understand."""

    def test_every_part_of_the_url_is_passed_on(self):
        self.assertEqual(
            libpq_environment('postgresql://odoo:p%40ss@db.example:5433/any?sslmode=require'),
            {
                'PGHOST': 'db.example', 'PGPORT': '5433', 'PGUSER': 'odoo', 'PGPASSWORD': 'p@ss',
                'PGSSLMODE': 'require',
            },
        )

    def test_a_url_of_something_else_is_refused(self):
        with self.assertRaisesRegex(Failure, "DATABASE_URL is not a PostgreSQL URL"):
            libpq_environment('mysql://db.example')
