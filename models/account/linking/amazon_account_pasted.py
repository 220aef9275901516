from odoo import api, models
from odoo.exceptions import UserError

from ....lib.linking import pasted
from ....lib.words import _

MARKETPLACE_ID = 'marketplace_id'


class AmazonAccount(models.Model):
    """What people paste into an account: recognised by its form before Amazon is asked."""

    _inherit = 'amazon.account'

    @api.onchange(*pasted.ASKED)
    def _onchange_pasted(self):
        return self._warning_of(self._mistakes_in(self))

    @api.model
    def _warning_of(self, mistakes):
        """Return what a form warns of, as Odoo wants it from an onchange method; None for nothing.

        :param list[str] mistakes: sentences.
        :rtype: dict | None
        """
        return {'warning': {
            'title': _("Please copy it once more"), 'message': "\n\n".join(mistakes),
        }} if mistakes else None

    def _link(self):
        mistakes = self._mistakes_in(self.sudo())
        if mistakes:
            raise UserError("\n\n".join(mistakes))
        return super()._link()

    @api.model
    def _mistakes_in(self, record, asked_by_field=None):
        """Bring credentials into their form where that is certain.

        :param record: an account, or a wizard that asks for its credentials.
        :param dict asked_by_field: what fields ask for; by default each for what it is named after.
        :return: a sentence for each that cannot be what its field asks for.
        :rtype: list[str]
        """
        mistakes = []
        for name, asked in (asked_by_field or {name: name for name in pasted.ASKED}).items():
            found = self._read_pasted(asked, record[name])
            if found.value != (record[name] or ''):
                record[name] = found.value
            if found.mistake:
                mistakes.append(_(
                    "%(field)s: %(mistake)s %(where)s",
                    field=self._fields[name].get_description(self.env, ['string'])['string'],
                    mistake=self._name_mistake(found.mistake), where=self._say_where(asked),
                ))
        return mistakes

    @api.model
    def _read_pasted(self, name, text):
        found = pasted.read(name, text)
        is_marketplace = name == pasted.SELLER_REF and self.env['amazon.marketplace'].search_count(
            [('marketplace_ref', '=', found.value)], limit=1)
        return pasted.Pasted(found.value, MARKETPLACE_ID) if is_marketplace else found

    @api.model
    def _name_mistake(self, mistake):
        """Return what was pasted instead of what is asked for, as a sentence."""
        return {
            pasted.CLIENT_ID: _("This is the client ID."),
            pasted.CLIENT_SECRET: _("This is the client secret."),
            pasted.REFRESH_TOKEN: _("This is the refresh token."),
            pasted.SELLER_REF: _("This looks like the merchant token."),
            pasted.APPLICATION_ID: _(
                "This is the application ID; the client ID is one line below it."
            ),
            'access_token': _("This is an access token, which is good for an hour only."),
            'mws_token': _("This is a token of MWS, Amazon's former interface."),
            'aws_key': _("This is a key of Amazon Web Services, which is not needed any more."),
            'aws_role': _("This is a role of Amazon Web Services, which is not needed any more."),
            'developer_id': _("This is your developer ID."),
            MARKETPLACE_ID: _("This is the ID of a marketplace, and not who you are."),
            pasted.IN_PIECES: _("A part of it is missing, or something else was copied with it."),
            pasted.SEVERAL: _("These are two of them."),
            pasted.MALFORMED: _("A merchant token is one word of letters and digits."),
        }[mistake]

    @api.model
    def _say_where(self, name):
        """Return where Seller Central shows what a field asks for, as a sentence."""
        return {
            pasted.CLIENT_ID: _(
                "In Seller Central, under Develop Apps, click on View beside your application: the "
                "client identifier begins with amzn1.application-oa2-client."
            ),
            pasted.CLIENT_SECRET: _(
                "In Seller Central, under Develop Apps, click on View beside your application: the "
                "client secret begins with amzn1.oa2-cs."
            ),
            pasted.REFRESH_TOKEN: _(
                "In Seller Central, under Develop Apps, open the menu of your application and "
                "click on Authorize: the refresh token begins with Atzr|."
            ),
            pasted.APPLICATION_ID: _(
                "In Seller Central, the list of Develop Apps shows the App ID: it begins with "
                "amzn1.sp.solution."
            ),
            pasted.SELLER_REF: _(
                "In Seller Central, it is under Settings, Account Info, Merchant Token, and begins "
                "with A."
            ),
        }[name]
