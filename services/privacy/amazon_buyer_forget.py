from datetime import timedelta
from functools import partial

from odoo import SUPERUSER_ID, fields, models

from ...lib.halving import do_or_halve
from ...lib.mishap import log_mishap
from ...lib.series import MOBILE
from ...lib.words import _
from ...lib.work import Work, alike

BATCH_SIZE = 100
NEXT_LOOK = timedelta(days=30)

# What the connector's own documents refer to; whether they are in use, is asked of them below.
OWN_DOCUMENTS = {
    ('res.partner', 'parent_id'),
    ('sale.order', 'partner_id'),
    ('sale.order', 'partner_invoice_id'),
    ('sale.order', 'partner_shipping_id'),
    ('sale.order', 'amazon_new_partner_id'),
    ('sale.order', 'amazon_new_shipping_id'),
    ('procurement.group', 'partner_id'),
    ('stock.picking', 'partner_id'),
    ('stock.move', 'partner_id'),
}
# What belongs to invoices.
ACCOUNTING = {
    'account.move', 'account.move.line', 'account.payment', 'account.bank.statement.line',
    'account.analytic.line', 'snailmail.letter',
}
# Conversations, and who is told of them: they go with the contact, or are about another document.
CONVERSATIONS = {
    'mail.activity', 'mail.followers', 'mail.mail', 'mail.message', 'mail.message.reaction',
    'mail.notification',
}
# What Odoo notes by itself of each contact.
TECHNICAL = {'res.partner.autocomplete.sync'}
NO_USE = ACCOUNTING | CONVERSATIONS | TECHNICAL
# What nobody but a person enters.
ENTERED_BY_PEOPLE = ('category_id', 'comment', 'ref')
# What an invoice does not show.
NOT_ON_INVOICES = ('email', 'phone', *MOBILE, 'website', 'function', 'image_1920', 'amazon_said')
NOWHERE = {'partner_latitude': 0, 'partner_longitude': 0}


