from odoo import api, models
from odoo.exceptions import UserError

from ...lib.halving import do_for_each
from ...lib.job import AccountBusy, Job
from ...lib.series import check_access
from ...lib.words import _, joined, words_of
from ...spapi import AmazonError, MalformedOrder, Rejected

RETRY_SECONDS = 45


class AmazonOrder(models.Model):
    """How a person has orders dealt with again, or Amazon asked for one."""

    _inherit = 'amazon.order'

    def action_retry(self):
        """Deal with these orders again, now; what was not kept of them is asked of Amazon.

        :return: a notification that says what became of them.
        :rtype: dict
        :raise UserError: if Amazon does not answer, or if another job works for the account; what
            could be done is done all the same.
        """
        check_access(self, 'read')
        newest_before = self.account_id._newest_sale_order()
        do_for_each(self.grouped('account_id'), self._retry_of)
        return self.sudo()._notice_of_retry(newest_before)

    @api.model
    def _retry_of(self, account, orders):
        account._check_can_work(must_be_linked=False)
        problem = orders.sudo()._retry(account.sudo()._at_work())
        if problem:
            raise UserError(problem)

    def _notice_of_retry(self, newest_before):
        self.invalidate_recordset()
        account = self.account_id[:1]
        left = self.filtered(lambda row: row.state in ('to_import', 'failed', 'conflict'))
        return account._notification(
            _("%(done)s of %(tried)s done", done=len(self - left), tried=len(self)),
            joined("\n", [
                *account._count_outcomes(self, newest_before),
                *dict.fromkeys(self.mapped(lambda row: row.reason or '')),
            ]),
            kind='warning' if left else 'success',
        )

    def _retry(self, account):
        """Deal with rows of one account again.

        :return: why not all could be dealt with, in words, if so.
        :rtype: str
        """
        job = Job(account, RETRY_SECONDS)
        problem = self._ask_again(account, job)
        try:
            job.do(self.filtered('payload')._make_due)
            if account.env['amazon.order.import']._import_all(account, job, among=self):
                job.do(lambda: account._wake_up('orders'))
        except AccountBusy as error:
            problem = words_of(error)
        return problem

    def _ask_again(self, account, job):
        """Ask Amazon for the orders of which nothing useful is kept.

        :param amazon.account account: whose orders.
        :param Job job: the run that this belongs to.
        :return: why not all could be asked for, in words, if so.
        :rtype: str
        """
        to_ask = self.filtered(lambda order: not order._is_readable())
        if not to_ask:
            return ''
        try:
            with account._amazon(job.seconds_left()) as amazon:
                for order in to_ask:
                    job.do(lambda order=order: order._refresh(amazon))
        except AmazonError as error:
            return account._explain(error)
        except UserError as error:
            return words_of(error)
        return ''

    def _is_readable(self):
        self.ensure_one()
        try:
            return bool(self.payload and self._read_payload())
        except MalformedOrder:
            return False

    def _refresh(self, amazon):
        self.ensure_one()
        try:
            header = amazon.get_order(self.amazon_order_ref)
        except Rejected as error:
            if not self.sale_order_id:
                self._close('failed', self.account_id._explain(error))
        else:
            self._take(header, self.env['amazon.marketplace']._ids_by_ref())

    @api.model
    def _recover(self, account, order_ref):
        """Ask Amazon for one order and deal with it, whatever is known of it.

        :param amazon.account account: whose order.
        :param str order_ref: Amazon's reference of it.
        :return: its row, dealt with.
        :rtype: amazon.order
        :raise UserError: if Amazon does not give the order; says why.
        """
        job = Job(account, RETRY_SECONDS)
        row = job.do(lambda: self._ask_for(account, order_ref))
        self.env['amazon.order.import']._import_all(account, job, among=row)
        return row

    def _ask_for(self, account, order_ref):
        try:
            with account._amazon(RETRY_SECONDS) as amazon:
                header = amazon.get_order(order_ref)
        except Rejected:
            raise UserError(_(
                "Amazon knows no order %(order_ref)s of %(account)s. Check the reference, and "
                "whether the order belongs to this account.",
                order_ref=order_ref, account=account.name,
            )) from None
        except AmazonError as error:
            raise UserError(account._explain(error)) from None
        account._check_order_is_not_of_twin(order_ref, header.marketplace_ref)
        row = self.search([
            ('account_id', '=', account.id), ('amazon_order_ref', '=', order_ref),
        ]) or self.create({'account_id': account.id, 'amazon_order_ref': order_ref})
        row._take(header, self.env['amazon.marketplace']._ids_by_ref())
        return row
