from datetime import timedelta

from odoo import models

from ...lib.clock import database_now
from ...lib.times import to_aware
from ...models.order.reading.amazon_order_reading import DELAYS
from ...spapi import AmazonError, Unauthorized


class AmazonOrderDenied(models.AbstractModel):
    """Finds out which marketplace it is that Amazon refuses a call for."""

    _name = 'amazon.order.denied'
    _description = "Amazon Denied Marketplaces"

    def _find(self, account, job, amazon):
        """Find out whether Amazon denies some marketplaces only; if so, they are left out.

        Each is asked for alone. Where the first two are refused, all of them are, as it seems; next
        time another one is the first.

        :param amazon.account account: whose orders were refused.
        :param Job job: the run that this belongs to.
        :param SellingPartner amazon: who is asked.
        :return: whether the others can be read.
        :rtype: bool
        """
        marketplaces = account._marketplaces_to_ask()
        if len(marketplaces) < 2:
            return False
        first = account._problem('orders').refusals % len(marketplaces)
        marketplaces = marketplaces[first:] + marketplaces[:first]
        denied = marketplaces.browse()
        try:
            for marketplace in marketplaces:
                if not self._is_allowed(marketplace, amazon):
                    denied |= marketplace
                if denied == marketplaces[:2]:
                    return False
        except AmazonError:
            return False
        if denied:
            job.do(lambda: account._note_denied(denied))
        return bool(denied)

    def _look_again(self, account, job, amazon, is_asked):
        """Ask again for marketplaces that Amazon denied, if it is time.

        :param amazon.account account: whose marketplaces.
        :param Job job: the run that this belongs to.
        :param SellingPartner amazon: who is asked.
        :param bool is_asked: whether a person waits for it.
        """
        denied = account._denied_to_look_at(is_asked)
        try:
            allowed = denied.filtered(lambda marketplace: self._is_allowed(marketplace, amazon))
        except AmazonError:
            return
        if allowed:
            job.do(lambda: account._note_allowed(allowed))
        if denied - allowed:
            job.do(lambda: account._note_denied(denied - allowed))

    def _is_allowed(self, marketplace, amazon):
        """Return whether Amazon gives orders of a marketplace."""
        end = to_aware(database_now(self.env) - DELAYS[0])
        try:
            amazon.search_orders([marketplace.marketplace_ref], end - timedelta(minutes=1), end)
        except Unauthorized as error:
            if error.is_final:
                raise
            return False
        return True
