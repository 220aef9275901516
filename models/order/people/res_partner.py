from odoo import api, fields, models

from ....lib.people.buyers import BUYER_FIELDS, PLACE_FIELDS, address_identity, buyer_identity
from ....lib.words import _


class ResPartner(models.Model):
    _inherit = 'res.partner'

    amazon_account_id = fields.Many2one(
        comodel_name='amazon.account',
        readonly=True,
        copy=False,
        index='btree_not_null',
        groups='base.group_user',
        help="Whose order brought the contact. Only what nobody entered by hand has one.",
    )

    @api.model
    def _customers_of_amazon_orders(self, account, orders):
        """Find who bought and where the goods go; make the partners that are missing.

        A buyer is known by the e-mail address that Amazon made up for him and the seller, together
        with VAT number and company; without one, by name and address.

        :param amazon.account account: whose orders.
        :param list[Order] orders: what Amazon says.
        :return: customer and delivery address by Amazon's reference of the order.
        :rtype: dict[str, tuple[res.partner, res.partner]]
        """
        self = self._for_amazon_account(account)
        places = self._places_of_amazon_orders(orders)
        buyers = {
            order.order_ref: self._prepare_amazon_customer(account, order, places)
            for order in orders
        }
        customers = self._find_or_create_amazon_customers(account, list(buyers.values()))
        recipients = {
            order.order_ref: (
                customers[buyer_identity(buyers[order.order_ref])],
                self._prepare_amazon_address(order.recipient, places),
            )
            for order in orders
        }
        addresses = self._find_or_create_amazon_addresses(list(recipients.values()))
        return {
            ref: (customer, addresses[customer, address_identity(values)])
            for ref, (customer, values) in recipients.items()
        }

    @api.model
    def _places_of_amazon_orders(self, orders):
        """Return countries and states of the addresses of buyers and recipients.

        :rtype: dict[Address, tuple[res.country, res.country.state]]
        """
        addresses = [
            address for order in orders for address in (order.recipient, order.buyer.registered_at)
        ]
        return self.env['res.country']._of_amazon_addresses(list(filter(None, addresses)))

    @api.model
    def _for_amazon_account(self, account):
        """Return the model such that it makes contacts of an account's orders."""
        return self.with_context(
            no_vat_validation=True,
            mail_create_nolog=True,
            **self._defaults_of_amazon_contacts(account),
        )

    @api.model
    def _defaults_of_amazon_contacts(self, account):
        """Return what new contacts of an account's orders have, as defaults of a context.

        :rtype: dict
        """
        return {'default_amazon_account_id': account.id}

    def _handle_first_contact_creation(self):
        """Override of `base`, which moves who is nowhere to where his first contact is.

        Parcels of orders whose address Amazon withholds go to the customer.
        """
        if not self.amazon_account_id:
            return super()._handle_first_contact_creation()
        return None

    # === DELIVERY ADDRESSES === #

    def _address_of_amazon_order(self, account, order):
        """Find where an order of the customer goes; make the address if it is missing.

        :param amazon.account account: whose order.
        :param Order order: what Amazon says; with a recipient.
        :rtype: res.partner
        """
        self = self._for_amazon_account(account)
        places = self._places_of_amazon_orders([order])
        [address] = self._find_or_create_amazon_addresses([
            (self, self._prepare_amazon_address(order.recipient, places)),
        ]).values()
        return address

    def _prepare_amazon_address(self, address, places):
        """Return the values of a partner at the address.

        :param Address address: where Amazon says that the goods go, if it does.
        :param dict[Address, tuple] places: countries and states found for the addresses.
        :rtype: dict
        """
        if not address:
            return {**dict.fromkeys(BUYER_FIELDS, False), 'name': _("Amazon Customer")}
        country, state = places[address]
        # What Odoo does not know by a record stays readable.
        is_state_in_words = not state and address.state.casefold() != address.city.casefold()
        city = country._city_with_state(address) if is_state_in_words else address.city
        street2 = ", ".join(filter(None, [
            address.street2,
            is_state_in_words and city == address.city and address.state,
            not country and address.country_code,
        ]))
        return {
            'name': address.name or _("Amazon Customer"),
            'company_name': address.company or False,
            'street': address.street or False,
            'street2': street2 or False,
            'city': city or False,
            'zip': address.zip or False,
            'state_id': state.id,
            'country_id': country.id,
            'phone': address.phone or False,
        }

    def _find_or_create_amazon_addresses(self, recipients):
        """Find the delivery addresses of customers; the customer's own address is one of them."""
        addresses, missing = {}, {}
        for customer, values in recipients:
            key = (customer, address_identity(values))
            if key in addresses or key in missing:
                continue
            known = customer._find_amazon_address(values)
            if known:
                addresses[key] = known
            else:
                missing[key] = {
                    **values,
                    'name': _name_on_parcel(values),
                    'type': 'delivery',
                    'parent_id': customer.id,
                    'company_id': customer.company_id.id,
                }
        created = self.create(list(missing.values()))
        return {**addresses, **dict(zip(missing, created, strict=True))}

    def _find_amazon_address(self, values):
        """Return which address of the customer is meant.

        :param dict values: as prepared for a partner at the address.
        :return: the customer, one of the delivery addresses, or none.
        :rtype: res.partner
        """
        self.ensure_one()
        is_anywhere = not any(values[field] for field in PLACE_FIELDS)
        is_own_company = values['company_name'] in (False, self.company_name)
        if is_anywhere or is_own_company and self._is_at_amazon_address(values, values['name']):
            return self
        return self.child_ids.filtered(
            lambda partner: partner._is_at_amazon_address(values, _name_on_parcel(values))
        )[:1]

    def _is_at_amazon_address(self, values, name):
        self.ensure_one()
        return self.name == name and all(
            (self[field].id if self._fields[field].relational else self[field] or False)
            == values[field]
            for field in PLACE_FIELDS
        )


def _name_on_parcel(values):
    """Return the name of a delivery address; Odoo keeps no company on it but the customer's."""
    return ", ".join(filter(None, [values['company_name'], values['name']]))
