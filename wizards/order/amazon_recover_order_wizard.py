from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.series import check_access
from ...lib.spelling import order_refs_in
from ...lib.words import _


class AmazonRecoverOrderWizard(models.TransientModel):
    """Asks for the reference of one order that is to be read from Amazon now."""

    _name = 'amazon.recover.order.wizard'
    _description = "Recover an Amazon Order"

    account_id = fields.Many2one(
        comodel_name='amazon.account',
        required=True,
        default=lambda self: self.env['amazon.account'].search([], limit=1),
    )
    amazon_order_ref = fields.Char(
        string="Amazon Reference",
        required=True,
        help="As Seller Central shows it, such as 123-1234567-1234567.",
    )

    def action_recover(self):
        """Read the order from Amazon, import it if it is new, and see which parcels Amazon knows.

        :return: the action that opens the sales order.
        :rtype: dict
        :raise UserError: if Amazon does not give the order, or no sales order becomes of it; says
            why. Everything else that was learned of the order is kept.
        """
        self.ensure_one()
        check_access(self.env['amazon.order'], 'read')
        check_access(self.account_id, 'read')
        account = self.account_id.sudo()
        account._check_can_work()
        account = account._at_work()
        order = account.env['amazon.order']._recover(account, self._order_ref())
        if not order.sale_order_id or order.state in ('failed', 'conflict'):
            raise UserError(order.reason or _("The order is not dealt with yet. Try again."))
        return order.action_view_sale_order()

    def _order_ref(self):
        """Return the reference, without what was pasted along with it.

        :rtype: str
        :raise UserError: if there are several.
        """
        refs = order_refs_in(self.amazon_order_ref)
        if len(refs) > 1:
            raise UserError(_(
                "These are several references: %s. Recover one order after the other.",
                ", ".join(refs),
            ))
        # What does not look like one, Amazon may know all the same: forms change.
        return refs[0] if refs else self.amazon_order_ref.strip()
