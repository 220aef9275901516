from odoo import api, fields, models
from odoo.tools import email_normalize

from ....lib.people.buyers import (
    BUYER_FIELDS,
    PLACE_FIELDS,
    add_twin,
    buyer_identity,
    is_alike,
    is_contradictory,
    is_somewhere,
    shared_emails,
)
from ....lib.spelling import folded


class ResPartner(models.Model):
    """Which customer a buyer of Amazon's is."""

    _inherit = 'res.partner'

    amazon_said = fields.Json(
        readonly=True,
        copy=False,
        groups='base.group_user',
        help="Name, VAT number, company and registered address as Amazon last said, and what was "
             "written of it: tells what a person has changed.",
    )

    def _prepare_amazon_customer(self, account, order, places):
        """Return the values of the customer who bought an order.

        He is where he is registered, if Amazon says that, or else where the goods go; nowhere, as
        long as it is not known where these go, for they would go to him.

        :param amazon.account account: whose order.
        :param Order order: what Amazon says.
        :param dict[Address, tuple] places: countries and states found for the addresses.
        :rtype: dict
        """
        buyer = order.buyer
        recipient = self._prepare_amazon_address(order.recipient, places)
        registered = self._prepare_amazon_address(buyer.registered_at, places)
        is_registered = is_somewhere(registered) and is_somewhere(recipient)
        home = registered if is_registered else recipient
        return {
            **recipient,
            **{field: home[field] for field in PLACE_FIELDS},
            'name': buyer.name or recipient['name'],
            'email': email_normalize(buyer.email),
            'company_name': buyer.company or recipient['company_name'],
            'vat': buyer.vat or False,
            'company_id': account.company_id.id,
            'customer_rank': 1,
            'amazon_said': {
                'name': buyer.name,
                'vat': buyer.vat,
                'company': buyer.company,
                'place': self._place_in_words(registered) if is_registered else '',
                'email': email_normalize(buyer.email) or '',
            },
        }

    def _find_or_create_amazon_customers(self, account, wanted):
        customers = self._find_amazon_customers(account, wanted)
        new, number_of = [], {}
        shared = shared_emails(wanted)
        for values in wanted:
            key = buyer_identity(values)
            if key not in customers and key not in number_of:
                twins = (
                    number for number, other in enumerate(new)
                    if values['email'] not in shared and add_twin(other, values)
                )
                number_of[key] = next(twins, len(new))
                if number_of[key] == len(new):
                    new.append(dict(values))
        for values in new:
            values['amazon_said'] = {**values['amazon_said'], 'shown': self._shown_of(values)}
        created = self.create(new)
        return {**customers, **{key: created[number] for key, number in number_of.items()}}

    def _find_amazon_customers(self, account, wanted):
        emails = [values['email'] for values in wanted if values['email']]
        same_email = self.search([
            ('company_id', '=', account.company_id.id), ('email_normalized', 'in', emails),
        ], order='id').grouped('email_normalized')
        customers = {}
        for values in wanted:
            key = buyer_identity(values)
            if key in customers:
                continue
            customer = (
                self._own_customer_of_amazon(account, values)
                or self._find_amazon_customer(account, values, same_email)
            )
            if customer:
                customers[key] = customer
        return customers

    def _find_amazon_customer(self, account, values, same_email):
        if not values['email']:
            return self._find_anonymous_amazon_customer(account, values)
        customer = same_email.get(values['email'], self.browse())._same_buyer(values)
        customer._take_over_amazon_news(values)
        return customer

    @api.model
    def _own_customer_of_amazon(self, account, values):
        """Return which of your own customers a buyer on Amazon is, where you know better.

        It is asked of each new order, and again when Amazon says something else of the buyer.
        Nothing is written on a contact that people entered; the delivery address becomes one of its
        addresses. An error keeps the order from being imported, and becomes its reason.

        :param amazon.account account: whose order.
        :param dict values: of the customer that would be made: `name`, `email` (made up by
            Amazon), `company_name`, `vat`, `street`, `zip`, `city`, `country_id` and more.
        :return: the customer; empty, if the connector is to find or make one.
        :rtype: res.partner
        """
        return self.browse()

    def _find_anonymous_amazon_customer(self, account, values):
        return self.search([
            ('company_id', '=', account.company_id.id),
            ('parent_id', '=', False),
            ('email', '=', False),
            *((field, '=', values[field]) for field in BUYER_FIELDS),
        ], order='id', limit=1)

    def _same_buyer(self, values):
        """Return which of these customers, who have one e-mail address, a buyer is.

        :param dict values: as prepared for a new customer.
        :return: one of them, or none.
        :rtype: res.partner
        """
        alike = self.filtered(
            lambda customer: is_alike(customer._said(values), values['amazon_said'])
        )
        # Where several have the address, nobody knows whose it is.
        single = self if len(self) == 1 else self.browse()
        return alike[:1] or single.filtered(lambda customer: customer._may_be(values))

    def _said(self, values):
        """Return what Amazon said of the customer before.

        Of whom that is not known, since he came before it was noted, or without the connector, what
        is entered is taken for it. Nobody knows whether Amazon said what it does not say now.

        :param dict values: of the buyer that he may be.
        :rtype: dict
        """
        self.ensure_one()
        if self.amazon_said:
            return self.amazon_said
        wanted = values['amazon_said']
        is_of_recipient = folded(self.company_name) == folded(values['company_name'])
        if is_of_recipient or not wanted['company']:
            company = wanted['company']
        else:
            company = self.company_name
        return {'vat': wanted['vat'] and self.vat, 'company': company}

    def _may_be(self, values):
        """Return whether a buyer of whom Amazon says more, or less, than before is this customer.

        What invoices show stays as it is: then it is another customer.
        """
        return (
            not is_contradictory(self._said(values), values['amazon_said'])
            and is_somewhere(values)
            and self._is_at_amazon_address(values, values['name'])
            and not self._has_posted_invoices()
            and not self._goes_elsewhere_than(self)
        )

    def _has_posted_invoices(self):
        company = self.commercial_partner_id
        return bool(self.env['account.move'].sudo().search([
            ('partner_id', 'in', (company + company.child_ids).ids), ('state', '=', 'posted'),
        ], limit=1))
