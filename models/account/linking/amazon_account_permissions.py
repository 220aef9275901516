from odoo import api, fields, models

from ....lib.clock import database_now
from ....lib.linking.permission import MISSING, UNKNOWN, WORKS, Permission
from ....lib.words import _
from ....spapi import AmazonError, Rejected, Unauthorized

# How long a person waits for all answers together, at most.
SECONDS_TO_CHECK = 60


class AmazonAccount(models.Model):
    """What Amazon lets the application do for the seller, as far as it was tried out."""

    _inherit = 'amazon.account'

    permissions = fields.Json(
        readonly=True, copy=False, help="Whether each works, as of the last check."
    )
    permissions_checked_at = fields.Datetime(string="Checked On", readonly=True, copy=False)
    permissions_list = fields.Html(
        string="What Works", compute='_compute_permissions_list', sanitize=False
    )

    @api.depends('permissions')
    @api.depends_context('lang')
    def _compute_permissions_list(self):
        for account in self:
            states = account.permissions or {}
            lines = [
                (permission, states[key])
                for key, permission in self._permissions().items() if key in states
            ]
            account.permissions_list = lines and self.env['ir.qweb']._render(
                'amazon_connector.permissions', {'lines': lines}
            )

    def action_check_permissions(self):
        """Try out what Amazon lets the application do.

        :return: a notification for the user.
        :rtype: dict
        :raise UserError: if Amazon refuses everything; says what to do.
        """
        self.ensure_one()
        self._check_may_set_up()
        self._check_can_work()
        with self._amazon(seconds=SECONDS_TO_CHECK) as amazon:
            self._ask_or_explain(amazon.check_credentials)
        self._try_permissions()
        missing = self._missing_permissions()
        return self._notification(
            _("What Amazon lets you do"),
            _("Missing: %s. What that costs is on the tab What Works.", ", ".join(missing))
            if missing else _("Nothing is missing, as far as Amazon shows."),
            kind='warning' if missing else 'success',
        )

    def _missing_permissions(self):
        """Return what is missing, by name."""
        states = self.permissions or {}
        return [
            permission.name for key, permission in self._permissions().items()
            if states.get(key) == MISSING
        ]

    def _try_permissions(self):
        """Note what Amazon lets the application do, whose credentials it has just let in."""
        with self._amazon(seconds=SECONDS_TO_CHECK) as amazon:
            states = self._ask_permissions(amazon)
        self.write({
            'permissions': states, 'permissions_checked_at': database_now(self.env),
        })

    @api.model
    def _permissions(self):
        """Return what Amazon may let an application do; each room adds its own.

        :rtype: dict[str, Permission]
        """
        return {'marketplaces': Permission(
            name=_("Link, marketplaces"),
            role="Selling Partner Insights",
            cost=_("Without it, the account cannot be linked."),
            is_vital=True,
        )}

    def _ask_permissions(self, amazon):
        """Return what works, by the keys of :meth:`_permissions`; each room adds its own.

        :param SellingPartner amazon: is asked one cheap call for each.
        :rtype: dict[str, str]
        """
        return {'marketplaces': WORKS}

    @api.model
    def _is_allowed(self, question):
        """Return whether Amazon answers a question.

        :param callable question: a call of the :class:`SellingPartner`.
        :return: a state, see `lib/linking/permission.py`.
        :rtype: str
        """
        try:
            question()
        except Unauthorized:
            return MISSING
        except Rejected:
            return WORKS  # Amazon has judged the request, and not who asks.
        except AmazonError:
            return UNKNOWN
        return WORKS

    def _marketplace_to_ask(self):
        """Return a marketplace that Amazon can be asked about, the home marketplace if possible.

        :rtype: amazon.marketplace
        """
        home = self.base_marketplace_id
        active = self.active_marketplace_ids
        return home if home in active else active[:1] or home
