from odoo.tests import new_test_user

from ..invoice.upload_case import UploadCase


class DashboardCase(UploadCase):
    """A shop, and somebody who wants to know whether all is well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env, 'seller', 'base.group_user,amazon_connector.group_amazon_user',
            tz='Europe/Berlin',
        )

    def as_seen(self, account=None, user=None, **context):
        """Return an account as a user has it, who has just opened the dashboard."""
        user = user or self.seller
        self.env.flush_all()
        self.env.invalidate_all()
        return (account or self.account).with_user(user).with_context(
            lang='en_US', tz=user.tz, **context
        )

    def card(self, account=None, **seen_by):
        """Return what an account's card says."""
        return self.as_seen(account, **seen_by).dashboard

    def numbers(self, account=None, **seen_by):
        """Return the numbers of a card that are not zero, by their keys."""
        card = self.card(account, **seen_by)
        return {
            said['key']: said['count']
            for said in (*card['troubles'], *card['figures']) if said['count']
        }

    def number(self, key, **seen_by):
        return self.numbers(**seen_by).get(key, 0)

    def troubles(self, account=None, **seen_by):
        """Return what is wrong, in words: numbers apart."""
        card = self.card(account, **seen_by)
        return [trouble['words'] for trouble in card['troubles'] if not trouble['count']]

    def opened(self, key, account=None, **seen_by):
        """Return the records that a user sees after a click on a number."""
        account = self.as_seen(account, **seen_by)
        action = account.action_open_figure(key)
        return account.env[action['res_model']].search(action['domain'])
