from odoo import fields, models

from ....lib.differences import write_differences
from ....lib.taxes.vat_facts import (
    invoice_numbers,
    merged,
    refund_refs,
    ship_from_countries,
    shipping_refs,
)
from ....lib.words import _


class SaleOrder(models.Model):
    """What Amazon's VAT invoice report says of an order. Nothing of it is about the buyer."""

    _inherit = 'sale.order'

    amazon_vat_facts = fields.Json(
        readonly=True,
        copy=False,
        groups='base.group_user',
        help="Parcels and refunds, as Amazon last reported them.",
    )
    amazon_shipping_ref = fields.Char(
        string="Amazon Shipping ID",
        readonly=True,
        copy=False,
        help="Amazon's identifier of the parcel, or of the first of several.",
    )
    amazon_invoice_number = fields.Char(
        string="Amazon's Invoice Number",
        readonly=True,
        copy=False,
        index='trigram',
        help="The number of the invoice that Amazon has issued itself, in your name.",
    )

    def _note_vat_facts(self, news):
        """Note what Amazon reports of an order.

        :param dict news: see `lib/taxes/vat_facts.py`.
        """
        self.ensure_one()
        known = self.amazon_vat_facts or {}
        facts = merged(known, news)
        if news.get('vat'):
            self._complete_vat(news['vat'])
        if facts == known:
            return
        write_differences(self, {
            'amazon_vat_facts': facts,
            'amazon_shipping_ref': next(iter(shipping_refs(facts)), False),
            'amazon_invoice_number': ", ".join(invoice_numbers(facts)) or False,
        })
        countries = ship_from_countries(facts)
        # What a person has entered stays as long as Amazon says nothing new.
        if self.amazon_channel == 'fba' and countries != ship_from_countries(known):
            self._note_ship_from(countries)

    def _note_ship_from(self, codes):
        """Note where the goods left from; the taxes follow.

        :param list[str] codes: of countries: one as a rule.
        """
        country = self.env['res.country'].search([('code', 'in', codes)])
        is_clear = len(codes) == 1
        self.write({
            'amazon_ship_from_country_id': country.id if is_clear else False,
            'amazon_ship_from_doubt': False if is_clear else ", ".join(codes),
        })
        if not is_clear:
            self.message_post(body=_(
                "Amazon shipped parts of the order from different countries: %s. Choose the fiscal "
                "position by hand.", ", ".join(codes),
            ))

    def _wants_vat(self):
        """Return whether the VAT number of a business completes what is known of the customer.

        Who was forgotten, is not entered again.

        :rtype: bool
        """
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        return (
            bool(customer.amazon_account_id) and not customer.vat and self._keeps_amazon_people()
        )

    def _complete_vat(self, vat):
        """Enter the VAT number of a business that has none; the taxes follow."""
        if not self._wants_vat():
            return
        customer = self.partner_id.commercial_partner_id
        with self.env['amazon.order.taxes']._following(self):
            customer.with_context(no_vat_validation=True).vat = vat

    # === CREDIT NOTES === #

    def _amazon_refund_transaction(self, credit_note=None):
        """Return Amazon's transaction that a credit note is about, as far as Amazon reports it.

        The first refund is that of the first credit note, and so on.

        :param account.move credit_note: which one of the order's; the latest refund's, if absent.
        :return: Amazon's id of it; '' if it has reported none.
        :rtype: str
        """
        self.ensure_one()
        refs = refund_refs(self.amazon_vat_facts or {})
        if not credit_note:
            return refs[-1] if refs else ''
        notes = self.invoice_ids.filtered(
            lambda move: move.move_type == 'out_refund' and move.state != 'cancel'
        ).sorted('id')
        number = notes.ids.index(credit_note.id) if credit_note in notes else len(refs)
        return refs[number] if number < len(refs) else ''
