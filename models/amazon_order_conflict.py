from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..spapi import SOLD_STATUSES
from .job import Job

ACTIVITY = 'amazon_connector.mail_activity_conflict'
ANSWER_SECONDS = 45


class AmazonOrderConflict(models.AbstractModel):
    """What a person is asked where Odoo and Amazon disagree, and what becomes of the answer."""

    _name = 'amazon.order.conflict'
    _description = "Amazon Order Conflict"

    kept_reason = fields.Char(
        readonly=True,
        help="What a person decided to leave as it is. About the same, nobody is asked again.",
    )
    is_to_take_over = fields.Boolean(
        readonly=True, help="A person decided that the sales order is to be as on Amazon."
    )
    can_cancel = fields.Boolean(compute='_compute_choices', compute_sudo=True)
    can_return = fields.Boolean(compute='_compute_choices', compute_sudo=True)
    can_take_over = fields.Boolean(compute='_compute_choices', compute_sudo=True)

    @api.depends('state', 'amazon_status', 'sale_order_id.state')
    def _compute_choices(self):
        compare = self.env['amazon.order.compare']
        for row in self:
            order = row.sale_order_id
            is_asked = row.state == 'conflict' and bool(order)
            holding = compare._holding(order)
            row.can_cancel = (
                is_asked and order.state != 'cancel'
                and row.amazon_status in ('cancelled', 'unfulfillable')
            )
            row.can_return = is_asked and bool(self.env['amazon.order.return']._surplus(order))
            row.can_take_over = (
                is_asked and row.amazon_status in SOLD_STATUSES and holding != 'invoiced'
                and compare._is_other(order)
            )

    # === ASKING === #

    def _settle_with(self, sale_order):
        """Close the row, or ask a person where the sales order is not as Amazon says.

        :param sale.order sale_order: the order's sales order.
        """
        self.ensure_one()
        reason = self.env['amazon.order.compare']._disagreement(sale_order, self.amazon_status)
        if reason and reason != self.kept_reason:
            self._settle('conflict', reason, sale_order)
            self._ask()
            return
        self._stop_asking(sale_order)
        if self.kept_reason and not reason:
            self.kept_reason = False
        if not reason and self.amazon_status == 'unknown':
            reason = _("Its status on Amazon is not known here.")
        self._settle('imported', reason or False, sale_order)

    def _ask(self):
        """Give the responsible an activity on the sales order."""
        order = self.sale_order_id
        self._stop_asking(order)
        order.activity_schedule(
            ACTIVITY, note=self.reason, user_id=self.account_id._responsible().id
        )

    def _stop_asking(self, sale_order):
        if sale_order.activity_ids:
            sale_order.activity_unlink([ACTIVITY])

    @api.model
    def _settle_agreed(self, account):
        """Close the conflicts that a person has solved meanwhile in Odoo.

        :param amazon.account account: whose orders.
        """
        compare = self.env['amazon.order.compare']
        for row in self.search([
            ('account_id', '=', account.id),
            ('state', '=', 'conflict'),
            ('sale_order_id', '!=', False),
        ]):
            if not compare._disagreement(row.sale_order_id, row.amazon_status):
                row._settle_with(row.sale_order_id)

    # === ANSWERING === #

    def action_keep(self):
        """Leave everything as it is; nobody is asked about the same again.

        :return: True
        :raise UserError: if nothing is asked any more.
        """
        for row in self._asked():
            row.kept_reason = row.reason
            row._answer(_("%s leaves it as it is.", self.env.user.name))
        return True

    def action_cancel_anyway(self):
        """Cancel the sales order and its open deliveries; what was delivered or invoiced stays so.

        :return: True
        :raise UserError: if nothing is asked any more, or Amazon has not canceled the order.
        """
        for row in self._asked('can_cancel'):
            row.sale_order_id._cancel_as_on_amazon()
            row._answer(_("%s canceled it.", self.env.user.name))
        return True

    def action_return(self):
        """Plan the return of what was delivered and is not wanted by Amazon's buyer any more.

        :return: the action that shows the return.
        :rtype: dict
        :raise UserError: if nothing is asked any more, or there is nothing to return.
        """
        self.ensure_one()
        row = self._asked('can_return')
        pickings = self.sudo().env['amazon.order.return']._plan(row.sale_order_id)
        row.kept_reason = row.reason
        row._answer(_(
            "%(user)s has it returned: %(pickings)s.",
            user=self.env.user.name, pickings=", ".join(pickings.mapped('name')),
        ))
        return row.sale_order_id._get_action_view_picking(pickings)

    def action_take_over(self):
        """Ask Amazon for the order, and bring the sales order to what it says.

        :return: True
        :raise UserError: if nothing is asked any more, or Amazon does not answer.
        """
        for row in self._asked('can_take_over'):
            row.account_id._check_can_work()
            account = row.account_id._at_work()
            Job(account, ANSWER_SECONDS).do(lambda row=row: row.write({
                'is_to_take_over': True, 'kept_reason': False,
            }))
            problem = row._retry(account)
            if problem:
                raise UserError(problem)
        return True

    def _asked(self, choice='state'):
        """Return the rows, as the superuser sees them, if their question is still open.

        :param str choice: the field that tells whether the answer is possible.
        :raise UserError: if not.
        """
        self.check_access_rights('read')
        self.check_access_rule('read')
        rows = self.sudo()
        if any(row.state != 'conflict' or not row[choice] for row in rows):
            raise UserError(_("There is nothing to decide here any more. Reload the page."))
        return rows

    def _answer(self, text):
        self.ensure_one()
        answer = f"{text} {self.reason}"
        self._stop_asking(self.sale_order_id)
        self._settle('imported' if self.sale_order_id else 'ignored', answer)
        if self.sale_order_id:
            self.sale_order_id.message_post(body=answer)
        if self.amazon_status == 'cancelled':
            self.sale_order_id.amazon_shipment_ids._end_without_telling(answer)
