from dataclasses import astuple

from odoo import api, fields, models

from ....lib.people.buyers import ADDRESS_FIELDS, digest_of, is_somewhere
from ....lib.spelling import folded
from ....lib.words import _

# What Odoo takes from the customer, and is the order's own.
OF_THE_ORDER = ('user_id', 'team_id', 'payment_term_id', 'preferred_payment_method_line_id')


class SaleOrder(models.Model):
    """Who bought an order of Amazon's and where it goes, as Amazon last said."""

    _inherit = 'sale.order'

    amazon_people = fields.Json(
        readonly=True,
        copy=False,
        groups='base.group_user',
        help="Digests of what Amazon last said of buyer and recipient, and of the delivery address "
             "that was made of it: tells whether Amazon or a person has changed something.",
    )
    amazon_new_partner_id = fields.Many2one(
        comodel_name='res.partner',
        string="Customer on Amazon",
        readonly=True,
        copy=False,
        index='btree_not_null',
        help="Who bought it, as Amazon says by now. Somebody has to decide.",
    )
    amazon_new_shipping_id = fields.Many2one(
        comodel_name='res.partner',
        string="Delivery Address on Amazon",
        readonly=True,
        copy=False,
        index='btree_not_null',
        help="Where it goes, as Amazon says by now. Somebody has to decide.",
    )
    amazon_customer_said = fields.Text(
        string="Said by Amazon",
        compute='_compute_amazon_customer_said',
        compute_sudo=True,
        help="What Amazon says of the customer by now. Somebody has to decide.",
    )

    @api.model
    def _prepare_amazon_people(self, order, customer, address):
        """Return what is noted of who bought an order and where it goes.

        :param Order order: what Amazon says.
        :param res.partner customer: the customer that was made of it.
        :param res.partner address: the delivery address that was made of it.
        :rtype: dict
        """
        return {
            'buyer': self._digest_of_buyer(order),
            'recipient': self._digest_of_recipient(order),
            'address': self._digest_of_address(address),
            'customer': customer.id,
        }

    @api.model
    def _digest_of_buyer(self, order):
        buyer = order.buyer
        place = astuple(buyer.registered_at) if buyer.registered_at else ()
        return digest_of([buyer.name, buyer.email, buyer.company, buyer.vat, *place])

    @api.model
    def _digest_of_recipient(self, order):
        return digest_of(astuple(order.recipient)) if order.recipient else ''

    @api.model
    def _digest_of_address(self, address):
        return digest_of(
            str(address[field].id) if address._fields[field].relational else address[field]
            for field in ADDRESS_FIELDS
        )

    def _note_amazon_people(self, **digests):
        people = {**(self.amazon_people or {}), **digests}
        if people != self.amazon_people:
            self.amazon_people = people

    def _note_address_like_amazons(self, order):
        """Note the delivery address, if it is what Amazon says: then nobody has written on it.

        :param Order order: what Amazon says.
        :return: whether it is.
        :rtype: bool
        """
        address = self.partner_shipping_id
        places = address._places_of_amazon_orders([order])
        values = address._prepare_amazon_address(order.recipient, places)
        is_alike = self.partner_id._find_amazon_address(values) == address
        if is_alike:
            self._note_amazon_people(address=self._digest_of_address(address))
        return is_alike

    def _is_amazon_address_untouched(self):
        """Return whether the delivery address says what Amazon said, and no person anything else.

        :rtype: bool
        """
        self.ensure_one()
        noted = (self.amazon_people or {}).get('address')
        if not noted:
            return not is_somewhere(self.partner_shipping_id)
        return noted == self._digest_of_address(self.partner_shipping_id)

    def _is_billed(self):
        """Return whether an invoice shows who bought it, be it a draft.

        :rtype: bool
        """
        return self.env['amazon.order.decide']._is_invoiced(self) or any(
            invoice.state == 'draft' for invoice in self.invoice_ids
        )

    def _is_amazon_customer_untouched(self):
        """Return whether the customer is still the one that Amazon's buyer became.

        :rtype: bool
        """
        self.ensure_one()
        noted = (self.amazon_people or {}).get('customer', self.partner_id.id)
        return bool(self.partner_id.amazon_account_id) and noted == self.partner_id.id

    # === QUESTIONS === #

    @api.depends('amazon_people', 'partner_id.amazon_said')
    def _compute_amazon_customer_said(self):
        labels = {
            'name': _("Name"), 'vat': _("VAT number"), 'company': _("Company"),
            'place': _("Address"),
        }
        for order in self:
            said = order.partner_id.amazon_said or {}
            order.amazon_customer_said = "\n".join(
                f"{labels[name]}: {said[name]}" for name in order._amazon_facts_to_decide()
            )

    def _amazon_people_to_decide(self):
        """Return in what customer and delivery address are not as Amazon says.

        The sentences name nobody: they are kept longer than the buyer's data.

        :return: sentences for a person, by what they are about.
        :rtype: dict[str, str]
        """
        self.ensure_one()
        questions = {}
        if self.amazon_new_partner_id not in (self.partner_id, self.partner_id.browse()):
            questions[f'customer:{self.amazon_new_partner_id.id}'] = _(
                "Amazon says by now that somebody else bought it, but an invoice shows the "
                "customer, or somebody has changed him. Compare with Customer on Amazon. Delete a "
                "draft invoice before you make it as on Amazon."
            )
        if self.amazon_new_shipping_id and self._digest_of_address(
            self.amazon_new_shipping_id
        ) != self._digest_of_address(self.partner_shipping_id):
            questions[f'address:{self.amazon_new_shipping_id.id}'] = _(
                "Amazon has another delivery address by now, but goods have left, or somebody has "
                "changed the address in Odoo. Compare with Delivery Address on Amazon."
            )
        for name in self._amazon_facts_to_decide():
            said = digest_of([self.partner_id.amazon_said[name]])
            questions[f'customer:{name}:{said}'] = _(
                "Amazon says something else of the customer by now than somebody has entered, or "
                "an invoice shows. Compare with Said by Amazon."
            )
        return questions

    def _amazon_facts_to_decide(self):
        """Return what Amazon says of the customer that was not taken over, and is not so by now.

        :return: names in `amazon_said`.
        :rtype: list[str]
        """
        asked = (self.amazon_people or {}).get('asked')
        if not asked:
            return []
        customer = self.partner_id
        said, shown = customer.amazon_said or {}, customer._shown_of(customer)
        return [
            name for name in asked
            if said.get(name) and folded(said[name]) != folded(shown[name])
        ]

    # === FOLLOWING === #

    def _keeps_amazon_people(self):
        """Return whether it may be known who bought the order; later rooms forget it.

        :rtype: bool
        """
        return True

    def _write_amazon_people(self, values):
        """Write who bought the order, or where it goes; deliveries follow.

        What Odoo would compute anew for another customer, stays: the account says it, or a person.

        :param dict values: `partner_id` or `partner_shipping_id`, by database ID, or both.
        """
        self.ensure_one()
        if 'partner_id' in values:
            stays = {name: self[name].id for name in OF_THE_ORDER if name in self._fields}
            is_chosen = self.partner_invoice_id not in (
                self.partner_id, self.partner_id._invoice_address()
            )
            customer = self.partner_id.browse(values['partner_id'])
            address = self.partner_invoice_id if is_chosen else customer._invoice_address()
            values = {**stays, 'note': self.note, 'partner_invoice_id': address.id, **values}
        self.with_context(
            # Of who was there before, no name stays in messages; nobody has to update deliveries.
            tracking_disable=True, mail_activity_automation_skip=True,
        ).write(values)
