from odoo import api, models


class ResCountry(models.Model):
    _inherit = 'res.country'

    @api.model
    def _of_amazon_addresses(self, addresses):
        """Find the countries and states that addresses name.

        :param list[Address] addresses: what Amazon says.
        :return: country and state of each address, empty where Odoo does not know them.
        :rtype: dict[Address, tuple[res.country, res.country.state]]
        """
        countries = {
            country.code: country
            for country in self.search([
                ('code', 'in', [address.country_code for address in addresses]),
            ])
        }
        return {
            address: (country, country._state_named(address.state))
            for address in addresses
            for country in [countries.get(address.country_code, self.browse())]
        }

    def _state_named(self, name):
        """Find a state of the country by its code or name.

        :param str name: what Amazon gives: 'WA', 'Washington', 'washington'.
        :rtype: res.country.state
        """
        folded = name.strip().casefold()
        return self.state_ids.filtered(
            lambda state: folded in (state.code.casefold(), state.name.casefold())
        )[:1]
