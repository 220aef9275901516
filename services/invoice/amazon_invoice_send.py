from datetime import timedelta
from functools import partial

from odoo import models

from ...lib.clock import database_now
from ...lib.times import to_odoo
from ...lib.words import words_of
from ...models.invoice.to_amazon.amazon_feed import SPARE_CALLS
from ...models.invoice.to_amazon.amazon_invoice_checks import NoPdf
from ...spapi import Throttled, Unauthorized, Unavailable

# The next call may be allowed so soon that it is worth waiting for.
MAX_WAIT = timedelta(seconds=5)
PAUSE_AFTER_SILENCE = timedelta(minutes=2)
PAUSE_FOR_PARCELS = timedelta(minutes=1)
PAUSE_FOR_OTHERS = timedelta(minutes=2)
# After several calls without an answer, Amazon is down.
MOST_SILENCES = 2
MOST_TO_DATE = 200


class AmazonInvoiceSend(models.AbstractModel):
    """Sends the invoices in the outbox to Amazon, and finds out whether it has taken them.

    Each goes in a feed of its own. Feeds of parcels share the limit: they come first.
    """

    _name = 'amazon.invoice.send'
    _description = "Amazon Invoice Sending"

    def _send(self, account, job, among=None):
        """Do all that there is to do for the outbox, or as much as Amazon and the time allow.

        :param amazon.account account: whose outbox.
        :param Job job: the run that this belongs to.
        :param amazon.invoice among: only these invoices are sent, if given.
        :return: when to go on (naive UTC), or None if there is nothing to go on with.
        :rtype: datetime | None
        """
        credentials = account._credentials()
        go_on_at = []
        job.do(partial(self._set_due, account))
        problem = job.do(account._why_no_invoice_is_sent)
        with account._amazon(job.seconds_left()) as amazon:
            for task in (self._advance, self._send_waiting):
                try:
                    go_on_at.append(task(account, job, amazon, among))
                except Throttled as error:
                    go_on_at.append(to_odoo(error.available_at) + timedelta(seconds=1))
                except Unavailable as error:
                    problem = error
                    go_on_at.append(database_now(self.env) + PAUSE_AFTER_SILENCE)
                except NoPdf as error:
                    problem = words_of(error)
                except Unauthorized as error:
                    problem = error
                    break
        if job.seconds_left():  # Otherwise it is the job that was too slow.
            job.do(lambda: account._note_uploads_problem(problem, credentials))
        if account._is_pausing('uploads'):
            return None  # It is woken up when the pause is over.
        go_on_at.append(self._next_attempt(account))
        return min(filter(None, go_on_at), default=None)

    def _set_due(self, account):
        """Note until when invoices are due whose goods were shipped after they were posted."""
        self.env['amazon.invoice'].search([
            *self._due_domain(account), ('due_at', '=', False),
        ], limit=MOST_TO_DATE, order='next_attempt NULLS FIRST, id')._set_due()

    def _advance(self, account, job, amazon, among):
        return self.env['amazon.feed']._advance(account, job, amazon, 'invoice')

    def _next_attempt(self, account):
        return self.env['amazon.invoice'].search([
            ('account_id', '=', account.id), ('state', '=', 'waiting'),
            ('next_attempt', '>', database_now(self.env)),
        ], order='next_attempt', limit=1).next_attempt

    # === ONE BY ONE === #

    def _send_waiting(self, account, job, amazon, among):
        """Send invoices, those first that are due first.

        :return: when to go on (naive UTC), or None.
        :raise Unauthorized: if Amazon refuses the credentials, or lacks a role.
        :raise Unavailable: if Amazon gives no answer, again and again.
        :raise NoPdf: if Odoo cannot make any PDF.
        """
        silence, silences = None, 0
        while job.seconds_left():
            if among is None and job.do(partial(self._do_parcels_wait, account)):
                return database_now(self.env) + PAUSE_FOR_PARCELS
            at = account._next_call_at('createFeed', 0 if among is not None else SPARE_CALLS)
            row = job.do(partial(self._next_due, account, among))
            if not row and silence:
                raise silence
            if not row:
                return None
            if at > database_now(self.env) + MAX_WAIT:
                return at
            feed = self._print(job, row)
            if not feed:
                continue
            silence = self._send_one(feed, job, amazon)
            silences = silences + 1 if silence else 0
            if silences == MOST_SILENCES:
                raise silence
        return database_now(self.env)

    def _do_parcels_wait(self, account):
        """Return whether parcels are to be told now: they are more urgent."""
        return not account._is_pausing('pickings') and bool(self.env['amazon.shipment'].search([
            ('account_id', '=', account.id), ('state', '=', 'waiting'),
            '|', ('next_attempt', '=', False), ('next_attempt', '<=', database_now(self.env)),
        ], limit=1))

    def _next_due(self, account, among):
        """Return the next invoice to send: what was tried before comes after all others."""
        if among is None and account._why_no_invoice_is_sent():
            return self.env['amazon.invoice']
        domain = [*self._due_domain(account), ('due_at', '!=', False)]
        if among is not None:
            domain.append(('id', 'in', among.ids))
        return self.env['amazon.invoice'].search(
            domain, order='next_attempt NULLS FIRST, due_at, id', limit=1
        )

    def _print(self, job, row):
        """Print an invoice. Whatever that does to the worker, the next one begins with another.

        :return: its feed; nothing, if it cannot be sent.
        :rtype: amazon.feed
        :raise NoPdf: if Odoo cannot make any PDF.
        """
        job.do(lambda: row.write({'next_attempt': database_now(self.env) + PAUSE_FOR_OTHERS}))
        try:
            return job.do(partial(self._take, row))
        except NoPdf:
            job.do(lambda: row.write({'next_attempt': False}))
            raise

    def _take(self, row):
        """Print an invoice; from now on it counts as sent.

        :return: its feed; nothing, if it cannot be sent.
        :rtype: amazon.feed
        """
        feed = self.env['amazon.feed']
        content = row._prepare() and row._try_to_make_pdf()
        return feed._make_of_invoice(row, content) if content else feed

    def _send_one(self, feed, job, amazon):
        explain = feed.account_id._explain
        try:
            return feed._advance_one(job, amazon)
        except Unauthorized as error:
            job.do(partial(feed._give_back, explain(error)))
            raise

    def _due_domain(self, account):
        return [
            ('account_id', '=', account.id),
            ('state', '=', 'waiting'),
            '|', ('next_attempt', '=', False), ('next_attempt', '<=', database_now(self.env)),
        ]
