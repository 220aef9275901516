from dataclasses import replace

from odoo import models

from ....lib.differences import write_differences
from ....lib.people.buyers import (
    PLACE_FIELDS,
    REGISTERED,
    is_contradictory,
    is_somewhere,
    news_of,
)
from ....lib.spelling import folded

# Fields of customers, by what Amazon says; for where they are registered, there are several.
FIELD_OF = {'name': 'name', 'vat': 'vat', 'company': 'company_name'}


class ResPartner(models.Model):
    """What Amazon says of a customer by now, and what becomes of it."""

    _inherit = 'res.partner'

    def _prepare_amazon_customer_by_now(self, account, order):
        """Return the values of a customer like this one, with what Amazon says by now.

        What it does not say any more is as it was.

        :param amazon.account account: whose order.
        :param Order order: what Amazon says.
        :rtype: dict
        """
        said = self.amazon_said or {}
        order = replace(order, buyer=replace(order.buyer, **{
            name: getattr(order.buyer, name) or said.get(name) or ''
            for name in ('name', 'email', 'company', 'vat')
        }))
        values = self._prepare_amazon_customer(
            account, order, self._places_of_amazon_orders([order])
        )
        if not is_somewhere(values):
            values |= {field: _id(self[field]) for field in PLACE_FIELDS}
        return values

    def _customer_of_amazon_order(self, account, values):
        """Find the customer that another one turned out to be; make it if it is missing.

        :param amazon.account account: whose order.
        :param dict values: as prepared for a new customer.
        :rtype: res.partner
        """
        [customer] = self._for_amazon_account(account)._find_or_create_amazon_customers(
            account, [values]
        ).values()
        return customer

    def _take_over_amazon_phone(self, phone):
        """Write the number that the carrier may call, on a contact that has none."""
        if phone and self.amazon_account_id and not self.phone:
            self.phone = phone

    def _is_other_amazon_buyer(self, values, sale_order):
        """Return whether what Amazon says by now of who bought an order is not about this customer.

        :param dict values: as prepared for a new customer.
        :param sale.order sale_order: the order.
        :rtype: bool
        """
        before, said = self.amazon_said or {}, values['amazon_said']
        news = news_of(before, said)
        return bool(
            said['email'] != before.get('email', self.email_normalized or '')
            or is_contradictory(before, said)
            # Many may be called as little as somebody without an e-mail address.
            or news and not said['email']
            # What invoices show stays as it is; and several may share an e-mail address.
            or news.keys() & set(REGISTERED) and (
                self._has_posted_invoices()
                or self._goes_elsewhere_than(sale_order.partner_shipping_id)
            )
        )

    def _goes_elsewhere_than(self, address):
        """Return whether orders of the customer go to other addresses: it may be several buyers."""
        return bool(self.env['sale.order'].search([
            ('partner_id', '=', self.id),
            ('amazon_order_ref', '!=', False),
            ('partner_shipping_id', '!=', address.id),
        ], limit=1))

    def _receives_for_others_than(self, sale_order):
        """Return whether parcels of other orders than one go to the contact."""
        return bool(self.env['sale.order'].search([
            ('partner_shipping_id', '=', self.id), ('id', '!=', sale_order.id),
        ], limit=1))

    def _take_over_amazon_news(self, values, sale_order=None):
        """Take over what Amazon says else than before, where nobody has entered anything else.

        Only of contacts that the connector made, and until an invoice shows them.

        :param dict values: as prepared for a new customer.
        :param sale.order sale_order: of which it is said; without one, it is said of a new order:
            then names stay, for several buyers may share an e-mail address.
        :return: what was not taken over, names in `amazon_said`.
        :rtype: set[str]
        """
        if not self.amazon_account_id or self.parent_id:
            return set()
        said = self.amazon_said or {}
        news = news_of(said, values['amazon_said'])
        if not sale_order or self._receives_for_others_than(sale_order):
            news.pop('name', None)
        if not news:
            return set()
        shown, wanted = self._shown_of(self), self._shown_of(values)
        # Of whom came before that was noted, a name is taken for Amazon's.
        written = said.get('shown') or {**said, 'name': shown['name']}
        other = {name for name in news if folded(shown[name]) != folded(wanted[name])}
        free = {name for name in other if folded(shown[name]) == folded(written.get(name))}
        if free and self._has_posted_invoices():
            free = set()
        # What is not asked of a new order, is still news for the next look.
        known = {name: news[name] for name in news if sale_order or name not in other - free}
        self.amazon_said = {**said, **known, 'shown': written}
        self._write_as_amazon_says(free, values)
        return other - free

    def _settle_where_amazon_delivers(self, values, sale_order):
        """Be where the parcel goes, as a customer of whom Amazon withheld all.

        :param dict values: as prepared for a partner at the address.
        :param sale.order sale_order: the order; if others go to the customer, he stays nowhere.
        """
        is_blank = not self._place_in_words(self) and self.amazon_account_id and not self.parent_id
        if not is_blank or self._receives_for_others_than(sale_order):
            return
        said = self.amazon_said or {}
        is_named = said.get('name') or self.name != said.get('shown', {}).get('name', self.name)
        news = {field: values[field] for field in (*PLACE_FIELDS, 'phone')}
        if not is_named:
            news['name'] = values['name']
        self.write(news)
        self.amazon_said = {**said, 'shown': {
            **said.get('shown', {}), 'name': self.name, 'place': self._place_in_words(self),
        }}

    def _write_as_amazon_says(self, names, values):
        """Write some of what Amazon says of the customer.

        :param names: what of it, names in `amazon_said`.
        :param dict values: as prepared for a new customer.
        """
        if not names:
            return
        write_differences(self.with_context(no_vat_validation=True), {
            FIELD_OF[name]: values[FIELD_OF[name]] for name in names if name in FIELD_OF
        })
        if 'place' in names:
            self._write_amazon_place({field: values[field] for field in PLACE_FIELDS})
        said, wanted = self.amazon_said or {}, self._shown_of(values)
        self.amazon_said = {
            **said,
            'shown': {**said.get('shown', {}), **{name: wanted[name] for name in names}},
        }

    def _write_amazon_place(self, place):
        """Write where the customer is registered: an address for invoices, parcels go elsewhere.

        :param dict place: values of `PLACE_FIELDS`.
        """
        invoiced = self._invoice_address()
        if invoiced != self:
            invoiced.write(place)
        else:
            self._for_amazon_account(self.amazon_account_id).create({
                **place,
                'name': self.company_name or self.name,
                'type': 'invoice',
                'parent_id': self.id,
                'company_id': self.company_id.id,
            })

    def _is_touched_by_people(self):
        """Return whether a person has written something else than Amazon says on the customer.

        :rtype: bool
        """
        written = (self.amazon_said or {}).get('shown', {})
        shown = self._shown_of(self)
        return any(folded(shown[name]) != folded(text) for name, text in written.items())

    def _invoice_address(self):
        return self.browse(self.address_get(['invoice'])['invoice'])

    def _shown_of(self, values):
        """Return in words what a contact says, or would say.

        :param values: a contact, or the values of one.
        :rtype: dict[str, str]
        """
        return {
            'name': values['name'] or '',
            'vat': values['vat'] or '',
            'company': values['company_name'] or '',
            'place': self._place_in_words(
                values._invoice_address() if isinstance(values, models.BaseModel) else values
            ),
        }

    def _place_in_words(self, values):
        """Return in a line where a contact is, or would be; '' if nowhere.

        :param values: a contact, or the values of one.
        :rtype: str
        """
        state = self.env['res.country.state'].browse(_id(values['state_id']))
        country = self.env['res.country'].browse(_id(values['country_id']))
        return ", ".join(filter(None, [
            values['street'], values['street2'], values['zip'], values['city'], state.name,
            country.code,
        ]))


def _id(value):
    return value.id if isinstance(value, models.BaseModel) else value
