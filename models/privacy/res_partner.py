from odoo import api, fields, models

from ...lib.people.amazon_addresses import is_made_by_amazon


class ResPartner(models.Model):
    """What is left of what Amazon told of a contact, and until when."""

    _inherit = 'res.partner'

    amazon_data_check = fields.Datetime(
        readonly=True,
        copy=False,
        groups='base.group_user',
        help="When to see whether the contact has to be forgotten, whatever orders lead to it.",
    )
    amazon_data = fields.Selection(
        selection=[
            ('full', "All"),
            ('reduced', "What Invoices Show"),
            ('gone', "Nothing"),
        ],
        string="Amazon's Data",
        readonly=True,
        copy=False,
        groups='base.group_user',
        help="What is left of what Amazon told of its buyer.",
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS res_partner_amazon_data_idx
                ON res_partner (amazon_account_id, amazon_data_check)
             WHERE amazon_data <> 'gone'
            """
        )
        return result

    @api.model
    def _defaults_of_amazon_contacts(self, account):
        return {**super()._defaults_of_amazon_contacts(account), 'default_amazon_data': 'full'}

    def _has_address_of_amazon(self):
        """Return whether Amazon made up the e-mail address, or that of the customer above."""
        self.ensure_one()
        return is_made_by_amazon(self.email or self.parent_id.email)

    def _all_children(self):
        """Return the contacts below these; `child_ids` leaves out those that are archived.

        :rtype: res.partner
        """
        return self.with_context(active_test=False).search([('parent_id', 'in', self.ids)])