class AmazonBuyerForget(models.AbstractModel):
    """Makes anonymous the contacts that the connector made of Amazon's buyers.

    Country and state stay, for taxes and statistics. Of buyers who were invoiced, all stays that
    their invoices show, name, address and VAT number: laws on taxes want it, and Amazon's Data
    Protection Policy excepts what they want (`LONGEST_DAYS`).

    Contacts that somebody uses for anything else are nobody's to forget: they are the seller's own.
    So are those that people work with: what they wrote, planned or filed there would be lost.
    """

    _name = 'amazon.buyer.forget'
    _description = "Amazon Buyer Forgetting"

    def _work(self, account):
        """Return the work of looking at contacts that no order may lead to any more.

        The order was deleted, has another address by now, or was over while somebody used the
        contact for something else.

        :param amazon.account account: whose contacts.
        :rtype: Work
        """
        def due(ids=None):
            now = fields.Datetime.now()
            domain = [
                ('amazon_account_id', '=', account.id),
                ('amazon_data', '=', 'full'),
                ('create_date', '<=', now - timedelta(days=account.personal_data_days)),
                '|', ('amazon_data_check', '=', False), ('amazon_data_check', '<=', now),
            ]
            if ids:
                domain.append(('id', 'in', ids))
            return self.env['res.partner'].with_context(
                active_test=False, tracking_disable=True
            ).search(domain, order='id', limit=BATCH_SIZE)

        return Work(
            account, 'forget contacts', due, alike, partial(self._forget_due, account), _look_later
        )

    def _forget_due(self, account, partners):
        """Forget contacts, as far as nothing else needs them.

        :param amazon.account account: whose contacts.
        :param res.partner partners: those.
        :raise AccountBusy: if a job works for an account of the company.
        """
        account._lock_siblings()
        partners = partners.exists()
        _look_later(partners)
        do_or_halve(partners, self._forget_contacts, self._leave)

    def _leave(self, partner, error):
        log_mishap(f"The contact {partner.id} was not forgotten", error)

    def _forget_contacts(self, partners):
        """Remove what contacts hold of Amazon's buyers, as far as nothing else needs it.

        :param res.partner partners: customers and delivery addresses of orders that are over.
        """
        partners = partners.filtered(
            lambda partner: partner.amazon_data in ('full', 'reduced')
        ).with_context(active_test=False, tracking_disable=True, no_vat_validation=True)
        partners -= self._in_use(partners)
        invoiced = self._invoiced(partners)
        self._forget_conversations(partners)
        self._reduce(invoiced)
        self._anonymise(partners - invoiced)

    def _anonymise(self, partners):
        partners.write({
            **dict.fromkeys(self._text_fields(), False),
            **NOWHERE,
            'name': _("Amazon Customer"),
            'amazon_data': 'gone',
            'amazon_data_check': False,
        })

    def _reduce(self, partners):
        partners.write({
            **dict.fromkeys(NOT_ON_INVOICES, False), **NOWHERE, 'amazon_data': 'reduced',
        })

    def _text_fields(self):
        """Return all that is said of a contact in words or pictures, whichever module adds it."""
        return [
            name for name, field in self.env['res.partner']._fields.items()
            if field.type in ('char', 'text', 'html', 'json', 'binary', 'image')
            and (field.store or name == 'image_1920')
            and not field.related
            and not (field.compute and field.readonly)
        ]

    def _forget_conversations(self, partners):
        about = {
            'mail.message': 'model', 'mail.activity': 'res_model', 'ir.attachment': 'res_model',
        }
        for model, field in about.items():
            self.env[model].with_context(active_test=False).search([
                (field, '=', 'res.partner'), ('res_id', 'in', partners.ids),
            ]).unlink()

    # === WHO STAYS === #

    def _invoiced(self, partners):
        """Return the contacts that have to stay as invoices and payments show them."""
        moves = self.env['account.move'].search([
            ('posted_before', '=', True),
            ('move_type', '!=', 'entry'),
            '|', ('partner_id', 'in', partners.ids), ('partner_shipping_id', 'in', partners.ids),
        ])
        payments = self.env['account.payment'].search([('partner_id', 'in', partners.ids)])
        # An invoice shows the company of the contact that it is addressed to.
        invoiced = moves.partner_id + moves.partner_shipping_id + payments.partner_id
        return partners & (invoiced + invoiced.commercial_partner_id)

    def _in_use(self, partners):
        """Return the contacts that orders need still, or that people use for something else."""
        in_use = partners.filtered(_is_edited_by_people)
        in_use += self._worked_with(partners)
        in_use += self._with_open_business(partners)
        for model, field in self._fields_of_others():
            in_use += self._referred_to(partners - in_use, model, field)
        return partners & in_use

    def _worked_with(self, partners):
        """Return the contacts on which a person has planned, written or filed something.

        What Odoo notes by itself is none of it, nor what the buyers themselves wrote.
        """
        by_people = ('create_uid', '!=', SUPERUSER_ID)
        activities = self.env['mail.activity'].with_context(active_test=False).search([
            ('res_model', '=', 'res.partner'), ('res_id', 'in', partners.ids),
            ('automated', '=', False), by_people,
        ])
        comments = self.env['mail.message'].search([
            ('model', '=', 'res.partner'), ('res_id', 'in', partners.ids),
            ('message_type', '=', 'comment'), ('author_id.amazon_account_id', '=', False),
            by_people,
        ])
        # Pictures of contacts are no files that somebody put there: Odoo does not find them.
        files = self.env['ir.attachment'].search([
            ('res_model', '=', 'res.partner'), ('res_id', 'in', partners.ids), by_people,
        ])
        ids = {*activities.mapped('res_id'), *comments.mapped('res_id'), *files.mapped('res_id')}
        return partners.filtered(lambda partner: partner.id in ids)

    def _with_open_business(self, partners):
        orders = self.env['sale.order'].search([
            '|', ('amazon_order_ref', '=', False), ('amazon_data_check', '!=', False),
            '|', '|',
            ('partner_id', 'in', partners.ids),
            ('partner_shipping_id', 'in', partners.ids),
            ('partner_invoice_id', 'in', partners.ids),
        ])
        pickings = self.env['stock.picking'].search([
            ('partner_id', 'in', partners.ids),
            ('state', '!=', 'cancel'),
            '|', ('sale_id', '=', False), ('sale_id.amazon_order_ref', '=', False),
        ])
        invoices = self.env['account.move'].search([
            ('partner_id', 'in', partners.ids), ('move_type', '!=', 'entry'),
        ]).filtered(
            lambda move: not any(
                move.invoice_line_ids.sale_line_ids.order_id.mapped('amazon_order_ref')
            )
        )
        return (
            orders.partner_id + orders.partner_shipping_id + orders.partner_invoice_id
            + pickings.partner_id + invoices.partner_id
        )

    def _fields_of_others(self):
        """Yield all models and fields that refer to contacts, whichever module adds them."""
        for name, model in self.env.items():
            if not model._auto or model._transient or name in NO_USE:
                continue
            for field in model._fields.values():
                if (
                    field.comodel_name == 'res.partner'
                    and field.type in ('many2one', 'many2many')
                    and field.store
                    and not field.related
                    and not (field.compute and field.readonly)
                    and (name, field.name) not in OWN_DOCUMENTS
                ):
                    yield model.sudo().with_context(active_test=False), field.name

    def _referred_to(self, partners, model, field):
        if not partners:
            return partners
        found = model._read_group([(field, 'in', partners.ids)], [field])
        return partners.browse([partner.id for [partner] in found]) & partners


def _is_edited_by_people(partner):
    # A delivery address that the connector made may be one of a contact that it did not make.
    is_under_others = partner.type != 'delivery' and partner.parent_id
    return (
        is_under_others and not partner.parent_id.amazon_account_id
        or not all(child.amazon_account_id for child in partner._all_children())
        or any(partner[field] for field in ENTERED_BY_PEOPLE)
        or partner.user_id != partner.parent_id.user_id  # Addresses have that of their customer.
        or bool(partner.user_ids)
    )


def _look_later(partners):
    partners.amazon_data_check = fields.Datetime.now() + NEXT_LOOK
