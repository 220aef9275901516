from odoo import models

from ...lib.budget import scheduled_action


class IrCron(models.Model):
    """Scheduled actions, whichever: one worker does several of them in its time."""

    _inherit = 'ir.cron'

    @classmethod
    def _process_job(cls, *args):
        """Override of `base` to know what is left of the worker's time."""
        *_database, cron_cr, _job = args  # Until 18.0, the database comes first.
        with scheduled_action(cron_cr):
            return super()._process_job(*args)
