from odoo import api, fields, models
from odoo.exceptions import UserError

from ....lib.deciding import Answer
from ....lib.job import Job
from ....lib.series import check_access
from ....lib.words import _, joined
from ....spapi import DEAD_STATUSES, SOLD_STATUSES

ANSWER_SECONDS = 45


class AmazonOrder(models.Model):
    """What a person may answer where Odoo and Amazon disagree, and what becomes of the answer."""

    _inherit = 'amazon.order'

    answers = fields.Json(
        compute='_compute_answers', groups='amazon_connector.group_amazon_user',
        help="What may be answered, the likeliest first, and what each answer will do.",
    )
    can_cancel = fields.Boolean(compute='_compute_choices', compute_sudo=True)
    can_take_over = fields.Boolean(compute='_compute_choices', compute_sudo=True)
    can_take_off = fields.Boolean(compute='_compute_choices', compute_sudo=True)

    @api.depends('state', 'amazon_status', 'sale_order_id.state')
    def _compute_choices(self):
        compare = self.env['amazon.order.compare']
        for row in self:
            order = row.sale_order_id
            is_asked = row.state == 'conflict' and bool(order)
            holding = self.env['amazon.order.decide']._holding(order)
            row.can_cancel = (
                is_asked and order.state != 'cancel'
                and row.amazon_status in DEAD_STATUSES
            )
            row.can_take_over = (
                is_asked and row.amazon_status in SOLD_STATUSES and holding != 'invoiced'
                and bool(order.amazon_figures) and compare._is_other(order)
            )
            row.can_take_off = (
                is_asked and order.state == 'sale'
                and any(compare._compare_total(order))
                and bool(order._lines_added_to_amazon()._amazon_removable())
            )

    # === WHAT MAY BE ANSWERED === #

    @api.depends('state', 'sale_order_id')
    @api.depends_context('lang', 'uid')
    def _compute_answers(self):
        for row in self:
            row.answers = row.state == 'conflict' and [
                vars(answer) for answer in row.sudo()._answers()
            ]

    def _answers(self):
        """Return what a person may answer, the likeliest first; later rooms add what they can do.

        :rtype: list[Answer]
        """
        self.ensure_one()
        answers = [
            (self.can_take_off, self._answer_take_off),
            (self.can_take_over, self._answer_take_over),
            (self.can_cancel, self._answer_cancel),
            (self.can_link, self._answer_link),
            (True, self._answer_keep),
            (True, self._answer_ask_again),
        ]
        return [answer() for is_possible, answer in answers if is_possible]

    def _answer_take_off(self):
        lines = self.sale_order_id._lines_added_to_amazon()._amazon_removable()
        return Answer('action_take_off', _("Take Off Added Lines"), _(
            "Takes off the sales order what was added in Odoo: %s. All else stays.",
            ", ".join(lines.mapped('name')),
        ))

    def _answer_take_over(self):
        effect = _(
            "Asks Amazon once more, and makes the sales order as it is there: pieces, prices, "
            "customer and address. Open deliveries follow; what is delivered or invoiced stays."
        )
        return Answer('action_take_over', _("Make It as on Amazon"), joined(' ', [
            self.sale_order_id.state != 'sale' and _("Confirms the sales order."),
            effect,
            self.can_take_off and _("What was added in Odoo stays, too."),
        ]))

    def _answer_cancel(self):
        return Answer(
            'action_cancel_anyway', _("Cancel Anyway"), self._effect_of_cancel(),
            _("A canceled sales order cannot be shipped or invoiced any more. Go on?"),
        )

    def _effect_of_cancel(self):
        """Return what canceling will do; later rooms say what becomes of what they know.

        :rtype: str
        """
        return _(
            "Cancels the sales order %s. What is delivered or invoiced stays so.",
            self.sale_order_id.name,
        )

    def _answer_link(self):
        return Answer('action_link_sale_order', _("Link Sales Order"), _(
            "You say which sales order it is, after you have entered it by hand, and Amazon is "
            "told of its parcels."
        ))

    def _answer_keep(self):
        effect = _("Changes nothing, neither here nor on Amazon.") if self.sale_order_id else _(
            "No sales order is made of it."
        )
        return Answer('action_keep', _("Keep It as It Is"), joined(' ', [
            effect, _("You are asked again only if Amazon says something new."),
        ]))

    def _answer_ask_again(self):
        return Answer('action_retry', _("Ask Amazon Again"), _(
            "Asks Amazon how the order is by now. If both sides agree then, the question is closed."
        ))

    # === ANSWERING === #

    def action_keep(self):
        """Leave everything as it is; nobody is asked about the same again.

        :return: a notification that says so.
        :rtype: dict
        :raise UserError: if nothing is asked any more.
        """
        rows = self._asked()
        for row in rows:
            row._keep()
            row._answer(_("%s leaves it as it is.", self.env.user.name))
        return rows.account_id[:1]._notification(
            _("Kept as it is") if len(rows) == 1 else _("%s orders kept as they are", len(rows)),
            _("You are asked again only if Amazon says something new."), kind='success',
        )

    def action_cancel_anyway(self):
        """Cancel the sales order and its open deliveries; what was delivered or invoiced stays so.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if nothing is asked any more, or Amazon has not canceled the order.
        """
        rows = self._asked('can_cancel')
        before = rows._in_odoo()
        for row in rows:
            row.sale_order_id._cancel_as_on_amazon()
            row._keep()
            row._answer(_("%s canceled it.", self.env.user.name))
        return rows._notice_of_changes(_("Canceled"), before)

    def action_take_over(self):
        """Ask Amazon for the order, and bring the sales order to what it says.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if nothing is asked any more, or Amazon does not answer.
        """
        rows = self._asked('can_take_over')
        before = rows._in_odoo()
        for row in rows:
            row.account_id._check_can_work()
            account = row.account_id._at_work()
            Job(account, ANSWER_SECONDS).do(lambda row=row: row.write({
                'is_to_take_over': True, 'kept': False,
            }))
            problem = row._retry(account) or row.state == 'failed' and row.reason
            if problem:
                Job(account, ANSWER_SECONDS).do(row._drop_take_over)
                raise UserError(problem)
        return rows._notice_of_changes(_("As on Amazon now"), before)

    def action_take_off(self):
        """Take off the sales order what Amazon does not charge for, and was added in Odoo.

        :return: a notification that says what was done.
        :rtype: dict
        :raise UserError: if nothing is asked any more, or there is nothing to take off.
        """
        rows = self._asked('can_take_off')
        before = rows._in_odoo()
        for row in rows:
            sale_order = row.sale_order_id
            lines = sale_order._lines_added_to_amazon()._amazon_removable()
            names = ", ".join(lines.mapped('name'))
            with self.env['amazon.order.lines']._unlocked(sale_order):
                lines.product_uom_qty = 0
            sale_order.message_post(body=_(
                "%(user)s took this off: %(lines)s.", user=self.env.user.name, lines=names
            ))
            row._close_or_ask(sale_order)
        return rows._notice_of_changes(_("Taken off"), before)

    def _drop_take_over(self):
        self.is_to_take_over = False

    def _asked(self, choice='state'):
        """Return the rows, as the superuser sees them, if their question is still open.

        :param str choice: the field that tells whether the answer is possible.
        :raise UserError: if not.
        """
        check_access(self, 'read')
        rows = self.sudo()
        if any(row.state != 'conflict' or not row[choice] for row in rows):
            raise UserError(_("There is nothing to decide here any more. Reload the page."))
        return rows

    def _answer(self, text):
        self.ensure_one()
        answer = joined(' ', [text, self.reason])
        self._stop_asking()
        self._close('imported' if self.sale_order_id else 'ignored', answer)
        if self.sale_order_id:
            self.sale_order_id._hold_amazon_invoice(False)
            self.sale_order_id.message_post(body=answer)

    # === WHAT THE ANSWER DID === #

    def _in_odoo(self):
        """Return what Odoo has of orders, to be compared later.

        :return: what Odoo has, by order, topic and name of the fact: lines may share a name.
        :rtype: dict[tuple, str]
        """
        return {
            (row, topic.about, topic.name, fact.name): fact.in_odoo
            for row in self for topic in row._topics() for fact in topic.facts
        }

    def _notice_of_changes(self, title, before):
        """Return what tells a person what became of an answer.

        :param str title: if nothing is left to decide.
        :param dict before: by :meth:`_in_odoo`.
        :return: a notification.
        :rtype: dict
        """
        self.env.invalidate_all()
        after = self._in_odoo()
        changes = [
            f"{topic}, {name}: {before.get(key) or '–'} → {after.get(key) or '–'}"
            for key in {**before, **after} if before.get(key) != after.get(key)
            for _row, _about, topic, name in [key]
        ]
        left = self.filtered(lambda row: row.state == 'conflict')
        return self.account_id[:1]._notification(
            _("Done, but there is something left to decide") if left else title,
            "\n".join(changes) or _("Nothing had to be changed."),
            kind='warning' if left else 'success',
        )
