from collections import Counter
from datetime import timedelta
from functools import partial

from odoo import models

from ...lib.clock import database_now
from ...lib.job import AccountBusy, is_transaction_lost
from ...lib.times import to_odoo
from ...lib.words import _
from ...models.delivery.feeds.amazon_feed import MAX_MESSAGES
from ...spapi import Throttled, Unauthorized, Unavailable

# The next call may be allowed so soon that it is worth waiting for.
MAX_WAIT = timedelta(seconds=5)
MAX_TRIES = 3
# One parcel may be one that Amazon stumbles over, or denies; after several, Amazon is down, or
# denies their marketplace.
MOST_TROUBLES = 2
PAUSE_AFTER_SILENCE = timedelta(minutes=2)
TIME_TO_BE_SEEN = timedelta(hours=2)


class AmazonShipmentSend(models.AbstractModel):
    """Tells Amazon of the parcels in the outbox, and finds out what Amazon made of them.

    There are two ways. Few parcels go one by one with `confirmShipment`, which answers at once.
    Many go in one feed, since Amazon allows few calls; its report comes later.
    """

    _name = 'amazon.shipment.send'
    _description = "Amazon Shipment Sending"

    def _send(self, account, job, among=None):
        """Do all that there is to do for the outbox, or as much as Amazon and the time allow.

        :param amazon.account account: whose outbox.
        :param Job job: the run that this belongs to.
        :param amazon.shipment among: only these parcels, one by one, if given.
        :return: when to go on (naive UTC), or None if there is nothing to go on with.
        :rtype: datetime | None
        """
        credentials = account._credentials()
        problems, stopped, go_on_at = [], [], []
        with account._amazon(job.seconds_left()) as amazon:
            for task in self._tasks(among):
                if task in stopped:
                    continue
                try:
                    go_on_at.append(task(account, job, amazon))
                except Throttled as error:
                    # Amazon's limits for one task are no problem of the others.
                    problems.append(error)
                    stopped.append(task)
                    go_on_at.append(to_odoo(error.available_at) + timedelta(seconds=1))
                except Unavailable as error:
                    problems.append(error)
                    stopped.append(task)
                    go_on_at.append(database_now(self.env) + PAUSE_AFTER_SILENCE)
                except Unauthorized as error:
                    problems.append(error)
                    stopped.append(task)
                    if error.is_final:
                        break
        problem = max(problems, key=_weight, default=None)
        if job.seconds_left():  # Otherwise it is the job that was too slow.
            job.do(lambda: account._note_pickings_problem(problem, credentials))
        if account._is_pausing('pickings'):
            return None  # It is woken up when the pause is over.
        go_on_at.append(self._next_attempt(account))
        return min(filter(None, go_on_at), default=None)

    def _next_attempt(self, account):
        """Return when the next parcel is due that Amazon gave no answer on (naive UTC)."""
        return self.env['amazon.shipment'].search([
            ('account_id', '=', account.id), ('next_attempt', '!=', False),
        ], order='next_attempt', limit=1).next_attempt

    def _tasks(self, among):
        """Return what there is to do, in this order: functions of account, job and Amazon."""
        domain = [] if among is None else [('id', 'in', among.ids)]
        look_up_left_overs = partial(self._look_up_left_overs, domain=domain)
        confirm_waiting = partial(self._confirm_waiting, domain=domain)
        make_letter_feeds = partial(self._make_letter_feeds, domain=domain)
        if among is not None:
            look_up_expected = partial(self._look_up_expected, domain=domain)
            return [look_up_left_overs, confirm_waiting, make_letter_feeds, look_up_expected]
        return [
            self._make_feeds,
            make_letter_feeds,
            confirm_waiting,
            self.env['amazon.feed']._advance,
            look_up_left_overs,
            confirm_waiting,  # what was left over and Amazon does not know
            self._look_up_unknown,
            self._look_up_unseen,
        ]

    # === TASKS === #

    def _look_up_left_overs(self, account, job, amazon, domain):
        """Find out about parcels that Amazon was told of without an answer: what died in between.

        What Amazon does not know waits to be sent afterwards: it is news, whatever was believed.
        """
        def look_up(shipment):
            shipment._look_up(amazon)
            shipment.filtered(lambda shipment: shipment.state == 'sent')._reset(
                'waiting', confirmed_date=False)

        domain = [('state', '=', 'sent'), ('feed_id', '=', False), *domain]
        return self._one_by_one(account, job, partial(self._next_due, account, domain), look_up)

    def _make_feeds(self, account, job, amazon):
        """Put parcels into a feed, if more wait than are told one by one."""
        while job.seconds_left() and job.do(lambda: self._make_feed(account)):
            pass

    def _make_feed(self, account):
        domain = self._due_domain(account, [('state', '=', 'waiting')])
        shipments = self.env['amazon.shipment']
        if not account.sudo().seller_ref or (
            shipments.search_count(domain) <= account.feed_threshold
        ):
            return False
        shipments = shipments.search(domain, order='id', limit=MAX_MESSAGES)._fit_to_be_told()
        if shipments:
            self.env['amazon.feed']._make(shipments)
        return True

    def _make_letter_feeds(self, account, job, amazon, domain):
        """Put letters without tracking into a feed, however few: `confirmShipment` wants a number.

        Without the Merchant Token there is no feed.
        """
        def make_feed():
            letters = self.env['amazon.shipment'].search(self._due_domain(account, [
                ('state', '=', 'waiting'), ('is_untracked', '=', True), *domain,
            ]), order='id', limit=MAX_MESSAGES)._fit_to_be_told()
            if letters and not account.sudo().seller_ref:
                letters._fail(_(
                    "Letters without tracking are told in a document, which needs the Merchant "
                    "Token. Enter it on the Amazon account (tab Credentials), or a tracking "
                    "reference on the delivery; then use Retry Amazon Sync."
                ))
            elif letters:
                self.env['amazon.feed']._make(letters)
            return bool(letters)

        # The next run goes on with the feed.
        return database_now(self.env) if job.do(make_feed) else None

    def _look_up_expected(self, account, job, amazon, domain):
        """Look up parcels that Amazon gets to know of by itself, once, since a person asked."""
        domain = [('state', '=', 'expected'), *domain]
        for shipment in job.do(lambda: self.env['amazon.shipment'].search(domain)):
            if not job.seconds_left():
                break
            self._patiently(job, partial(shipment._look_up, amazon))

    def _confirm_waiting(self, account, job, amazon, domain):
        """Tell Amazon of parcels one by one, with the time that it allows between two calls.

        That a parcel is going to be told is in the database before Amazon is called.
        """
        waiting = [('state', '=', 'waiting'), ('is_untracked', '=', False), *domain]

        def take_next(denied):
            shipment = self._next_due(account, waiting, denied)
            shipment._begin()
            return shipment

        def give_back(shipment):
            shipment.filtered(lambda shipment: shipment.state == 'sent')._reset('waiting')

        return self._one_by_one(
            account, job, take_next, lambda shipment: shipment._confirm(amazon), give_back
        )

    def _look_up_unknown(self, account, job, amazon):
        """Look for parcels on Amazon that count as failed, but of which Amazon did not say so."""
        def look_up(shipment):
            shipment._look_up(amazon)
            shipment.filtered('is_fate_unknown')._look_again_later()

        domain = [('state', '=', 'failed'), ('is_fate_unknown', '=', True)]
        return self._one_by_one(account, job, partial(self._next_due, account, domain), look_up)

    def _look_up_unseen(self, account, job, amazon):
        """Look up parcels that Amazon accepted, but that no order shows since then.

        As a rule, the next synchronization of orders shows them. Amazon's word alone is no proof.
        """
        def look_up(shipment):
            shipment._look_up(amazon)
            shipment.filtered(lambda shipment: shipment.state == 'confirmed')._note_seen()

        domain = [
            ('state', '=', 'confirmed'),
            ('is_seen', '=', False),
            ('confirmed_date', '<', database_now(self.env) - TIME_TO_BE_SEEN),
        ]
        return self._one_by_one(account, job, partial(self._next_due, account, domain), look_up)

    # === ONE BY ONE === #

    def _one_by_one(
        self, account, job, take_next, deal_with, give_back=lambda shipment: None
    ):
        """Deal with parcels until there is no more, or the time is up.

        :param amazon.account account: whose parcels.
        :param Job job: the run that this belongs to.
        :param callable take_next: gets the marketplaces (ids) that are left alone, and returns
            the next parcel, in a step of the job.
        :param callable deal_with: gets it, in another step.
        :param callable give_back: gets a parcel that Amazon was surely not told of.
        :return: when to go on (naive UTC), or None.
        :raise Throttled: if Amazon allows no more for longer than a moment.
        :raise Unauthorized: if Amazon refuses the credentials, or all marketplaces.
        :raise Unavailable: if Amazon gives no answer, again and again.
        """
        silences, refusals, refusal, is_well = 0, Counter(), None, False
        while job.seconds_left():
            denied = [place for place, number in refusals.items() if number >= MOST_TROUBLES]
            shipment = job.do(partial(take_next, denied))
            if not shipment:
                break
            trouble = self._deal_with_one(job, shipment, deal_with, give_back)
            if isinstance(trouble, Unauthorized):
                refusal = trouble
                refusals[shipment.sale_order_id.amazon_marketplace_id.id] += 1
                continue
            silences = silences + 1 if trouble else 0
            is_well = is_well or not trouble
            if silences == MOST_TROUBLES:
                raise trouble
        else:
            return database_now(self.env)
        if refusal and not is_well and job.do(partial(account._is_denied_by_all, set(refusals))):
            raise refusal
        if refusal:
            job.do(partial(account._tell_refused_parcels, refusal.trace))
        return None

    def _deal_with_one(self, job, shipment, deal_with, give_back):
        """Deal with a parcel.

        :return: what came instead of an answer, if that may be due to this parcel alone.
        :rtype: AmazonError | None
        """
        explain = shipment.account_id._explain
        try:
            self._patiently(job, partial(deal_with, shipment))
        except Throttled:
            job.do(partial(give_back, shipment))
            raise
        except Unauthorized as error:
            job.do(partial(give_back, shipment))
            if error.is_final:
                raise
            job.do(partial(shipment._note_refusal, explain(error)))
            return error
        except Unavailable as error:
            job.do(partial(shipment._note_silence, explain(error)))
            return error
        except AccountBusy:
            raise
        except Exception as error:
            if is_transaction_lost(error):
                raise
            job.do(partial(shipment._fail_by_mishap, error))
        return None

    def _patiently(self, job, step):
        """Do a step; wait for Amazon's next call, if that is allowed in a moment."""
        for tries_left in reversed(range(MAX_TRIES)):
            try:
                return job.do(step)
            except Throttled as error:
                if not tries_left or not job.wait_until(error.available_at, MAX_WAIT):
                    raise

    def _next_due(self, account, domain, denied):
        domain = [('sale_order_id.amazon_marketplace_id', 'not in', denied), *domain]
        return self.env['amazon.shipment'].search(
            self._due_domain(account, domain), order='next_attempt NULLS FIRST, id', limit=1
        )

    def _due_domain(self, account, domain):
        return [
            ('account_id', '=', account.id),
            '|', ('next_attempt', '=', False), ('next_attempt', '<=', database_now(self.env)),
            *domain,
        ]


def _weight(problem):
    """Return how much people have to know of a problem, compared with others."""
    return (isinstance(problem, Unauthorized), isinstance(problem, Unavailable))
