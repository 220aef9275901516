from datetime import datetime, timedelta

from odoo import fields, models

from ....lib.clock import database_now
from ....lib.differences import write_differences
from ....lib.series import Constraint
from ....spapi import OPEN_STATUSES, PENDING_STATUSES

# Amazon refuses to be asked about the last two minutes; one more is for clocks that differ. Where
# it goes on to refuse, this server's clock may be ahead by more: then it is asked about less.
DELAYS = [timedelta(minutes=minutes) for minutes in (3, 3, 15, 60)]
# For so long Amazon knows which page comes next.
TOKEN_LIFE = timedelta(hours=24)
# Read again what Amazon may have filed late: at least so much, and as much as half a page holds.
OVERLAP = timedelta(minutes=1)
LONGEST_OVERLAP = timedelta(hours=12)
ORDERS_IN_HALF_A_PAGE = 50
# The second look: how far back, how often, and how much between two places to go on from.
HORIZON = timedelta(hours=48)
PAUSE_BETWEEN_LOOKS = timedelta(minutes=30)
ORDERS_IN_A_WINDOW = 950
# A second look that takes longer leaves too little of the horizon: it gets calls of the news.
LONG_LOOK = 4  # hours
PAUSE_OF_NEWS = timedelta(minutes=9)

NO_PAGE_REACHED = {
    'page_token': False,
    'page_date': False,
    'refusals': 0,
    'digest': False,
    'repeats': 0,
}


