from odoo import api, models

from ....lib.people.amazon_addresses import is_made_by_amazon


class ResPartner(models.Model):
    """Which contacts nobody may write to, since they are Amazon's buyers."""

    _inherit = 'res.partner'

    def _amazon_buyers(self):
        """Return those of these contacts who are buyers of Amazon's.

        They came with an order, or are below a contact that did, or have an address that Amazon
        made up.

        :rtype: res.partner
        """
        return self.filtered(lambda contact: contact.sudo()._is_amazon_buyer())

    def _is_amazon_buyer(self):
        self.ensure_one()
        return bool(self.amazon_account_id) or is_made_by_amazon(self.email) or (
            self.parent_id._came_with_amazon_order()
        )

    def _came_with_amazon_order(self):
        return bool(self.amazon_account_id) or (
            bool(self.parent_id) and self.parent_id._came_with_amazon_order()
        )

    @api.model
    def _amazon_addresses(self, addresses):
        """Return those of some e-mail addresses that belong to buyers of Amazon's.

        One that other contacts have as well belongs to them.

        :param set[str] addresses: without names, in lower case.
        :rtype: set[str]
        """
        made_up = {address for address in addresses if is_made_by_amazon(address)}
        contacts = self.sudo()._with_addresses(addresses - made_up)
        return made_up | {
            address for address, owners in contacts.grouped('email_normalized').items()
            if owners == owners._amazon_buyers()
        }

    @api.model
    def _with_addresses(self, addresses):
        if not addresses:
            return self.browse()
        return self.search([('email_normalized', 'in', list(addresses))])
