from odoo import models

from ...lib.invoices.plan import InvoicePlan
from ...lib.series import SINCE_18

ORIGIN_NOTE = 'mail.message_origin_link'


class AccountMove(models.Model):
    """Many invoices that are made at once: what Odoo does for each is done for all of them."""

    _inherit = 'account.move'

    # === NUMBERS === #

    def _set_next_sequence(self):
        """Override of `account` (until 17.0) to search once for the last number of many invoices.

        Newer series do that themselves. The first number is locked until the transaction ends:
        nobody else takes those after it.
        """
        plan = InvoicePlan.of(self)
        if not plan or SINCE_18:
            return super()._set_next_sequence()
        last = plan.numbers.get(self._key_of_number())
        if last:
            form, values = self._get_sequence_format_param(last)
            self[self._sequence_field] = form.format(**{**values, 'seq': values['seq'] + 1})
            self._compute_split_sequence()
        else:
            super()._set_next_sequence()
        if self.state == 'posted':
            plan.numbers[self._key_of_number()] = self[self._sequence_field]
        return None

    def _get_last_sequence(self, relaxed=False, with_prefix=None):
        """Override of `account`: whether there is any number yet, is the same for all drafts."""
        plan = InvoicePlan.of(self)
        if not plan or self.state != 'draft' or relaxed or with_prefix:
            return super()._get_last_sequence(relaxed=relaxed, with_prefix=with_prefix)
        key = 'draft', *self._key_of_number()
        if not plan.numbers.get(key):
            plan.numbers[key] = super()._get_last_sequence()
        return plan.numbers[key]

    def _key_of_number(self):
        # Where the law wants other numbers for each kind of document, the countries' modules do.
        kind = self['l10n_latam_document_type_id'] if self._is_of_kinds() else self.move_type
        return self.journal_id, self.move_type, kind, self.date.year, self.date.month

    def _is_of_kinds(self):
        return 'l10n_latam_document_type_id' in self._fields

    # === CHATTER === #

    def message_post_with_source(self, source_ref, **kwargs):
        """Override of `mail` to note of which orders many invoices were made, all at once."""
        plan = InvoicePlan.of(self)
        if plan and source_ref == ORIGIN_NOTE:
            plan.origins.append((self.id, kwargs['render_values']['origin']))
            return self.env['mail.message']
        return super().message_post_with_source(source_ref, **kwargs)

    def _log_amazon_origins(self, plan):
        """Note of which orders new invoices were made; a collective one has their numbers anyway.

        :param InvoicePlan plan: by which they were made.
        """
        if plan.collective:
            return
        self._message_log_batch({
            invoice_id: self.env['ir.qweb']._render(
                ORIGIN_NOTE, {'self': self.browse(invoice_id), 'origin': orders},
                minimal_qcontext=True,
            )
            for invoice_id, orders in plan.origins
        })


class AccountMoveLine(models.Model):
    _inherit = 'account.move.line'

    def write(self, vals):
        """Override of `account` to look for no changes of what nobody has seen yet."""
        if InvoicePlan.of(self) and not self.env.context.get('tracking_disable'):
            self = self.with_context(tracking_disable=True)
        return super().write(vals)


class MailFollowers(models.Model):
    _inherit = 'mail.followers'

    def _insert_followers(self, res_model, res_ids, partner_ids, *args, **kwargs):
        """Override of `mail` to add the followers of many new invoices at once, and later."""
        plan = InvoicePlan.of(self)
        if not plan or plan.followers is None or res_model != 'account.move':
            return super()._insert_followers(res_model, res_ids, partner_ids, *args, **kwargs)
        how = partner_ids, args, kwargs
        plan.followers.setdefault(repr(how), (how, []))[1].extend(res_ids)
        return None

    def _insert_of_invoices(self, plan):
        """Add the followers that new invoices are to have.

        :param InvoicePlan plan: by which they were made.
        """
        followers, plan.followers = plan.followers, None
        for (partner_ids, args, kwargs), invoice_ids in followers.values():
            self._insert_followers('account.move', invoice_ids, partner_ids, *args, **kwargs)
