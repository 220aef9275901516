"""What `make bench` measures. Not a part of the addon: nothing here is loaded by Odoo."""
