from odoo import models

from ....lib.words import _

# What Amazon is asked first, when an account is linked. See the roles of the operation in
# https://developer-docs.amazon.com/sp-api/docs/sellers-api.
FIRST_CALL = 'getMarketplaceParticipations'


class AmazonAccount(models.Model):
    """What it means that Amazon refuses the credentials, and what to do then."""

    _inherit = 'amazon.account'

    def _explain_refusal(self, error):
        """Return what a person can do about a refusal.

        :param Unauthorized error: Amazon's.
        :return: a sentence or two: what happened, and what to do.
        :rtype: str
        """
        if error.reason == 'access_denied' and error.operation == FIRST_CALL:
            return self._explain_denied_link()
        return {
            'invalid_client': _(
                "Amazon does not know this client ID and client secret. Copy both again from "
                "Seller Central (Develop Apps, LWA credentials). Amazon lets a secret expire "
                "after 180 days, and may take an hour to know a new one."
            ),
            'unauthorized_client': _(
                "Amazon knows the application, but does not let it act for this seller: client ID "
                "and refresh token belong to two applications. Copy client ID, client secret and "
                "refresh token from the same one."
            ),
            'invalid_grant': _(
                "Amazon refuses the refresh token: it was revoked, or belongs to another "
                "application, or to another region than %(region)s, where %(marketplace)s is. "
                "Authorise the application in the Seller Central of %(marketplace)s and paste the "
                "new token.",
                **self._home(),
            ),
            'code_refused': _(
                "Amazon does not take the code of its consent page, which is good once, for five "
                "minutes. Begin again on the account. If it stays so, compare the OAuth Redirect "
                "URI in Seller Central with the one on the account."
            ),
            'access_denied': _(
                "The credentials are good, but Amazon denies access. It may be Amazon's own fault, "
                "and over within the hour. If it is not, check that the application has the roles "
                "for orders and that the home marketplace is in the seller's region, then "
                "authorise the application again."
            ),
            'secret_expired': _(
                "Amazon says that the client secret has expired: that is due 180 days after it was "
                "made. In Seller Central (Develop Apps, LWA credentials), make a new one, then "
                "click on Replace Secret on the tab Credentials. A new one may take an hour to be "
                "known."
            ),
            'role_missing': _(
                "Amazon denies access to this alone: the application lacks the role %s. In Seller "
                "Central (Develop Apps), apply for it in the developer profile, tick it for the "
                "application, then authorise the application again and paste the new refresh "
                "token.",
                error.role,
            ),
        }[error.reason]

    def _explain_denied_link(self):
        return _(
            "The credentials are good, but Amazon does not tell where the seller sells. Either the "
            "refresh token is of another region than %(region)s, where %(marketplace)s is: paste "
            "the one of that region. Or the application has none of the roles Selling Partner "
            "Insights, Product Listing and Direct-to-Consumer Shipping: add one in Seller Central "
            "(Develop Apps), authorise the application again and paste the new refresh token. Or "
            "it is Amazon's own fault, and over within the hour.",
            **self._home(),
        )

    def _home(self):
        """Return what the home marketplace and its region are called."""
        marketplace = self.base_marketplace_id
        regions = dict(marketplace._fields['region']._description_selection(self.env))
        return {'marketplace': marketplace.name, 'region': regions.get(marketplace.region, '')}
