import secrets

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

# Of the session: what tells its own consent from all others. It is good once.
SECRET = 'amazon_consent'


class AmazonConsent(http.Controller):
    """The way to Amazon's consent page and back, for who is logged in and sets up accounts."""

    @http.route('/amazon_connector/consent/<int:account_id>', type='http', auth='user',
                methods=['GET'])
    def ask(self, account_id):
        """Lead to Amazon's consent page."""
        def lead():
            account = request.env['amazon.account'].browse(account_id)
            account._check_may_ask_consent()
            return self._redirect(account._consent_url(self._begin(account)))
        return self._or_explain(lead)

    @http.route('/amazon_connector/login', type='http', auth='user', methods=['GET', 'POST'])
    def log_in(self, amazon_callback_uri='', amazon_state='', selling_partner_id='', **_others):
        """Answer Amazon that a person has logged in; ask first, if Odoo had not begun.

        Amazon begins by itself where sellers manage their applications.
        """
        def lead():
            account = self._asked_for() or request.env['amazon.account']._account_of_log_in(
                amazon_callback_uri, selling_partner_id)
            account._check_may_ask_consent()
            if request.httprequest.method == 'GET' and not self._asked_for():
                account._confirm_url(amazon_callback_uri, amazon_state, '')
                return self._page('amazon_connector.consent_question', {
                    'account': account, 'amazon_callback_uri': amazon_callback_uri,
                    'amazon_state': amazon_state, 'selling_partner_id': selling_partner_id,
                })
            state = self._begin(account)
            return self._redirect(account._confirm_url(amazon_callback_uri, amazon_state, state))
        return self._or_explain(lead)

    @http.route('/amazon_connector/redirect', type='http', auth='user', methods=['GET'])
    def come_back(self, state='', selling_partner_id='', spapi_oauth_code='', error='', **_others):
        """Link the account for which a seller has agreed."""
        def link():
            noted = request.session.pop(SECRET, None) or {}
            accounts = request.env['amazon.account']
            account = accounts._unseal_consent(state, noted.get('secret'))
            if error or not spapi_oauth_code:
                raise UserError(accounts._explain_error_of_consent(error))
            account._take_consent(spapi_oauth_code, selling_partner_id)
            # Amazon gives the token once: what goes wrong from now on does not lose it.
            with request.env.cr.savepoint():
                account._link()
                account._try_permissions()
            return self._redirect(f'/web#id={account.id}&model=amazon.account&view_type=form')
        return self._or_explain(link)

    def _begin(self, account):
        """Note in the session that a consent is asked for, and return what Amazon gives back."""
        secret = secrets.token_urlsafe(24)
        state = account._seal_consent(secret)
        request.session[SECRET] = {'secret': secret, 'state': state}
        return state

    def _asked_for(self):
        """Return the account that this session has asked a consent for, and waits for, if any."""
        noted = request.session.get(SECRET) or {}
        accounts = request.env['amazon.account']
        try:
            return accounts._unseal_consent(noted.get('state', ''), noted.get('secret'))
        except UserError:
            return accounts

    def _or_explain(self, way):
        try:
            return way()
        except (AccessError, MissingError, UserError) as error:
            return self._page('amazon_connector.consent_problem', {'problem': str(error)})

    def _page(self, template, values):
        return self._unreferred(request.render(template, values))

    def _redirect(self, url):
        return self._unreferred(request.redirect(url, code=303, local=False))

    def _unreferred(self, response):
        """Have nobody be told of the address, which may hold a code."""
        response.headers['Referrer-Policy'] = 'no-referrer'
        response.headers['Cache-Control'] = 'no-store'
        return response
