from odoo import models

from ...lib.decisions import Decision, decide
from ...lib.words import _

# What of a question stays the same as long as Amazon says the same: somebody who has answered it is
# not asked again.
NAMES_OF_QUESTIONS = {
    'back': 'taken back',
    'draft': 'quotation',
    'sent': 'quotation:{status}',
    'open': 'canceled in Odoo',
    'sold': 'canceled in Odoo:{status}',
    'over': 'cancelled',
    'lost': 'unfulfillable',
}
# Of an order that was to be canceled or stopped, and is not.
TOO_LATE = Decision('ask', 'over')


class AmazonOrderDecide(models.AbstractModel):
    """Decides what is done with an order, and says why: by the table of `lib/decisions.py`."""

    _name = 'amazon.order.decide'
    _description = "Amazon Order Decision"

    def _decide(self, row, sale_order):
        """Return what is done with an order.

        :param amazon.order row: its row in the inbox.
        :param sale.order sale_order: its sales order, if there is one.
        :rtype: Decision
        """
        channel = row.channel or sale_order.amazon_channel
        return decide(
            channel, row.amazon_status, self._holding(sale_order), row.is_of_other_shop
        )

    def _holding(self, sale_order):
        """Return what Odoo holds of an order.

        :param sale.order sale_order: its sales order, if there is one.
        :return: one of the columns of the table, see `HOLDINGS` in `lib/decisions.py`.
        :rtype: str
        """
        if not sale_order:
            return 'nothing'
        goods = sale_order.order_line.filtered('amazon_item_ref')
        if sale_order.state == 'cancel':
            return 'away' if goods._is_away_unpaid() else 'cancelled'
        if sale_order.state != 'sale':
            return 'draft'
        if self._is_invoiced(sale_order):
            return 'invoiced'
        if not goods._has_left():
            return 'locked' if sale_order.locked else 'untouched'
        is_open = any(line._amazon_delivered() < line.product_uom_qty for line in goods)
        return 'partly' if is_open else 'delivered'

    def _is_invoiced(self, sale_order):
        posted = sale_order.order_line.invoice_lines.filtered(
            lambda line: line.parent_state == 'posted'
        )
        # What was credited in full is not invoiced any more.
        return not sale_order.currency_id.is_zero(sum(posted.mapped('amount_currency')))

    def _question(self, decision, status):
        """Return what a person is asked, if the table says so.

        What was to be canceled or stopped, and is not, since a person took it back for instance,
        is a question, too.

        :param Decision decision: what the table has for an order.
        :param str status: Amazon's status of the order.
        :return: the question's name, and a sentence; nothing where nothing is asked.
        :rtype: dict[str, str]
        """
        if decision.action in ('cancel', 'stop'):
            decision = TOO_LATE
        if decision.action != 'ask':
            return {}
        name = NAMES_OF_QUESTIONS[decision.reason].format(status=status)
        return {name: self._sentence(decision)}

    def _sentence(self, decision):
        """Return the reason of a decision, in words; '' if there is none.

        :param Decision decision: what the table has for an order.
        :rtype: str
        """
        return self._sentences().get(str(decision), decision.reason)

    def _sentences(self):
        return {
            'ask:begun': _(
                "Part of it was shipped before Odoo knew the order. Ship the rest in Seller "
                "Central, or enter the sales order by hand."
            ),
            'wait:held': _("Amazon has not released the order yet; it is imported when it does."),
            'wait:unsent': _(
                "Amazon has not shipped anything of it yet; it is imported when it does."
            ),
            'ignore:late': _("It is shipped already: no sales order is made of it."),
            'ignore:gone': _("It is canceled: no sales order is made of it."),
            'ignore:lost': _("Amazon cannot fulfil the order."),
            'ask:lost': _("Amazon says that it cannot be fulfilled. Look at it in Seller Central."),
            'keep:odd': _("Its status on Amazon is not known here."),
            'ignore:odd': _("Its status on Amazon is not known here."),
            'ignore:elsewhere': _("Another shop sold it, and Amazon does not ship it."),
            'move:shop': _(
                "Another shop sold it, so there is no sales order. What Amazon ships of it leaves "
                "the Amazon location."
            ),
            'ask:back': _(
                "Amazon has taken the order back: nothing of it is to be shipped for now."
            ),
            'ask:draft': _(
                "It is a quotation in Odoo, but sold on Amazon. Confirm it, or cancel it in Seller "
                "Central."
            ),
            'ask:sent': _(
                "It is a quotation in Odoo, but Amazon says that it was shipped. Confirm it."
            ),
            'ask:open': _(
                "The sales order is canceled in Odoo, but Amazon still expects you to ship it. "
                "Cancel it in Seller Central, too."
            ),
            'ask:sold': _(
                "The sales order is canceled in Odoo, but Amazon says that it was shipped."
            ),
            'ask:over': _(
                "Amazon canceled the order after goods were delivered or invoiced in Odoo. "
                "Decide what becomes of them."
            ),
        }
