import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_time

from ...lib.times import to_odoo
from ...lib.words import _
from ...spapi import Credentials, Endpoints, SellingPartner, Throttled, Unauthorized, Unavailable

CREDENTIALS = ('client_id', 'client_secret', 'refresh_token')
ADDRESSES = ('endpoint_url', 'lwa_url', 'base_marketplace_id')


class AmazonAccount(models.Model):
    """How an account reaches Amazon: credentials, addresses, and what its answers mean."""

    _inherit = 'amazon.account'

    base_marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace',
        string="Home Marketplace",
        required=True,
        help="Where the seller is registered; it decides which region's service is asked.",
    )
    client_id = fields.Char(
        related='credentials_ids.client_id', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    client_secret = fields.Char(
        related='credentials_ids.client_secret', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    refresh_token = fields.Char(
        related='credentials_ids.refresh_token', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    seller_ref = fields.Char(
        related='credentials_ids.seller_ref', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    endpoint_url = fields.Char(
        related='credentials_ids.endpoint_url', readonly=False, related_sudo=False,
        groups='base.group_system',
    )
    lwa_url = fields.Char(
        related='credentials_ids.lwa_url', readonly=False, related_sudo=False,
        groups='base.group_system',
    )

    def write(self, vals):
        result = super().write(vals)
        if any(field in vals and not vals[field] for field in CREDENTIALS):
            self.filtered(lambda account: account.state == 'linked').state = 'draft'
        return result

    @api.constrains('endpoint_url', 'lwa_url')
    def _check_urls(self):
        for connection in self.sudo():
            try:
                connection._endpoints()
            except ValueError:
                raise ValidationError(_(
                    "This is not an address that secrets may be sent to. Enter one that begins "
                    "with https://, or with http:// if it is on this very machine (127.0.0.1)."
                )) from None

    def _amazon(self, seconds=None, client_secret=None):
        """Return Amazon as this account's seller sees it.

        :param float seconds: how long all calls together may take.
        :param str client_secret: to try out instead of the account's own.
        :return: the client; a context manager that closes its connections.
        :rtype: SellingPartner
        :raise UserError: if credentials are missing, or if the database is a neutralised copy.
        """
        self.ensure_one()
        connection = self.sudo()
        connection._check_is_no_copy()
        credentials = connection._credentials()
        if not all(credentials):
            raise UserError(_(
                "The client ID, the client secret and the refresh token of %s are needed to talk "
                "to Amazon. A system administrator enters them on the tab Credentials.",
                connection.display_name,
            ))
        client_id, own_secret, refresh_token = credentials
        return SellingPartner(
            Credentials(client_id, client_secret or own_secret, refresh_token),
            connection._endpoints(),
            connection.base_marketplace_id.marketplace_ref,
            connection.env['amazon.rate.limit']._limiter(connection._rate_limit_key()),
            seconds=seconds,
        )

    def _check_is_no_copy(self):
        """Check that a neutralised copy of a database talks to no seller's Amazon.

        What waits in it to be told, the original tells. This very machine, where the simulator
        runs, knows nothing of real orders.

        :raise UserError: if it is about to.
        """
        is_copy = self.env['ir.config_parameter'].get_param('database.is_neutralized')
        if is_copy and self._endpoints().is_elsewhere:
            raise UserError(_(
                "This database is a neutralised copy: it never talks to Amazon. To try something "
                "out, enter the addresses of the simulator on the tab Credentials, in developer "
                "mode."
            ))

    def _endpoints(self):
        amazon = Endpoints.production(self.base_marketplace_id.region)
        return Endpoints(self.endpoint_url or amazon.api_url, self.lwa_url or amazon.lwa_url)

    def _credentials(self):
        return tuple(self.sudo()[field] for field in CREDENTIALS)

    def _is_of_same_seller(self, other):
        """Return whether another connection is known to be the same seller's."""
        self.ensure_one()
        return self._endpoints().api_url == other._endpoints().api_url and any(
            self[field] and self[field] == other[field] for field in ('seller_ref', 'refresh_token')
        )

    def _rate_limit_key(self):
        """Return what Amazon counts calls by: the seller and the application."""
        caller = (self._endpoints().api_url, self.client_id, self.seller_ref or self.refresh_token)
        return hashlib.sha256(repr(caller).encode()).hexdigest()

    def _calls_left(self, operation):
        """Return how many calls of an operation Amazon allows at present.

        :param str operation: Amazon's name of it.
        :rtype: float
        """
        limits = self.env['amazon.rate.limit']
        return limits._limiter(self.sudo()._rate_limit_key()).left(operation)

    def _next_call_at(self, operation, spare):
        """Return when Amazon allows a call that leaves others for more urgent work.

        :param str operation: Amazon's name of it.
        :param int spare: how many calls are to be left.
        :return: the present time, if it is allowed at once (naive UTC).
        :rtype: datetime
        """
        limits = self.env['amazon.rate.limit']
        return to_odoo(
            limits._limiter(self.sudo()._rate_limit_key()).available_at(operation, spare))

    def _explain(self, error):
        """Return what a person needs to know of an error.

        :param AmazonError error: what came instead of an answer.
        :return: a sentence or two: what happened, and what to do.
        :rtype: str
        """
        if isinstance(error, Unauthorized):
            explanation = self._explain_refusal(error)
            if not error.words:
                return explanation
            return _("%(explanation)s Amazon says: “%(words)s”", explanation=explanation,
                     words=error.words)
        if isinstance(error, Throttled):
            return _(
                "Amazon's limit of calls is used up; the next one is allowed at %s.",
                format_time(
                    self.env,
                    to_odoo(error.available_at),
                    tz=self.env.context.get('tz'),
                    time_format='short',
                ),
            )
        if isinstance(error, Unavailable):
            return _(
                "Amazon cannot be reached, or does not answer as it should. Nothing is lost: what "
                "runs by itself asks again by itself; what you clicked on, try again in some "
                "minutes. What happened: %s",
                error,
            )
        return _("Amazon did not give an answer that can be used: %s", error)
