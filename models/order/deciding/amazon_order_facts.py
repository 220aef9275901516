from odoo import api, fields, models
from odoo.tools import format_amount

from ....lib.deciding import Fact, Topic
from ....lib.words import _

# What is asked of an order as a whole, see NAMES_OF_QUESTIONS of `amazon.order.decide`.
OF_THE_STATUS = ('taken back', 'quotation', 'canceled in Odoo', 'cancelled', 'unfulfillable')


class AmazonOrder(models.Model):
    """Both sides next to each other: what Amazon says of an order, and what Odoo has of it."""

    _inherit = 'amazon.order'

    facts = fields.Json(
        compute='_compute_facts', compute_sudo=True, groups='amazon_connector.group_amazon_user',
        help="What Amazon says of the order, and what Odoo has of it.",
    )

    @api.depends('state', 'sale_order_id')
    @api.depends_context('lang')
    def _compute_facts(self):
        compare = self.env['amazon.order.compare']
        for row in self:
            if row.state != 'conflict':
                row.facts = False
                continue
            order = row.sale_order_id
            names = compare._disagreements(row, order) if order else {}
            row.facts = {
                'titles': [_("On Amazon"), _("In Odoo")],
                'mark': _("differs"),
                'topics': [
                    {'name': topic.name, 'facts': [_shown(fact, names) for fact in topic.facts]}
                    for topic in sorted(
                        row._topics(), key=lambda topic: not topic.is_asked(names)
                    )
                ],
            }

    def _topics(self):
        """Return what is known of the order on both sides; later rooms add what they know.

        :rtype: list[Topic]
        """
        self.ensure_one()
        lines = self.sale_order_id.order_line.filtered(lambda line: not line.display_type)
        topics = [
            Topic(_("Order"), self._facts_of_order()),
            *(Topic(line.name, self._facts_of_line(line), line) for line in lines),
            Topic(_("Invoices"), self._facts_of_invoices()),
        ]
        return [topic for topic in topics if topic.facts]

    def _facts_of_order(self):
        order = self.sale_order_id
        status = self._selected(self, 'amazon_status')
        if not order:
            return [Fact(_("Status"), status, _("No sales order"))]
        return [
            Fact(
                _("Status"), status, f"{order.name}: {self._selected(order, 'state')}",
                OF_THE_STATUS,
            ),
            *self._facts_of_total(),
            *self._facts_of_people(),
        ]

    def _facts_of_total(self):
        """Return the total; if Amazon collects tax, how it comes of what the buyer pays."""
        order = self.sale_order_id

        def money(amount):
            return format_amount(self.env, amount, order.currency_id)

        total = _("Total")
        facts = []
        if order.amazon_tax_collected:
            total = _("Total Without This Tax")
            facts = [
                Fact(_("The Buyer Pays"), money(order.amazon_total), ''),
                Fact(_("Tax Collected by Amazon"), money(order.amazon_tax_collected), ''),
            ]
        return [*facts, Fact(
            total, money(order._amazon_due()), money(order.amount_total), ('total:', 'amounts:'),
        )]

    def _facts_of_people(self):
        """Return who bought the order and where it goes, where Amazon says something else."""
        order = self.sale_order_id
        facts = []
        if order.amazon_new_partner_id or order.amazon_customer_said:
            facts.append(Fact(
                _("Customer"),
                order.amazon_customer_said or order.amazon_new_partner_id.display_name,
                order.partner_id.display_name, ('customer:',),
            ))
        if order.amazon_new_shipping_id:
            facts.append(Fact(
                _("Delivery Address"),
                _address(order.amazon_new_shipping_id), _address(order.partner_shipping_id),
                ('address:',),
            ))
        return facts

    def _facts_of_line(self, line):
        """Return what is known of a line on both sides; later rooms add what they know.

        :param sale.order.line line: of the order's sales order; it may be none of Amazon's.
        :rtype: list[Fact]
        """
        pieces = f'{line.product_uom_qty:g}'
        facts = []
        if line.amazon_item_ref:
            facts.append(Fact(
                _("Ordered"), str(line.amazon_quantity), pieces, (f'ordered:{line.id}:',)
            ))
        elif not line.amazon_charge_key and line.product_uom_qty:
            amount = format_amount(self.env, line.price_total, line.currency_id)
            facts.append(Fact(_("Added in Odoo"), '', f'{pieces}, {amount}', ('added:',)))
        if line.qty_invoiced:
            facts.append(Fact(
                _("Invoiced"), '', f'{line.qty_invoiced:g}', (f'invoiced:{line.id}:',)
            ))
        return facts

    def _facts_of_invoices(self):
        return [
            Fact(
                invoice.display_name, '',
                f"{self._selected(invoice, 'state')}, "
                f"{format_amount(self.env, invoice.amount_total, invoice.currency_id)}",
            )
            for invoice in self.sale_order_id.invoice_ids.sorted('id')
        ]

    @api.model
    def _selected(self, record, name):
        """Return what is selected in a field of a record, in words.

        :rtype: str
        """
        field = record._fields[name]
        return field.convert_to_export(record[name], record) or ''


def _shown(fact, names):
    return {
        'name': fact.name, 'on_amazon': fact.on_amazon, 'in_odoo': fact.in_odoo,
        'is_asked': fact.is_asked(names),
    }


def _address(partner):
    return partner._display_address(without_company=True).strip()
