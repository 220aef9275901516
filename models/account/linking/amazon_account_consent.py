from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....lib.clock import database_now
from ....lib.linking import consent, pasted
from ....lib.words import _
from ....spapi import exchange_code

ROUTE = '/amazon_connector'
# How long a person may take on Amazon's pages.
TIME_TO_CONSENT = timedelta(minutes=10)
SECONDS_TO_EXCHANGE = 30


class AmazonAccount(models.Model):
    """How a public application is authorised: on Amazon's consent page.

    Private applications, which nearly all sellers have, cannot use it.
    """

    _inherit = 'amazon.account'

    is_public_application = fields.Boolean(
        string="Public Application",
        help="Agencies and integrators have one, which they link many shops with. Leave it off for "
        "an application for your own shop: Amazon has no consent page for these.",
    )
    application_ref = fields.Char(
        string="Application ID", help="The App ID in the list of Develop Apps (amzn1.sp.solution…)."
    )
    is_draft_application = fields.Boolean(
        string="Not Listed Yet", help="Whether Amazon still has the application as a draft."
    )
    consent_help = fields.Html(compute='_compute_consent_help', sanitize=False)
    login_uri = fields.Char(string="OAuth Login URI", compute='_compute_uris')
    redirect_uri = fields.Char(string="OAuth Redirect URI", compute='_compute_uris')

    def _compute_uris(self):
        for account in self:
            base = account.get_base_url()
            account.login_uri = f'{base}{ROUTE}/login'
            account.redirect_uri = f'{base}{ROUTE}/redirect'

    @api.depends('is_public_application')
    @api.depends_context('lang')
    def _compute_consent_help(self):
        for account in self:
            account.consent_help = self.env['ir.qweb']._render(
                'amazon_connector.consent_help', {'errors': self._errors_of_consent()}
            )

    @api.onchange('application_ref')
    def _onchange_application_ref(self):
        asked = {'application_ref': pasted.APPLICATION_ID}
        return self._warning_of(self._mistakes_in(self, asked))

    def action_ask_consent(self):
        """Lead to Amazon's consent page.

        :return: the action that does.
        :rtype: dict
        :raise UserError: if something is missing; says what.
        """
        self.ensure_one()
        self._check_may_ask_consent()
        return {
            'type': 'ir.actions.act_url', 'target': 'self', 'url': f'{ROUTE}/consent/{self.id}',
        }

    def _check_may_ask_consent(self):
        """Check that a consent can come of it.

        :raise AccessError: if the user may not set up the account.
        :raise UserError: if something is missing; says what.
        """
        self._check_may_set_up()
        account = self.sudo()
        account._check_is_no_copy()
        if not account.is_public_application:
            raise UserError(_(
                "%s has no public application. For one of your own, paste the refresh token.",
                account.name,
            ))
        if not all((account.application_ref, account.client_id, account.client_secret)):
            raise UserError(_(
                "The application ID, the client ID and the client secret of %s are needed. A "
                "system administrator enters them on the tab Credentials.", account.name,
            ))
        if account._endpoints().is_elsewhere and not consent.is_public_address(self.redirect_uri):
            raise UserError(_(
                "Amazon comes back only to an address that begins with https://. Odoo has the "
                "address %s (System Parameters, web.base.url).", account.get_base_url(),
            ))

    def _seller_central(self):
        """Return the Seller Central of the home marketplace, or the simulator's."""
        return self.sudo().endpoint_url or self.base_marketplace_id.seller_central_url

    # === THERE === #

    def _seal_consent(self, secret):
        """Return what Amazon gives back: for which account, whom and which session, until when.

        :param str secret: of the session.
        :rtype: str
        """
        good_until = database_now(self.env) + TIME_TO_CONSENT
        return consent.seal(self.sudo().env, {
            'account': self.id, 'user': self.env.uid, 'secret': secret,
            'good_until': fields.Datetime.to_string(good_until),
        })

    @api.model
    def _unseal_consent(self, state, secret):
        """Return the account of a consent that this session, and this user, has asked for.

        :param str state: what Amazon gave back.
        :param str secret: of the session; empty, if it has asked for none.
        :rtype: amazon.account
        :raise UserError: if it is another one, or if it took too long.
        """
        values = secret and consent.unseal(self.sudo().env, state)
        now = fields.Datetime.to_string(database_now(self.env))
        if (
            not values or values['secret'] != secret or values['user'] != self.env.uid
            or values['good_until'] < now
        ):
            raise UserError(_(
                "This consent was not asked for here, or more than ten minutes ago. Nothing was "
                "linked: begin again on the account."
            ))
        return self.browse(values['account'])

    def _consent_url(self, state):
        return consent.consent_url(
            self._seller_central(), self.application_ref, state, self.redirect_uri,
            self.is_draft_application,
        )

    def _confirm_url(self, callback_uri, amazon_state, state):
        """Return where Amazon is answered that a person has logged in.

        :raise UserError: if the address is not Amazon's.
        """
        callback = self._callback_url(callback_uri)
        if not callback:
            raise UserError(_("This did not come from Amazon's consent page. Nothing was linked."))
        return consent.confirm_url(
            callback, amazon_state, state, self.redirect_uri, self.is_draft_application
        )

    def _callback_url(self, callback_uri):
        account = self.sudo()
        region = account.base_marketplace_id.region
        others = [] if account.endpoint_url else account.env['amazon.marketplace'].search(
            [('region', '=', region)]).mapped('seller_central_url')
        return consent.callback_url(
            callback_uri, self._seller_central(), others, self.application_ref or ''
        )

    @api.model
    def _account_of_log_in(self, callback_uri, seller_ref):
        """Return the account that Amazon itself asks a consent for.

        :param str callback_uri: Amazon's address, which names the application.
        :param str seller_ref: Amazon's reference of the seller.
        :rtype: amazon.account
        :raise UserError: if it may be none or several.
        """
        accounts = self.search([('is_public_application', '=', True)]).filtered(
            lambda account: account._callback_url(callback_uri)
        )
        known = accounts.filtered(lambda account: account.sudo().seller_ref == seller_ref)
        new = accounts.filtered(lambda account: not account.sudo().seller_ref)
        found = known or new
        if len(found) != 1:
            raise UserError(_(
                "Odoo does not know for which account. Open it under Sales > Amazon > Accounts, "
                "and click on Link with Amazon there."
            ))
        return found

    # === AND BACK === #

    def _take_consent(self, code, seller_ref):
        """Get the refresh token for a code, and link the account.

        :param str code: what Amazon's consent page gave.
        :param str seller_ref: Amazon's reference of the seller who has agreed.
        :raise UserError: if Amazon does not take the code, or if it is another seller.
        """
        self._check_may_ask_consent()
        account = self.sudo()
        if account.seller_ref and account.seller_ref != seller_ref:
            raise UserError(_(
                "On Amazon's page, another seller has agreed than the one of %s. Sign out of "
                "Seller Central, then begin again.", account.name,
            ))
        account.write({
            'refresh_token': self._ask_or_explain(lambda: exchange_code(
                account._endpoints(), account.client_id, account.client_secret, code,
                self.redirect_uri, SECONDS_TO_EXCHANGE,
            )),
            'seller_ref': seller_ref or account.seller_ref,
        })

    @api.model
    def _errors_of_consent(self):
        """Return what to do about the errors of Amazon's consent page, by their codes.

        See https://developer-docs.amazon.com/sp-api/docs/authorization-errors.

        :rtype: dict[str, str]
        """
        return {
            'MD1000': _(
                "Amazon has the application as a draft: tick Not Listed Yet. Or the application ID "
                "is wrong: it begins with amzn1.sp.solution, and is not the client ID."
            ),
            'MD5100': _(
                "Enter both addresses that the account shows in Seller Central (Develop Apps, Edit "
                "App): OAuth Login URI and OAuth Redirect URI."
            ),
            'MD5101': _(
                "The OAuth Redirect URI in Seller Central is another one than the account shows: "
                "copy it from here, to the letter."
            ),
            'MD9100': _(
                "Sign out of Seller Central, sign in as the main user of the seller account, then "
                "begin again."
            ),
            'MD9999': _("The address was damaged on the way: begin again on the account."),
            'access_denied': _("You did not agree on Amazon's page. Nothing was linked."),
        }

    @api.model
    def _explain_error_of_consent(self, error):
        return self._errors_of_consent().get(error) or _(
            "Amazon's page ended with an error. Nothing was linked: begin again on the account."
        )
