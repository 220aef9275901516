from odoo import models

from ....lib.import_batch import ImportBatch


class MailFollowers(models.Model):
    _inherit = 'mail.followers'

    def _insert_followers(
        self, res_model, res_ids, partner_ids, subtypes=None, customer_ids=None,
        check_existing=True, existing_policy='skip',
    ):
        """Override of `mail` for Amazon's buyers, who follow nothing, and for many new orders.

        Of these, the followers are added at once, and later.
        """
        partners = self.env['res.partner'].browse(partner_ids)
        followers = partners - self.env['mail.thread']._amazon_buyers_among(partners)
        if partners and not followers:
            return None
        how = {
            'partner_ids': followers.ids,
            'subtypes': subtypes,
            'customer_ids': customer_ids,
            'check_existing': check_existing,
            'existing_policy': existing_policy,
        }
        batch = ImportBatch.of(self)
        if not batch or batch.followers is None or res_model != 'sale.order':
            return super()._insert_followers(res_model, res_ids, **how)
        _how, order_ids = batch.followers.setdefault(repr(how), (how, []))
        order_ids += res_ids
        return None

    def _insert_together(self):
        """Add the followers that new orders of a batch are to have."""
        batch = ImportBatch.of(self)
        followers, batch.followers = batch.followers, None
        for how, order_ids in followers.values():
            self._insert_followers('sale.order', order_ids, **how)
