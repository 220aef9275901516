from odoo import api, models

from ....lib.people.subdivisions import codes_of, folded


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

    def _city_with_state(self, address):
        """Return the city with a state that Odoo does not know, where the country prints states.

        :param Address address: in this country; an empty one has no format.
        :return: the city alone, if the country prints none.
        :rtype: str
        """
        layout = self.address_format or ''
        before, _city, after = layout.partition('%(city)s')
        if '%(state_' in before:
            return f"{address.state} {address.city}".strip()
        if '%(state_' in after:
            return ", ".join(filter(None, [address.city, address.state]))
        return address.city

    def _state_named(self, name):
        """Find a state of the country by its code or name, in whatever language and spelling.

        :param str name: what Amazon gives: 'WA', 'Washington', 'Gerona', 'Sao Paulo', '東京都'.
        :rtype: res.country.state
        """
        wanted = folded(name)
        if not self or not wanted:
            return self.state_ids.browse()
        same = self.state_ids.filtered(
            lambda state: wanted in (folded(state.code), folded(state.name))
        )
        return same[:1] or self._state_of_subdivision(codes_of(self.code, name))

    def _state_of_subdivision(self, codes):
        """Return the state that is one of some subdivisions of ISO 3166-2, if just one is.

        Odoo's own codes are these in many countries, not in all: then the names tell.
        """
        states = self.state_ids.filtered(lambda state: codes and codes & (
            codes_of(self.code, state.name) or codes_of(self.code, state.code)
        ))
        return states if len(states) == 1 else states.browse()
