from datetime import timezone

from odoo import fields, models

from ..spapi import AmazonError, Rejected, Throttled


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
        try:
            with account._amazon() as amazon:
                is_more_left = job.repeat(lambda: self._fetch_page(account, amazon))
        except AmazonError as error:
            problem = error  # The name of an exception ends with its clause.
            job.do(lambda: account._note_problem(problem))
            if isinstance(problem, Throttled):
                return problem.available_at.replace(tzinfo=None)
            return None
        return fields.Datetime.now() if is_more_left else None

    def _fetch_page(self, account, amazon):
        """Put one page into the inbox and remember the place, in the same transaction.

        :return: whether there is another page.
        :rtype: bool
        """
        start, end, token = account._orders_window()
        if start >= end or not account.active_marketplace_ids:
            return False
        try:
            page = amazon.search_orders(
                account.active_marketplace_ids.mapped('marketplace_ref'),
                start.replace(tzinfo=timezone.utc),
                end.replace(tzinfo=timezone.utc),
                token or None,
            )
        except Rejected:
            if not token:
                raise
            # Amazon no longer knows the token (they last 24 hours): the next run starts over from
            # the same point in time, since nothing but the token is forgotten.
            account.write(account._no_page_reached())
            return False
        self.env['amazon.order']._receive(account, page.headers)
        account._save_place(start, end, page.next_token)
        return bool(page.next_token)
