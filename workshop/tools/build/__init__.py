"""The addon as each series of Odoo wants it."""
