import hashlib
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import database_now
from ...lib.series import Constraint
from ...lib.times import to_odoo
from ...lib.words import Sentence, _
from ...spapi import order_url

# What failed is tried again after these pauses; then only a person can start it again.
PAUSES = [timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)]
PAUSES += [timedelta(days=1)] * 6


class AmazonOrder(models.Model):
    """What Amazon last said of one order, and what became of it in Odoo: the inbox.

    Every order that Amazon reports has one row, whether it is wanted or not. A row with a date in
    `next_attempt` is waiting to be dealt with; a row without one is closed.
    """

    _name = 'amazon.order'
    _inherit = 'amazon.cause.mixin'
    _description = "Amazon Order"
    _rec_name = 'amazon_order_ref'
    _order = 'amazon_update desc, id desc'
    _check_company_auto = True

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, readonly=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace', readonly=True
    )
    amazon_order_ref = fields.Char(string="Amazon Reference", required=True, readonly=True)
    channel = fields.Selection(
        selection=[('fbm', "FBM"), ('fba', "FBA")],
        readonly=True,
        help="FBM: you ship. FBA: Amazon ships.",
    )
    is_of_other_shop = fields.Boolean(
        string="Sold Elsewhere",
        readonly=True,
        help="Another shop sold it; Amazon only ships it (Multi-Channel Fulfillment).",
    )
    amazon_status = fields.Selection(
        selection=[
            ('pending_availability', "Pending availability"),
            ('pending', "Pending"),
            ('invoice_unconfirmed', "Invoice unconfirmed"),
            ('unshipped', "Unshipped"),
            ('partially_shipped', "Partially shipped"),
            ('shipped', "Shipped"),
            ('cancelled', "Canceled"),
            ('unfulfillable', "Unfulfillable"),
            ('unknown', "Unknown"),
        ],
        string="Status on Amazon",
        readonly=True,
    )
    amazon_update = fields.Datetime(
        string="Changed on Amazon", readonly=True, help="Last change of the order on Amazon."
    )
    state = fields.Selection(
        selection=[
            ('to_import', "To Import"),
            ('imported', "Imported"),
            ('ignored', "Ignored"),
            ('failed', "Failed"),
            ('conflict', "To Decide"),
        ],
        default='to_import',
        required=True,
        readonly=True,
        index=True,
    )
    reason = Sentence(readonly=True, help="Why the order is where it is.")
    attempts = fields.Integer(readonly=True)
    next_attempt = fields.Datetime(readonly=True)
    sale_order_id = fields.Many2one(
        comodel_name='sale.order',
        string="Sales Order",
        readonly=True,
        ondelete='set null',
        index='btree_not_null',
    )
    partner_id = fields.Many2one(related='sale_order_id.partner_id', string="Customer")
    payload = fields.Text(
        readonly=True,
        groups='base.group_system',
        help="What Amazon sent, with personal data: kept only until the order is dealt with.",
    )
    payload_date = fields.Datetime(
        readonly=True,
        groups='base.group_system',
        help="When Amazon sent what is kept: a month later, it goes.",
    )
    payload_digest = fields.Char(
        readonly=True,
        groups='base.group_system',
        help="Tells whether Amazon says something else than last time, once the payload is gone.",
    )

    _unique_amazon_order = Constraint(
        'unique(account_id, amazon_order_ref)',
        "An order of Amazon's is listed once for each account.",
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS amazon_order_due_idx
                ON amazon_order (account_id, next_attempt)
             WHERE next_attempt IS NOT NULL;
            CREATE INDEX IF NOT EXISTS amazon_order_update_idx
                ON amazon_order (account_id, amazon_update)
            """
        )
        return result

    # === ACTION METHODS === #

    def action_view_sale_order(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'sale.order',
            'res_id': self.sale_order_id.id,
            'views': [(False, 'form')],
        }

    def action_view_on_amazon(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_url',
            'url': order_url(self.marketplace_id.seller_central_url, self.amazon_order_ref),
            'target': 'new',
        }

    # === RECEIVING === #

    @api.model
    def _receive(self, account, headers, known_until=datetime.min):
        """Keep what Amazon said, unless it is known already.

        :param amazon.account account: whose orders they are.
        :param list[OrderHeader] headers: the orders, in Amazon's order.
        :param datetime known_until: what changed before (naive UTC) is kept only if it is news.
        """
        newest = {}
        for header in headers:
            known = newest.get(header.order_ref, header)
            if not (known.last_updated and header.last_updated) or (
                header.last_updated >= known.last_updated
            ):
                newest[header.order_ref] = header
        marketplace_ids = self.env['amazon.marketplace']._ids_by_ref()
        rows = self.search([
            ('account_id', '=', account.id), ('amazon_order_ref', 'in', list(newest)),
        ])
        for row in rows:
            header = newest.pop(row.amazon_order_ref)
            if row._is_outdated_by(header, known_until):
                row._take(header, marketplace_ids)
        self.create([
            {
                'account_id': account.id,
                'amazon_order_ref': ref,
                **self._values_of(header, marketplace_ids),
            }
            for ref, header in newest.items()
        ])

    def _is_outdated_by(self, header, known_until):
        """Return whether Amazon's word is news, or has to be acted on again."""
        self.ensure_one()
        known, said = self.amazon_update, to_odoo(header.last_updated)
        # A date that is missing or in the future says nothing of what is newer.
        if known and said and said < known <= database_now(self.env):
            return False
        is_lost = self.state == 'imported' and not self.sale_order_id
        is_given_up = self.state == 'failed' and not self.next_attempt
        is_asked_for = not said or said >= known_until
        return is_asked_for and (is_lost or is_given_up) or (
            self.payload_digest != _digest(header.payload)
        )

    def _take(self, header, marketplace_ids):
        """Keep what Amazon said last, to be dealt with.

        :param OrderHeader header: what that is.
        :param dict marketplace_ids: database IDs by Amazon's identifiers.
        """
        self.ensure_one()
        values = self._values_of(header, marketplace_ids)
        if self.payload == header.payload:
            del values['payload_date']  # Nothing new, however often Amazon is asked.
        if not values['marketplace_id']:
            del values['marketplace_id']  # It was found out otherwise, perhaps.
        self.write(values)

    @api.model
    def _values_of(self, header, marketplace_ids):
        known_statuses = dict(self._fields['amazon_status'].selection)
        return {
            'marketplace_id': marketplace_ids.get(header.marketplace_ref),
            'channel': header.channel or False,
            'is_of_other_shop': header.is_of_other_shop,
            'amazon_status': header.status if header.status in known_statuses else 'unknown',
            'amazon_update': to_odoo(header.last_updated),
            'payload': header.payload,
            'payload_date': database_now(self.env),
            'payload_digest': _digest(header.payload),
            'state': 'to_import',
            'reason': False,
            'attempts': 0,
            'next_attempt': database_now(self.env),
        }

    def _resolve_marketplace(self, marketplace_ref, marketplace_name=''):
        """Find the order's marketplace if it was not known when the order was received.

        Amazon may leave it out: then it is the one of that name, or the only one that is
        synchronized.

        :param str marketplace_ref: Amazon's identifier of the marketplace; '' if it does not say.
        :param str marketplace_name: Amazon's name of it; '' if it does not say.
        :raise UserError: if it is still not known; says what to do.
        """
        self.ensure_one()
        if self.marketplace_id:
            return
        if marketplace_ref:
            self.marketplace_id = self.env['amazon.marketplace']._ids_by_ref().get(marketplace_ref)
            if not self.marketplace_id:
                raise UserError(_(
                    "The marketplace %s is not known. In developer mode, add it under "
                    "Sales > Amazon > Marketplaces, then use Retry.",
                    marketplace_ref,
                ))
            return
        candidates = self.account_id.active_marketplace_ids
        named = candidates.filtered(
            lambda marketplace: marketplace.name.casefold() == marketplace_name.casefold()
        )
        found = named or candidates
        if len(found) != 1:
            raise UserError(_(
                "Amazon does not say on which marketplace it was placed. Look at the order in "
                "Seller Central, and enter the sales order by hand; then use Link Sales Order."
            ))
        self.marketplace_id = found

    # === CLOSING === #

    @api.model
    def _due(self, account, limit, among=None):
        """Return the rows whose time has come, the longest waiting first.

        :param amazon.account account: whose rows.
        :param int limit: how many at most.
        :param amazon.order among: only these, if given.
        """
        domain = [('account_id', '=', account.id), ('next_attempt', '<=', database_now(self.env))]
        if among is not None:
            domain.append(('id', 'in', among.ids))
        return self.search(domain, order='next_attempt, amazon_update, id', limit=limit)

    @api.model
    def _has_left_over(self, account):
        """Return whether orders that were fetched still wait for their first attempt."""
        return bool(self.search([
            ('account_id', '=', account.id),
            ('state', '=', 'to_import'),
            ('next_attempt', '!=', False),
        ], limit=1))

    @api.model
    def _end_pauses(self, account):
        self.search([
            ('account_id', '=', account.id),
            ('state', '=', 'failed'),
            ('payload', '!=', False),
        ])._make_due()

    def _make_due(self):
        self.write({'next_attempt': database_now(self.env)})

    def _close(self, state, reason=False, sale_order=None):
        """Close the rows; what they held of a person's data goes.

        :param str state: 'imported', 'ignored', 'conflict', or 'failed' for good.
        :param str reason: why, in words.
        :param sale.order sale_order: what became of it.
        """
        values = {
            'state': state,
            'reason': reason,
            'next_attempt': False,
            'payload': False,
            'payload_date': False,
            'is_to_take_over': False,
        }
        if sale_order:
            values['sale_order_id'] = sale_order.id
        self.write(values)

    def _fail(self, reason):
        """Keep the row for another attempt, after a pause that grows.

        :param str reason: what went wrong, in words.
        """
        self.ensure_one()
        pause = PAUSES[self.attempts] if self.attempts < len(PAUSES) else None
        self.write({
            'state': 'failed',
            'reason': reason,
            'attempts': self.attempts + 1,
            'next_attempt': pause and database_now(self.env) + pause,
        })
        if self.sale_order_id:
            self._ask()


def _digest(payload):
    return hashlib.sha256(payload.encode()).hexdigest()
