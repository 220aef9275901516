import hashlib
from datetime import timedelta
from functools import partial

from odoo import models

from ...lib.clock import database_now
from ...lib.times import to_aware, to_odoo
from ...lib.words import _
from ...spapi import AmazonError, Rejected, Throttled, Unauthorized

# A window that ended longer ago, before an outage, is followed by the next one at once.
OUTDATED_AFTER = timedelta(minutes=20)
# A sequence of pages is over if Amazon shows the same one so often in a row, under new tokens.
MOST_REPEATS = 3
# So often Amazon may refuse to tell of open orders, which it need not.
MOST_REFUSALS = 5
# Whoever was read so short a time ago can wait for the next call without a word to people.
RECENTLY = timedelta(minutes=15)


class AmazonOrderFetch(models.AbstractModel):
    """Reads what changed on Amazon into the inbox, page by page."""

    _name = 'amazon.order.fetch'
    _description = "Amazon Order Fetch"

    def _fetch(self, account, job, is_asked=False):
        """Fetch all that changed, or as far as Amazon and the time allow.

        :param amazon.account account: whose orders.
        :param Job job: the run that this belongs to.
        :param bool is_asked: whether a person waits for it.
        :return: when to go on (naive UTC), or None if there is nothing to go on with.
        :rtype: datetime | None
        """
        if not account.active_marketplace_ids:
            job.do(lambda: account._tell_problem('orders', _(
                "No orders are fetched: no marketplace is on the list of synchronized ones."
            )))
            return None
        credentials = account._credentials()
        with account._amazon(job.seconds_left()) as amazon:
            self.env['amazon.order.denied']._look_again(account, job, amazon, is_asked)
            if not account._has_begun_to_read():
                job.do(account._begin_to_read)
            for reading in account._readings_due(is_asked):
                try:
                    is_more_left = job.repeat(partial(self._fetch_page, reading, amazon))
                except Rejected as error:
                    # What is wrong with one question may be right with the next.
                    job.do(partial(self._note, reading, error, credentials))
                    continue
                except AmazonError as error:
                    return self._stop(reading, job, amazon, error, credentials)
                if is_more_left and reading.kind != 'again':
                    return database_now(self.env)
        return None

    def _fetch_page(self, reading, amazon):
        """Put one page into the inbox and remember the place, in the same transaction.

        :return: whether there is another page, or something newer than the last one.
        :rtype: bool
        """
        account = reading.account_id
        if account.state != 'linked' or not account.active:
            return False  # Somebody unlinked it while the job was at work.
        place = reading._place()
        marketplace_refs = place and account._marketplaces_of(reading, place[0])
        if not marketplace_refs or reading.kind == 'again' and not account._has_calls_to_spare():
            return False
        start, end, token = place
        try:
            page = amazon.search_orders(
                marketplace_refs, to_aware(start), to_aware(end), token, reading._statuses()
            )
        except Rejected as error:
            if not error.is_about_page_token:
                raise
            self._start_over(reading)
            return False
        account._hold_question()
        digest = _digest(page)
        repeats = reading.repeats + 1 if token and digest == reading.digest else 0
        if repeats == MOST_REPEATS:
            self._start_over(reading, _(
                "Amazon shows the same page of orders again and again, and no other. "
                "They are read again from the beginning by the next synchronization."
            ))
            return False
        self.env['amazon.order']._receive(account, page.headers, reading._known_until())
        if reading.kind == 'new':
            account._solve('orders')
        if page.next_token:
            reading._go_on(start, end, page.next_token, digest, repeats)
            return True
        kind = reading.kind
        reading._finish(min(end, to_odoo(page.updated_before) or end))
        return kind != 'new' or end < database_now(self.env) - OUTDATED_AFTER

    # === WHAT KEEPS IT FROM GOING ON === #

    def _stop(self, reading, job, amazon, error, credentials):
        """Note why Amazon gave no page.

        :return: when to go on (naive UTC), or None.
        :rtype: datetime | None
        """
        now = database_now(self.env)
        if not job.seconds_left():
            return now  # It is the job that was too slow.
        if isinstance(error, Throttled) and self._can_wait(reading):
            return to_odoo(error.available_at) if reading.kind == 'new' else None
        is_refused = isinstance(error, Unauthorized) and not error.is_final
        if is_refused and self.env['amazon.order.denied']._find(reading.account_id, job, amazon):
            return now
        job.do(lambda: self._note(reading, error, credentials))
        return to_odoo(error.available_at) if isinstance(error, Throttled) else None

    def _can_wait(self, reading):
        """Return whether nobody misses what is not read at once."""
        is_up_to_date = reading.kind == 'new' and not reading.page_token and (
            reading.read_date > database_now(self.env) - RECENTLY
        )
        return is_up_to_date or reading.kind == 'again'

    def _note(self, reading, error, credentials):
        """Show the problem, unless somebody mended what it was about."""
        account = reading.account_id
        if account.state != 'linked' or account._credentials() != credentials:
            return
        account._note_problem('orders', error)
        if isinstance(error, Rejected):
            # Amazon has many words for a page that it does not know any more.
            if reading.page_token and reading.refusals:
                self._start_over(reading)
            elif reading.kind == 'open' and reading.refusals == MOST_REFUSALS:
                self._give_up_open_orders(reading)
            else:
                reading.refusals += 1

    def _give_up_open_orders(self, reading):
        reading._reach_goal()
        reading.account_id.message_post(body=_(
            "Amazon refuses to tell which orders are open. Use Import Older Orders on the account, "
            "with all orders: what is open is among them."
        ))

    def _start_over(self, reading, why=None):
        """Have the next run read from the same point in time: nothing but the page is forgotten.

        :param str why: in words; by default, that Amazon does not know the next page any more.
        """
        reading._start_over()
        reading.account_id._tell_problem('orders', why or _(
            "Amazon no longer knew which page of orders came next. "
            "They are read again from the beginning; nothing is lost."
        ))


def _digest(page):
    """Return what tells one page from another."""
    orders = [(header.order_ref, header.last_updated) for header in page.headers]
    return hashlib.sha256(repr(orders).encode()).hexdigest()
