import logging

from odoo import api, fields, models
from odoo.tools import plaintext2html

from ....lib.differences import write_differences
from ....lib.job import is_transaction_lost
from ....lib.mishap import log_mishap
from ....lib.words import _, joined
from ....lib.work import Work
from ....spapi import CANCELLED

_logger = logging.getLogger(__name__)

ACTIVITY = 'amazon_connector.mail_activity_conflict'
BATCH_SIZE = 100
# What is kept of an order that was shipped in part before Odoo knew it.
NO_SALE_ORDER = 'no sales order'
# How the question is called whether amounts are right that contradict each other.
AMOUNTS = 'amounts:'


class AmazonOrder(models.Model):
    """What a person is asked where Odoo and Amazon disagree."""

    _inherit = 'amazon.order'

    kept = fields.Char(
        readonly=True,
        help="What a person decided to leave as it is. About the same, nobody is asked again.",
    )
    is_to_take_over = fields.Boolean(
        readonly=True, help="A person decided that the sales order is to be as on Amazon."
    )

    # === ASKING === #

    def _close_or_ask(self, sale_order):
        """Close the row, or ask a person where the sales order is not as Amazon says.

        :param sale.order sale_order: the order's sales order.
        """
        self.ensure_one()
        disagreements = self.env['amazon.order.compare']._disagreements(self, sale_order)
        reason = joined("\n", disagreements.values())
        if self.is_to_take_over:
            # Who takes over Amazon's amounts has seen that they contradict each other.
            self._keep_also({name for name in disagreements if name.startswith(AMOUNTS)})
        if disagreements.keys() - self._kept():
            self._close('conflict', reason, sale_order)
            self._ask()
        else:
            if not disagreements:
                decider = self.env['amazon.order.decide']
                reason = decider._sentence(decider._decide(self, sale_order))
                write_differences(self, {'kept': False})
            self._close('imported', reason or False, sale_order)
            self._stop_asking()
        # Whether there is something to invoice of what Amazon canceled, the answer says.
        sale_order._hold_amazon_invoice(
            self.state == 'conflict' and self.amazon_status == CANCELLED
        )
        self._close_former_rows(sale_order)
        sale_order.is_amazon_to_compare = False

    def _kept(self):
        return set((self.kept or '').split('\n'))

    def _drop_kept(self, beginning):
        """Take out what was left as it is, of some kind: its name may tell something of a buyer."""
        for row in self.filtered('kept'):
            names = {name for name in row._kept() if not name.startswith(beginning)}
            row.kept = '\n'.join(sorted(names - {''})) or False

    def _keep(self):
        """Have nobody asked again about what is asked now."""
        asked = {NO_SALE_ORDER}
        if self.sale_order_id:
            compare = self.env['amazon.order.compare']
            asked = compare._disagreements(self, self.sale_order_id).keys()
        self._keep_also(asked)

    def _keep_also(self, names):
        self.kept = '\n'.join(sorted({*self._kept(), *names} - {''}))

    def _close_former_rows(self, sale_order):
        """Close what accounts asked that the order belonged to before its marketplace moved."""
        former = (sale_order.amazon_order_ids - self).filtered(
            lambda row: row.state in ('conflict', 'failed')
        )
        former._close('ignored', _("The order belongs to %s by now.", self.account_id.name))

    def _ask(self):
        """Give the responsible an activity on the sales order, if there is none yet."""
        activity = self._questions()
        if activity:
            write_differences(activity, {'note': plaintext2html(self.reason)})
            return
        self.sale_order_id.activity_schedule(
            ACTIVITY,
            note=plaintext2html(self.reason),
            user_id=self.account_id._responsible().id,
        )

    def _stop_asking(self):
        self._questions().unlink()

    def _questions(self):
        """Return the activity that asks, if there is one.

        :rtype: mail.activity
        """
        # Somebody may have deleted the type: then there is none of it.
        type_id = self.env['ir.model.data']._xmlid_to_res_id(ACTIVITY)
        return self.sale_order_id.activity_ids.filtered(
            lambda activity: activity.activity_type_id.id == type_id
        )[:1]

    @api.model
    def _changed(self, account):
        """Return the work of comparing what somebody has changed in Odoo with what Amazon said.

        :param amazon.account account: whose orders.
        :rtype: Work
        """
        def due(ids=None):
            domain = [('amazon_account_id', '=', account.id), ('is_amazon_to_compare', '=', True)]
            if ids:
                domain.append(('id', 'in', ids))
            return self.env['sale.order'].search(domain, limit=BATCH_SIZE)

        return Work(account, 'compare', due, _weigh, self._compare, _leave)

    def _compare(self, sale_orders):
        sale_orders = sale_orders.filtered('is_amazon_to_compare')
        for sale_order in sale_orders:
            row = sale_order.amazon_order_ids[:1]
            try:
                with self.env.cr.savepoint():
                    self.env['amazon.order.lines']._catch_up(sale_order)
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                log_mishap(f"Amazon order {row.amazon_order_ref} did not catch up", error)
            if row.state in ('imported', 'conflict'):
                row._close_or_ask(sale_order)
        sale_orders.is_amazon_to_compare = False


def _weigh(sale_orders):
    return [1 + len(sale_order.order_line) for sale_order in sale_orders]


def _leave(sale_order):
    _logger.warning(
        "Odoo's worker was ended again and again while it compared Amazon order %s with Odoo: it "
        "is left until it changes.", sale_order.amazon_order_ref
    )
    sale_order.is_amazon_to_compare = False
