from odoo import fields, models
from odoo.tools import email_normalize

from ...lib.buyers import (
    BUYER_FIELDS,
    add_twin,
    buyer_identity,
    is_alike,
    is_contradictory,
    is_somewhere,
    shared_emails,
)
from ...lib.differences import write_differences
from ...lib.spelling import folded

# Fields of customers, by what Amazon calls it.
FIELD_OF = {'name': 'name', 'vat': 'vat', 'company': 'company_name'}


class ResPartner(models.Model):
    """Which customer a buyer of Amazon's is."""

    _inherit = 'res.partner'

    amazon_said = fields.Json(
        readonly=True,
        copy=False,
        groups='base.group_user',
        help="Name, VAT number and company as Amazon last said: tells what a person has changed.",
    )

    def _prepare_amazon_customer(self, account, order, places):
        buyer = order.buyer
        address = self._prepare_amazon_address(order.recipient, places)
        return {
            **address,
            'name': buyer.name or address['name'],
            'email': email_normalize(buyer.email),
            'company_name': buyer.company or address['company_name'],
            'vat': buyer.vat or False,
            'company_id': account.company_id.id,
            'customer_rank': 1,
            'amazon_said': {'name': buyer.name, 'vat': buyer.vat, 'company': buyer.company},
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
            if values['email']:
                customer = same_email.get(values['email'], self.browse())._same_buyer(values)
                customer._fill_in_amazon_buyer(values)
            else:
                customer = self._find_anonymous_amazon_customer(account, values)
            if customer:
                customers[key] = customer
        return customers

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
        )

    def _has_posted_invoices(self):
        company = self.commercial_partner_id
        return bool(self.env['account.move'].sudo().search([
            ('partner_id', 'in', (company + company.child_ids).ids), ('state', '=', 'posted'),
        ], limit=1))

    def _fill_in_amazon_buyer(self, values):
        """Take over what Amazon did not say before, where nobody has entered anything.

        Only of contacts that the connector made, and until an invoice shows them.

        :param dict values: as prepared for a new customer.
        """
        if not self.amazon_account_id or self.parent_id:
            return
        before = self.amazon_said or {}
        news = {
            name: text for name, text in values['amazon_said'].items()
            if text and text != before.get(name)
        }
        if not news or self._has_posted_invoices():
            return
        write_differences(self, {
            FIELD_OF[name]: text for name, text in news.items() if not self[FIELD_OF[name]]
        })
        self.amazon_said = {**before, **news}
