from datetime import timedelta

from odoo import fields, models

from .series import CRON_FOREVER

# The method that each kind of work begins with.
KINDS_OF_WORK = {'orders': '_cron_sync_orders', 'pickings': '_cron_sync_pickings'}


class AmazonSchedule(models.AbstractModel):
    """When an account works: scheduled actions of its own, so that cron workers share accounts."""

    _name = 'amazon.schedule'
    _description = "Amazon Schedule"

    orders_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Orders",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )
    pickings_cron_id = fields.Many2one(
        comodel_name='ir.cron',
        string="Scheduled Action of Deliveries",
        readonly=True,
        copy=False,
        groups='base.group_system',
    )

    def _wake_up(self, kind, at=None):
        """Have a scheduled action run soon, or at a certain moment.

        :param str kind: of work, see `KINDS_OF_WORK`.
        :param datetime at: when (naive UTC).
        """
        self._ensure_cron(kind)._trigger(at=at)

    def _come_back_soon(self, kind):
        """Have a scheduled action run again that found another job at work."""
        self._wake_up(kind, fields.Datetime.now() + timedelta(minutes=1))

    def _ensure_cron(self, kind):
        self.ensure_one()
        account = self.sudo()
        field = f'{kind}_cron_id'
        if account[field]:
            # Writing it again would wait for the job that holds the account.
            return account[field]
        account[field] = account.env['ir.cron'].create({
            'name': f"Amazon: synchronise {kind} of {account.name}",
            'model_id': account.env['ir.model']._get_id(self._name),
            'state': 'code',
            'code': f'model.browse({account.id}).{KINDS_OF_WORK[kind]}()',
            'user_id': account.env.ref('base.user_root').id,
            'interval_number': 10,  # Amazon allows 20 searches an hour.
            'interval_type': 'minutes',
            **CRON_FOREVER,
        })
        return account[field]

    def _scheduled_actions(self):
        account = self.sudo()
        return account.orders_cron_id + account.pickings_cron_id