class AmazonOrderReading(models.Model):
    """A part of Amazon's time line that an account reads, page by page, and the place it reached.

    - new: what changed since the last synchronization;
    - open: what was still to be shipped when the account was linked;
    - again: the last two days once more, for what Amazon shows late.
    """

    _name = 'amazon.order.reading'
    _description = "Amazon Order Reading"
    _rec_name = 'kind'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True)
    kind = fields.Selection(
        selection=[('new', "News"), ('open', "Open Orders"), ('again', "Second Look")],
        required=True,
        readonly=True,
    )
    read_date = fields.Datetime(
        readonly=True,
        default=lambda self: database_now(self.env),
        help="When Amazon last gave a page.",
    )

    # === THE PLACE IN A SEQUENCE OF PAGES === #
    start = fields.Datetime(readonly=True)
    end = fields.Datetime(readonly=True)
    page_token = fields.Char(readonly=True, help="What Amazon is asked for the next page with.")
    page_date = fields.Datetime(readonly=True)
    refusals = fields.Integer(
        readonly=True, help="How often Amazon has refused to go on, for whatever reason."
    )
    digest = fields.Char(
        readonly=True, help="Tells whether the next page is the same as the last one."
    )
    repeats = fields.Integer(
        readonly=True, help="How often in a row Amazon has shown the same page."
    )

    # === THE PLACE ON THE TIME LINE, OF WHAT IS NO NEWS === #
    reached = fields.Datetime(readonly=True)
    goal = fields.Datetime(readonly=True)
    began = fields.Datetime(
        readonly=True, help="When the look began; since when open orders are read."
    )
    ended = fields.Datetime(readonly=True)
    hours = fields.Float(readonly=True, help="How long the last look took.")
    is_missed = fields.Boolean(readonly=True, help="A person was told that nothing is read.")

    _unique_kind = Constraint('unique(account_id, kind)', "An account reads a kind once at a time.")

    # === WHAT TO ASK === #

    def _statuses(self):
        """Return which orders are asked for, by status; none for all."""
        return PENDING_STATUSES | OPEN_STATUSES if self.kind == 'open' else ()

    def _known_until(self):
        """Return up to where all was read before; what is read there again has to be news.

        :return: a moment (naive UTC).
        :rtype: datetime
        """
        self.ensure_one()
        return {
            'new': self.account_id.last_orders_sync or datetime.min,
            'open': datetime.min,
            'again': datetime.max,
        }[self.kind]

    def _is_due(self):
        """Return whether news are worth a call, or the second look needs it more."""
        self.ensure_one()
        look = self.account_id._reading('again')
        is_poor = look._hours_of_look() > LONG_LOOK
        return not is_poor or self.page_token or (
            self.read_date < database_now(self.env) - PAUSE_OF_NEWS
        )

    def _is_resting(self):
        """Return whether the last second look is over for so short a time that none begins."""
        return bool(self.ended) and (
            self.ended > database_now(self.env) - PAUSE_BETWEEN_LOOKS
        )

    def _hours_of_look(self):
        present = self.began and (database_now(self.env) - self.began).total_seconds() / 3600
        return max(self.hours, present or 0)

    def _place(self):
        """Return the part of the time line to read now, and the page to go on with.

        :return: start and end (naive UTC) and Amazon's token of the next page, if one was reached;
            None if there is nothing to read at present.
        :rtype: tuple[datetime, datetime, str | None] | None
        """
        self.ensure_one()
        now = database_now(self.env)
        if self.page_token and (self.page_date or now) > now - TOKEN_LIFE:
            return self.start, self.end, self.page_token
        start, end = {
            'new': self._window_of_news, 'open': self._window_of_rest, 'again': self._window_of_look
        }[self.kind]()
        return (start, end, None) if start and end and start < end else None

    def _window_of_news(self):
        account = self.account_id
        now = database_now(self.env)
        if not account.last_orders_sync:
            account.last_orders_sync = now
        last = account.last_orders_sync
        overlap = max(
            self._moment_of_order(last, -ORDERS_IN_HALF_A_PAGE) or last - LONGEST_OVERLAP,
            last - LONGEST_OVERLAP,
            account._all_read_since(),
        )
        start = max(min(last - OVERLAP, overlap), account._earliest_orders_sync())
        end = now - DELAYS[min(self.refusals, len(DELAYS) - 1)]
        return start, min(end, account._next_read_since(last) or end)

    def _window_of_rest(self):
        return self.reached, self.goal

    def _window_of_look(self):
        now = database_now(self.env)
        if not self.goal:
            if self._is_resting():
                return None, None
            self.write({
                'reached': max(now - HORIZON, self.account_id._read_since()),
                'goal': self.account_id.last_orders_sync,
                'began': now,
            })
        # Marketplaces may have left the list meanwhile.
        start = max(self.reached, self.account_id._read_since())
        if start >= self.goal:
            self._reach_goal()
            return None, None
        return start, min(filter(None, (
            self.goal,
            self.account_id._next_read_since(start),
            self._moment_of_order(start, ORDERS_IN_A_WINDOW),
        )))

    def _moment_of_order(self, moment, number):
        """Return when the so-and-so-many-th known order after a moment was changed on Amazon.

        :param datetime moment: from where on orders are counted (naive UTC).
        :param int number: which one; below zero, before that moment.
        :return: when it was changed (naive UTC); None if there are not so many.
        :rtype: datetime | None
        """
        after, direction = ('>', 'ASC') if number > 0 else ('<', 'DESC')
        return self.env['amazon.order'].search(
            [('account_id', '=', self.account_id.id), ('amazon_update', after, moment)],
            order=f'amazon_update {direction}', offset=abs(number), limit=1,
        ).amazon_update or None

    # === HOW FAR IT CAME === #

    def _go_on(self, start, end, token, digest, repeats):
        """Note the page that comes next."""
        self.write({
            'start': start,
            'end': end,
            'page_token': token,
            'page_date': database_now(self.env),
            'refusals': 0,
            'digest': digest,
            'repeats': repeats,
            'read_date': database_now(self.env),
        })

    def _finish(self, end):
        """Note that all pages of a window were read.

        :param datetime end: up to where, as Amazon understood it (naive UTC).
        """
        now = database_now(self.env)
        self.write({**NO_PAGE_REACHED, 'read_date': now})
        if self.kind == 'new':
            # Not as people set it, who ask something else by that.
            self.account_id.progress_ids.last_orders_sync = end
        elif end < self.goal:
            self.reached = end
        else:
            self._reach_goal()

    def _begin_anew(self, since):
        """Read open orders from a moment on, up to where news are read from.

        :param datetime since: that moment (naive UTC).
        """
        self._start_over()
        self.write({'began': since, 'reached': since, 'goal': self.account_id.last_orders_sync})

    def _reach_goal(self):
        self.write({'reached': False, 'goal': False})
        if self.kind == 'again':
            now = database_now(self.env)
            hours = (now - self.began).total_seconds() / 3600
            self.write({'began': False, 'ended': now, 'hours': hours})

    def _start_over(self):
        """Forget the page that comes next, nothing else: the window is read from its beginning."""
        for reading in self:
            write_differences(reading, NO_PAGE_REACHED)
