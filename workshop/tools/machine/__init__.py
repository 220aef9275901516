"""What has to be on the machine: Python, packages, PostgreSQL, Odoo; all in the cache."""
