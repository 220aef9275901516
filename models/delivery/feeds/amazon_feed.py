import base64
import errno
from datetime import timedelta
from functools import partial

from odoo import fields, models

from ....lib.clock import database_now
from ....lib.job import AccountBusy, is_transaction_lost
from ....lib.times import to_aware, to_odoo
from ....lib.words import Sentence, _
from ....spapi import (
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    fulfillment_document,
)

# Amazon takes feeds of up to 10 MiB; a parcel of several items needs about one KiB. More would fit,
# but would take longer than a step may.
MAX_MESSAGES = 1000
OPEN = ('to_send', 'submitting', 'in_progress')
# How long Amazon is waited for before a feed is given up.
HORIZON = timedelta(hours=12)
# Where it is not known whether Amazon took a feed, it may take that long to show up in its list.
TIME_TO_SHOW_UP = timedelta(minutes=5)
CLOCK_DIFFERENCE = timedelta(minutes=5)
PAUSE_AFTER_SILENCE = timedelta(minutes=2)


class AmazonFeed(models.Model):
    """A document that Amazon works off in its own time, and what became of it.

    In this room, one that tells of many parcels at once; later rooms have other kinds.

    - to_send: the document is written, Amazon does not have it yet;
    - submitting: it is uploaded, and Amazon was asked to process it; the answer is not known.
      That is written before Amazon is asked;
    - in_progress: Amazon is at work;
    - done: Amazon's report was read;
    - failed: Amazon gave no report on all of it.
    """

    _name = 'amazon.feed'
    _description = "Document Sent to Amazon"
    _rec_name = 'amazon_feed_ref'
    _order = 'id desc'

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    kind = fields.Selection(
        selection=[('parcels', "Parcels")], default='parcels', required=True, readonly=True
    )
    state = fields.Selection(
        selection=[
            ('to_send', "To Send"),
            ('submitting', "Submitting"),
            ('in_progress', "In Progress"),
            ('done', "Done"),
            ('failed', "Failed"),
        ],
        default='to_send',
        required=True,
        readonly=True,
    )
    reason = Sentence(readonly=True, help="Why the document is where it is.")
    amazon_feed_ref = fields.Char(
        string="Amazon's Reference", readonly=True, help="Amazon's identifier of it, as a feed."
    )
    is_found = fields.Boolean(
        readonly=True,
        help="Amazon's answer was lost; this one of Amazon's list is probably it.",
    )
    amazon_document_ref = fields.Char(
        string="Amazon Document", readonly=True, help="Amazon's identifier of the document."
    )
    amazon_report_ref = fields.Char(
        string="Amazon Report", readonly=True, help="Amazon's identifier of the report."
    )
    document = fields.Binary(attachment=True, readonly=True)
    document_name = fields.Char(compute='_compute_file_names')
    report = fields.Binary(attachment=True, readonly=True)
    report_name = fields.Char(compute='_compute_file_names')
    submitted_date = fields.Datetime(string="Submitted On", readonly=True)
    next_look = fields.Datetime(readonly=True, help="When to go on with it.")
    shipment_ids = fields.One2many(
        comodel_name='amazon.shipment', inverse_name='feed_id', readonly=True
    )
    message_count = fields.Integer(string="Parcels", readonly=True)

    def _compute_file_names(self):
        for feed in self:
            feed.document_name = f'feed-{feed.id}.xml'
            feed.report_name = f'feed-{feed.id}-report.xml'

    # === MAKING === #

    def _make(self, shipments):
        """Write the document that tells Amazon of parcels; they count as sent from now on.

        :param amazon.shipment shipments: waiting parcels of one account.
        :rtype: amazon.feed
        """
        feed = self.create({'account_id': shipments.account_id.id})
        feed._fill(shipments)
        return feed

    def _fill(self, shipments):
        """Write the document; the parcels count as sent from now on.

        Without any, there is nothing to send.

        :param amazon.shipment shipments: waiting parcels of the account.
        """
        shipments._begin()
        # Together they may be more than Amazon expects.
        told = shipments.filtered(lambda shipment: shipment.state == 'sent')
        if not told:
            self.write({
                'state': 'done',
                'reason': _("There was nothing to tell any more when Amazon could be reached."),
                'next_look': False,
            })
            return
        for number, shipment in enumerate(told, start=1):
            shipment.write({'feed_id': self.id, 'message_number': number})
        document = fulfillment_document(
            self.account_id.sudo().seller_ref, [shipment._to_spapi() for shipment in told]
        )
        self.write({
            'document': base64.b64encode(document),
            'message_count': len(told),
            'next_look': database_now(self.env),
        })

    # === SENDING AND WAITING === #

    def _advance(self, account, job, amazon, kind='parcels'):
        """Go on with the feeds of an account that are not finished.

        :param amazon.account account: whose feeds.
        :param Job job: the run that this belongs to.
        :param SellingPartner amazon: who is asked.
        :param str kind: of feeds; those of others are left alone.
        :return: when to go on (naive UTC), or None.
        :rtype: datetime | None
        :raise Unavailable: if Amazon gave no answer on one of them, after all were tried.
        """
        domain = [
            ('account_id', '=', account.id), ('state', 'in', OPEN), ('kind', '=', kind),
        ]
        problem = None
        for feed in self.search([*domain, ('next_look', '<=', database_now(self.env))], order='id'):
            silence = feed._advance_one(job, amazon)
            if silence and not job.seconds_left():
                return database_now(self.env)
            problem = silence or problem
        if problem:
            raise problem
        return self.search(domain, order='next_look', limit=1).next_look

    def _advance_one(self, job, amazon):
        """Go on with a feed; what keeps it from going on is noted.

        :param Job job: the run that this belongs to.
        :param SellingPartner amazon: who is asked.
        :return: what came instead of an answer of Amazon's, if anything.
        :rtype: Unavailable | None
        :raise Unauthorized: if Amazon refuses the credentials, or what they ask for.
        """
        self.ensure_one()
        explain = self.account_id._explain
        try:
            self._go_on(job, amazon)
        except Throttled as error:
            job.do(partial(self._pause_until, to_odoo(error.available_at), explain(error)))
        except Unavailable as error:
            if job.seconds_left():  # Otherwise it is the job that was too slow.
                job.do(partial(self._note_silence, explain(error)))
            return error
        except (AccountBusy, Unauthorized):
            raise
        except Exception as error:
            if is_transaction_lost(error):
                raise
            job.do(partial(self._lose_by_mishap, error))
        return None

    def _go_on(self, job, amazon):
        if self.state == 'submitting':
            job.do(lambda: self._find(amazon))
        if self.state == 'to_send':
            job.do(self._bring_up_to_date)
        if self.state == 'to_send':
            job.do(lambda: self._upload(amazon))
            job.do(lambda: self._submit(amazon))
        elif self.state == 'in_progress':
            job.do(lambda: self._look(amazon))

    def _bring_up_to_date(self):
        """Write the document anew if it does not say any more what there is to tell, or is gone.

        Odoo says nothing if a file cannot be written, such as to a full disk.

        While it waits, parcels may be corrected, or appear on Amazon: what an old document says of
        them would take back what Amazon was told since then.
        """
        shipments = self._open_shipments()
        is_complete = self.document and len(shipments) == self.message_count
        if is_complete and not any(shipments.mapped('has_changed')):
            return
        self.shipment_ids.write({'feed_id': False, 'message_number': False})
        shipments._reset('waiting')
        self._fill(shipments._fit_to_be_told())

    def _upload(self, amazon):
        """Upload the document, and note that Amazon is about to be asked to process it."""
        if not self.document:
            raise OSError(errno.ENOSPC, "The document could not be written.")
        try:
            document_ref = self._bring_to(amazon, base64.b64decode(self.document))
        except Rejected as error:
            self._note_refusal(error)
        else:
            self.write({
                'state': 'submitting',
                'amazon_document_ref': document_ref,
                'submitted_date': database_now(self.env),
            })

    def _submit(self, amazon):
        if self.state != 'submitting':
            return
        try:
            feed_ref = self._create_on(amazon)
        except Rejected as error:
            self._note_refusal(error)
        except Throttled as error:
            # Amazon did not take it; an uploaded document does not wait for long.
            self.state = 'to_send'
            self._pause_until(
                to_odoo(error.available_at), self.account_id._explain(error)
            )
        else:
            self._begin_to_wait(feed_ref)

    def _bring_to(self, amazon, content):
        """Bring the document to Amazon.

        :param SellingPartner amazon: who gets it.
        :param bytes content: of the document.
        :return: Amazon's identifier of the document.
        :rtype: str
        """
        return amazon.upload_feed_document(content)

    def _create_on(self, amazon):
        """Have Amazon work off the document that it has.

        :param SellingPartner amazon: who is asked.
        :return: Amazon's identifier of the feed.
        :rtype: str
        """
        marketplaces = self.shipment_ids.sale_order_id.amazon_marketplace_id
        return amazon.create_fulfillment_feed(
            marketplaces.mapped('marketplace_ref'), self.amazon_document_ref
        )

    def _find(self, amazon):
        """Find out whether Amazon took the feed, where its answer was lost.

        Amazon does not notice that it gets the same feed twice.
        """
        try:
            feeds = amazon.find_fulfillment_feeds(
                to_aware(self.submitted_date - CLOCK_DIFFERENCE)
            )
        except Rejected as error:
            self._lose(_("Amazon does not tell whether it took the document: %s", error.message))
            return
        known = self.search([('amazon_feed_ref', 'in', [feed.feed_ref for feed in feeds])])
        unknown = [
            feed for feed in feeds if feed.feed_ref not in known.mapped('amazon_feed_ref')
        ]
        if len(unknown) == 1:
            self._begin_to_wait(unknown[0].feed_ref, is_found=True)
        elif unknown:
            self._leave_to_orders()
        elif database_now(self.env) < self.submitted_date + TIME_TO_SHOW_UP:
            self.next_look = self.submitted_date + TIME_TO_SHOW_UP
        else:
            self.state = 'to_send'

    def _begin_to_wait(self, feed_ref, is_found=False):
        self.write({
            'state': 'in_progress',
            'reason': False,
            'amazon_feed_ref': feed_ref,
            'is_found': is_found,
            'next_look': database_now(self.env) + timedelta(minutes=1),
        })

    def _look(self, amazon):
        """Ask Amazon how far it is; read the report, if there is one."""
        try:
            feed = amazon.get_feed(self.amazon_feed_ref)
            if feed.report_ref:
                self._keep_report(feed.report_ref, amazon.download_feed_report(feed.report_ref))
        except Rejected as error:
            self._lose(_("Amazon does not tell what became of the document: %s", error.message))
            return
        if feed.status == 'done' and self.is_found and not self._is_ours(amazon):
            self.write({
                'state': 'to_send',
                'amazon_feed_ref': False,
                'is_found': False,
                'amazon_report_ref': False,
                'report': False,
            })
        elif feed.status == 'done':
            self._read_report()
        elif feed.status in ('cancelled', 'fatal'):
            self._lose(_("Amazon gave up the document (%s).", feed.status.upper()))
        elif database_now(self.env) > self.submitted_date + HORIZON:
            hours = HORIZON.seconds // 3600
            self._lose(_("Amazon did not finish the document in %s hours.", hours))
        else:
            self._look_again_later()

    def _look_again_later(self):
        """Feeds take minutes as a rule, and hours at times."""
        now = database_now(self.env)
        age = now - self.submitted_date
        self.next_look = now + max(timedelta(minutes=1), min(age / 4, timedelta(minutes=15)))

    def _note_silence(self, explanation):
        """Note that Amazon gave no answer.

        :param str explanation: what came instead.
        """
        self._pause_until(database_now(self.env) + PAUSE_AFTER_SILENCE, explanation)

    def _pause_until(self, moment, explanation):
        """Go on later; after the horizon, give the feed up.

        :param datetime moment: when (naive UTC).
        :param str explanation: why not now.
        """
        if database_now(self.env) > self.create_date + HORIZON:
            self._lose(explanation)
        else:
            self.write({'reason': explanation, 'next_look': moment + timedelta(seconds=1)})
