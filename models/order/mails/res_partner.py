from odoo import api, models

from ....lib.people.amazon_addresses import addresses_in, is_made_by_amazon


class ResPartner(models.Model):
    """Which contacts nobody may write to, since they are Amazon's buyers."""

    _inherit = 'res.partner'

    def init(self):
        result = super().init()
        # Each e-mail to an address asks whose it is.
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS res_partner_amazon_address_idx
                ON res_partner (email_normalized)
             WHERE email_normalized IS NOT NULL
            """
        )
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS res_partner_amazon_addresses_idx
                ON res_partner (id)
             WHERE amazon_account_id IS NOT NULL
               AND lower(email) <> email_normalized
            """
        )
        return result

    def _amazon_buyers(self):
        """Return those of these contacts who are buyers of Amazon's.

        They came with an order, or are below a contact that did, or have an address that Amazon
        made up. The seller's own users are none, whatever they buy.

        :rtype: res.partner
        """
        return self.filtered(lambda contact: contact.sudo()._is_amazon_buyer())

    def _is_amazon_buyer(self):
        self.ensure_one()
        return self.partner_share and (
            self._came_with_amazon_order() or is_made_by_amazon(self.email)
        )

    def _came_with_amazon_order(self):
        return bool(self.amazon_account_id) or (
            bool(self.parent_id) and self.parent_id._came_with_amazon_order()
        )

    @api.model
    def _amazon_addresses(self, addresses):
        """Return those of some e-mail addresses that belong to buyers of Amazon's.

        One that other contacts have as well, archived or not, belongs to them.

        :param set[str] addresses: without names, in lower case.
        :rtype: set[str]
        """
        made_up = {address for address in addresses if is_made_by_amazon(address)}
        contacts = self.sudo()._with_addresses(addresses - made_up)
        buyers = contacts._amazon_buyers()
        theirs = buyers._all_addresses() - (contacts - buyers)._all_addresses()
        return made_up | theirs & addresses

    def _all_addresses(self):
        return set().union(*(addresses_in(contact.email) for contact in self))

    @api.model
    def _with_addresses(self, addresses):
        """Return the contacts that have some e-mail addresses; only Amazon's by a second one."""
        if not addresses:
            return self.browse()
        self.flush_model(['email', 'email_normalized', 'amazon_account_id'])
        self.env.cr.execute(
            """
            SELECT id
              FROM res_partner
             WHERE email_normalized = ANY(%s)
                OR (amazon_account_id IS NOT NULL AND lower(email) <> email_normalized)
            """,
            [list(addresses)],
        )
        contacts = self.browse(row[0] for row in self.env.cr.fetchall())
        return contacts.filtered(lambda contact: addresses & addresses_in(contact.email))
