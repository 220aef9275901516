from odoo import fields, models
from odoo.tools import email_normalize

from ...lib.buyers import BUYER_FIELDS, buyer_identity, differences
from ...lib.differences import write_differences

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
        missing = {
            buyer_identity(values): values
            for values in wanted if buyer_identity(values) not in customers
        }
        created = self.create(list(missing.values()))
        return {**customers, **dict(zip(missing, created, strict=True))}

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
        alike = self.filtered(lambda customer: not any(customer._differences_to(values)))
        return alike[:1] or self.filtered(lambda customer: customer._may_be(values))[:1]

    def _differences_to(self, values):
        self.ensure_one()
        said = self.amazon_said or {'vat': self.vat, 'company': self.company_name}
        return differences(said, values['amazon_said'])

    def _may_be(self, values):
        """Return whether a buyer of whom Amazon says more, or less, than before is this customer.

        What invoices show stays as it is: then it is another customer.
        """
        contradictory, _unknown = self._differences_to(values)
        return (
            not contradictory
            and self._is_at_amazon_address(values, values['name'])
            and not self._has_posted_invoices()
        )

    def _has_posted_invoices(self):
        return bool(self.env['account.move'].sudo().search([
            ('commercial_partner_id', '=', self.commercial_partner_id.id),
            ('state', '=', 'posted'),
        ], limit=1))

    def _fill_in_amazon_buyer(self, values):
        """Take over what Amazon did not say before, where nobody has entered anything.

        :param dict values: as prepared for a new customer.
        """
        if not self:
            return
        said = {name: text for name, text in values['amazon_said'].items() if text}
        write_differences(self, {
            FIELD_OF[name]: text for name, text in said.items() if not self[FIELD_OF[name]]
        })
        write_differences(self, {'amazon_said': {**(self.amazon_said or {}), **said}})
