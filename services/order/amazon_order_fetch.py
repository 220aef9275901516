import hashlib
from datetime import timedelta, timezone

from odoo import _, fields, models

from ...lib.times import to_odoo
from ...models.order.amazon_account import NO_PAGE_REACHED
from ...spapi import AmazonError, Rejected, Throttled

# Amazon refuses to be asked about the last two minutes; one more is for clocks that differ.
AMAZON_DELAY = timedelta(minutes=3)
# For so long Amazon knows which page comes next.
TOKEN_LIFE = timedelta(hours=24)
# A window that ended longer ago, before an outage, is followed by the next one at once.
OUTDATED_AFTER = timedelta(minutes=10)
# A sequence of pages is over if Amazon shows the same one so often in a row, under new tokens.
MOST_REPEATS = 3
# Read again what Amazon may have filed late.
OVERLAP = timedelta(minutes=1)


class AmazonOrderFetch(models.AbstractModel):
    """Reads what changed on Amazon into the inbox, page by page."""

    _name = 'amazon.order.fetch'
    _description = "Amazon Order Fetch"

    def _fetch(self, account, job):
        """Fetch all that changed, or as far as Amazon and the time allow.

        :param amazon.account account: whose orders.
        :param Job job: the run that this belongs to.
        :return: when to go on (naive UTC), or None if there is nothing to go on with.
        :rtype: datetime | None
        """
        if not account.active_marketplace_ids:
            job.do(lambda: account.write({'orders_sync_message': _(
                "No orders are fetched: no marketplace is on the list of synchronized ones."
            )}))
            return None
        credentials = account._credentials()
        try:
            with account._amazon(job.seconds_left()) as amazon:
                is_more_left = job.repeat(lambda: self._fetch_page(account, amazon))
        except AmazonError as error:
            if not job.seconds_left():
                return fields.Datetime.now()  # It is the job that was too slow.
            problem = error  # The name of an exception ends with its clause.
            job.do(lambda: self._note(account, problem, credentials))
            if isinstance(problem, Throttled):
                return to_odoo(problem.available_at)
            return None
        return fields.Datetime.now() if is_more_left else None

    def _note(self, account, problem, credentials):
        """Show the problem, unless somebody mended what it was about."""
        if account.state != 'linked' or account._credentials() != credentials:
            return
        account._note_problem('orders_sync_message', problem)
        if isinstance(problem, Rejected) and account.orders_page_token:
            # Amazon has many words for a page that it does not know any more.
            if account.orders_page_refusals:
                self._start_over(account)
            else:
                account.orders_page_refusals = 1

    def _fetch_page(self, account, amazon):
        """Put one page into the inbox and remember the place, in the same transaction.

        :return: whether there is another page, or something newer than the last one.
        :rtype: bool
        """
        if account.state != 'linked' or not account.active:
            return False  # Somebody unlinked it while the job was at work.
        start, end, token = self._window(account)
        if start >= end:
            return False
        try:
            page = amazon.search_orders(
                account.active_marketplace_ids.mapped('marketplace_ref'),
                start.replace(tzinfo=timezone.utc),
                end.replace(tzinfo=timezone.utc),
                token,
            )
        except Rejected as error:
            if not error.is_about_page_token:
                raise
            self._start_over(account)
            return False
        digest = _digest(page)
        is_repeated = token and digest == account.orders_page_digest
        repeats = account.orders_page_repeats + 1 if is_repeated else 0
        if repeats == MOST_REPEATS:
            self._start_over(account, _(
                "Amazon shows the same page of orders again and again, and no other. "
                "They are read again from the beginning by the next synchronization."
            ))
            return False
        self.env['amazon.order']._receive(account, page.headers)
        end_reached = min(end, to_odoo(page.updated_before) or end)
        place = self._place_reached(start, end, page.next_token, end_reached)
        if page.next_token:
            place |= {'orders_page_digest': digest, 'orders_page_repeats': repeats}
        account.write(place)
        return bool(page.next_token) or end < fields.Datetime.now() - OUTDATED_AFTER

    def _start_over(self, account, why=None):
        """Have the next run read from the same point in time: nothing but the page is forgotten.

        :param str why: in words; by default, that Amazon does not know the next page any more.
        """
        account.write({**NO_PAGE_REACHED, 'orders_sync_message': why or _(
            "Amazon no longer knew which page of orders came next. "
            "They are read again from the beginning; nothing is lost."
        )})

    def _window(self, account):
        """Return the part of Amazon's time line to read, and the page to go on with.

        :return: start and end (naive UTC) and Amazon's token of the next page, if one was reached.
        :rtype: tuple[datetime, datetime, str | None]
        """
        now = fields.Datetime.now()
        if account.orders_page_token and (account.orders_page_date or now) > now - TOKEN_LIFE:
            return (
                account.orders_window_start, account.orders_window_end, account.orders_page_token
            )
        if not account.last_orders_sync:
            account.last_orders_sync = now
        start = max(account.last_orders_sync - OVERLAP, account._earliest_orders_sync())
        return start, now - AMAZON_DELAY, None

    def _place_reached(self, start, end, next_token, end_reached):
        """Return what the account remembers: the page to go on with, or that all was read."""
        if next_token:
            return {
                'orders_page_token': next_token,
                'orders_page_refusals': 0,
                'orders_page_date': fields.Datetime.now(),
                'orders_window_start': start,
                'orders_window_end': end,
                'orders_sync_message': False,
            }
        return {
            **NO_PAGE_REACHED,
            'last_orders_sync': end_reached,
            'orders_sync_message': False,
        }


def _digest(page):
    """Return what tells one page from another."""
    orders = [(header.order_ref, header.last_updated) for header in page.headers]
    return hashlib.sha256(repr(orders).encode()).hexdigest()
