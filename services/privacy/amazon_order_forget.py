import re
from datetime import timedelta
from functools import partial

from markupsafe import Markup, escape

from odoo import fields, models

from ...lib.halving import do_or_halve
from ...lib.mishap import log_mishap
from ...lib.series import ACTIVITY_FEEDBACK, MOBILE
from ...lib.words import _
from ...lib.work import Work, alike
from ...models.privacy.amazon_account import LONGEST_DAYS
from ...spapi import CLOSED_STATUSES

BATCH_SIZE = 100
NEXT_LOOK = timedelta(days=1)
# Then, a delivery that nobody validates or cancels, or a question that nobody answers, is taken for
# forgotten itself: it would keep the buyer's data for ever.
LONGEST_WAIT = timedelta(days=180)
# What of a buyer is repeated in words elsewhere.
PERSONAL_TEXTS = (
    'name', 'street', 'street2', 'phone', *MOBILE, 'email', 'vat', 'company_name'
)
# What is written about documents, and the field that says about which model's.
MODEL_OF_WORDS = {'mail.message': 'model', 'mail.mail': 'model', 'mail.activity': 'res_model'}
# What e-mails hold that are not deleted after they are sent, or withheld.
MAIL_TEXTS = ('body_html', 'email_to', 'email_cc', 'headers', 'failure_reason')
# What a buyer says of an order, and who it is: in fields of the order, and of its lines.
SAID_OF_ORDERS = (
    'amazon_cancel_request', 'amazon_drop_off', 'amazon_instructions', 'amazon_hours',
    'amazon_capabilities', 'amazon_people', 'amazon_new_partner_id', 'amazon_new_shipping_id',
)
SAID_OF_LINES = ('amazon_gift_message', 'amazon_customization_url')
# A shorter text, a house number for instance, would be found in too many others.
SHORTEST_TEXT = 4
# What carriers call the labels that they make; see `_get_delivery_label_prefix` of Odoo's
# delivery.carrier.
LABELS = 'Label%'
TAG = re.compile('(<[^>]*>)')
# What of a tag may be about a buyer: the rest makes it a tag.
PERSONAL_ATTRIBUTE = re.compile(
    r'(?<==)"[^"]*@[^"]*"|(?<=\s)(?:href="tel:|title="|alt="|aria-label=")[^"]*"'
)


class AmazonOrderForget(models.AbstractModel):
    """Forgets the buyers of orders that are over: what orders and deliveries hold of them.

    What their contacts hold, :class:`AmazonBuyerForget` forgets.
    """

    _name = 'amazon.order.forget'
    _description = "Amazon Order Forgetting"

    # === WHEN === #

    def _look_again(self, accounts):
        """Have all orders and contacts that hold personal data looked at by the next run.

        :param amazon.account accounts: whose.
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE sale_order
               SET amazon_data_check = %s
             WHERE amazon_account_id = ANY(%s)
               AND amazon_data_check IS NOT NULL
            """,
            [fields.Datetime.now(), accounts.ids],
        )
        self.env['sale.order'].invalidate_model(['amazon_data_check'])
        self.env.cr.execute(
            """
            UPDATE res_partner
               SET amazon_data_check = NULL
             WHERE amazon_account_id = ANY(%s)
               AND amazon_data_check IS NOT NULL
            """,
            [accounts.ids],
        )
        self.env['res.partner'].invalidate_model(['amazon_data_check'])

    def _work(self, account):
        """Return the work of forgetting the buyers of orders that are over for long enough.

        :param amazon.account account: whose orders.
        :rtype: Work
        """
        def due(ids=None):
            domain = [
                ('amazon_account_id', '=', account.id),
                ('amazon_data_check', '<=', fields.Datetime.now()),
            ]
            if ids:
                domain.append(('id', 'in', ids))
            return self.env['sale.order'].with_context(tracking_disable=True).search(
                domain, order='amazon_data_check, id', limit=BATCH_SIZE
            )

        return Work(
            account, 'forget orders', due, alike, partial(self._forget_due, account),
            self._look_tomorrow,
        )

    def _forget_due(self, account, orders):
        """Look at orders that may be over for long enough; forget the buyers of these.

        :param amazon.account account: whose orders.
        :param sale.order orders: those.
        :raise AccountBusy: if a job works for an account of the company.
        """
        account._lock_siblings()
        now = fields.Datetime.now()
        orders = orders.filtered(
            lambda order: order.amazon_data_check and order.amazon_data_check <= now
        )
        ends = {order: self._end(order) for order in orders}
        until = {
            order: end + timedelta(days=account.personal_data_days) if end else now + NEXT_LOOK
            for order, end in ends.items()
        }
        due = orders.filtered(lambda order: until[order] <= now)
        for moment, later in (orders - due).grouped(until.get).items():
            later.amazon_data_check = moment
        do_or_halve(due, self._forget_buyers_of, self._leave_for_tomorrow)

    def _end(self, order):
        """Return when an order was over: delivered, as far as Odoo knows, or canceled.

        Amazon's word counts where Odoo delivers nothing: somebody shipped without Odoo, or Amazon
        canceled. While Odoo still has something to deliver, it is not over, whatever Amazon says:
        goods may go out again that came back, or a delivery be validated late. That has a limit,
        `LONGEST_WAIT` after the last event, for Amazon's policy knows no delivery that is never
        done. What Amazon itself still waits for has none, as long as the account is synchronized:
        Amazon ends such orders in time. Goods that come back keep no buyer: they are known by
        the order's number.

        :param sale.order order: an order of Amazon's.
        :return: a moment (naive UTC); None as long as something may have to be delivered.
        :rtype: datetime | None
        """
        row = order.amazon_order_ids[:1]
        planned = (order.order_line.move_ids | order.picking_ids.move_ids).filtered(
            lambda move: move.state != 'cancel'
        )
        moves = planned._before_the_next_step() + planned.filtered(
            lambda move: move.location_dest_id.usage == 'customer'
        )
        shipped = moves.filtered(lambda move: move.state == 'done')
        to_ship = moves - shipped
        is_expected = self._is_expected(row, order)
        dates = shipped.mapped('date')
        if dates and not to_ship and not is_expected:
            return max(dates)
        is_over = row.amazon_status in CLOSED_STATUSES or not row and order.state == 'cancel'
        if is_over or not order.amazon_account_id._is_in_use():
            end = max([*dates, row.amazon_update or order.date_order])
            last_event = max([end, *to_ship.mapped('create_date')])
            is_waiting = to_ship or is_expected or not is_over
            if not is_waiting or last_event + LONGEST_WAIT <= fields.Datetime.now():
                return end
        return None

    def _is_expected(self, row, order):
        """Return whether the buyer may have to get more than Odoo has delivered.

        Where Amazon says that nothing follows, so it is, unless the order waits for somebody to
        decide, or could not be brought up to date: the answer may be to deliver the rest.

        :param amazon.order row: what Amazon last said of the order; may be empty.
        :param sale.order order: the order.
        """
        is_asked = row.state in ('conflict', 'failed') and order.amazon_channel == 'fbm'
        if not row or row.amazon_status in CLOSED_STATUSES and not is_asked:
            return False
        goods = order.order_line.filtered(
            lambda line: line.amazon_item_ref and line.product_id.type != 'service'
        )
        return any(line._amazon_delivered() < line.amazon_quantity for line in goods)

    # === WHAT WAITS IN VAIN === #

    def _drop_old_payloads(self, account):
        """Give up orders that could not be dealt with for a month; what Amazon sent of them goes.

        The month begins when Amazon sent it: attempts and clicks make it no longer.

        :param amazon.account account: whose orders.
        :return: whether there were any.
        :rtype: bool
        """
        rows = self.env['amazon.order'].search([
            ('account_id', '=', account.id),
            ('payload', '!=', False),
            ('payload_date', '<', fields.Datetime.now() - timedelta(days=LONGEST_DAYS)),
        ], limit=BATCH_SIZE)
        for row in rows:
            row._close('failed', _(
                "%s What Amazon sent was removed after a month, since it holds personal data. "
                "Retry asks Amazon again.",
                row.reason or _("It was not dealt with in time."),
            ))
        return bool(rows)

    # === FORGETTING === #

    def _leave_for_tomorrow(self, order, error):
        log_mishap(f"The buyer of the order {order.name} was not forgotten", error)
        self._look_tomorrow(order)

    def _look_tomorrow(self, order):
        order.amazon_data_check = fields.Datetime.now() + NEXT_LOOK

    def _forget_buyers_of(self, orders):
        """Remove what orders, their deliveries and their contacts hold of the buyers.

        :param sale.order orders: orders of Amazon's that are over.
        """
        buyers = {order: self._contacts_of(order) for order in orders}
        pickings = orders.picking_ids
        for order in orders:
            self._forget_in_words(order, buyers[order])
        self._forget_gift_messages(orders)
        pickings.filtered('note').note = False
        self._forget_labels(pickings)
        orders.amazon_order_ids._drop_kept('customer:')
        orders.write({'amazon_data_check': False, **dict.fromkeys(SAID_OF_ORDERS, False)})
        orders.order_line.filtered(
            lambda line: any(line[name] for name in SAID_OF_LINES)
        ).write(dict.fromkeys(SAID_OF_LINES, False))
        self.env['amazon.buyer.forget']._forget_contacts(orders.partner_id.concat(*buyers.values()))

    def _contacts_of(self, order):
        """Return the customer with all addresses; the order may have been given another one."""
        addresses = order.partner_id._all_children().filtered('amazon_account_id')
        return (
            order._amazon_buyers() + addresses
            + order.amazon_new_partner_id + order.amazon_new_shipping_id
        )

    def _forget_gift_messages(self, orders):
        """Remove the messages, their notes on the order, and what became of these on invoices."""
        for order in orders.filtered('amazon_gift_message'):
            lines = tuple(filter(None, order.amazon_gift_message.splitlines()))
            notes = order.order_line.filtered(
                lambda line, lines=lines: line.display_type == 'line_note'
                and line.name.endswith(lines)
            )
            is_locked = order.locked
            order.locked = False
            notes.name = _("Gift message")
            order.locked = is_locked
            notes.invoice_lines.filtered(
                lambda line: not line.move_id.inalterable_hash
            ).name = _("Gift message")
            order.amazon_gift_message = False

    def _forget_labels(self, pickings):
        self.env['ir.attachment'].search([
            ('res_model', '=', 'stock.picking'),
            ('res_id', 'in', pickings.ids),
            ('name', '=like', LABELS),
        ]).unlink()

    def _forget_in_words(self, order, buyers):
        """Take the buyers out of messages, e-mails, activities of an order and its deliveries."""
        # Since 19.0, an activity that is done is archived, with what was written about it.
        messages, mails, activities = (
            self.env[model].with_context(active_test=False).search([
                '|',
                '&', (field, '=', 'sale.order'), ('res_id', '=', order.id),
                '&', (field, '=', 'stock.picking'), ('res_id', 'in', order.picking_ids.ids),
            ])
            for model, field in MODEL_OF_WORDS.items()
        )
        messages.tracking_value_ids.filtered(
            lambda value: value.field_id.relation == 'res.partner'
        ).unlink()
        written_by_buyers = messages.filtered(lambda message: message.author_id in buyers)
        written_by_buyers.attachment_ids.unlink()
        written_by_buyers.write(dict.fromkeys(('body', 'subject', 'email_from', 'reply_to'), False))
        pattern = _pattern_of(buyers)
        if pattern:
            _replace(pattern, messages - written_by_buyers, 'body', 'subject')
            _replace(pattern, mails, *MAIL_TEXTS)
            _replace(pattern, activities, 'note', 'summary', *ACTIVITY_FEEDBACK)


def _pattern_of(buyers):
    """Return a pattern that finds what of the buyers is personal, in plain text and in HTML."""
    texts = {partner[field] for partner in buyers for field in PERSONAL_TEXTS}
    texts -= {_("Amazon Customer")}
    texts = {text for text in texts if text and len(text) >= SHORTEST_TEXT}
    texts |= {str(escape(text)) for text in texts}
    longest_first = sorted(texts, key=len, reverse=True)
    return longest_first and re.compile('|'.join(map(re.escape, longest_first)), re.IGNORECASE)


def _replace(pattern, records, *names):
    for record in records:
        for name in names:
            text = record[name]
            if text and pattern.search(text):
                is_html = record._fields[name].type == 'html' or name == 'body_html'
                record[name] = (_left_out_of_html if is_html else _left_out)(pattern, text)


def _left_out(pattern, text):
    return pattern.sub("…", text)


def _left_out_of_html(pattern, html):
    return Markup("".join(
        PERSONAL_ATTRIBUTE.sub(lambda found: _left_out(pattern, found[0]), part)
        if TAG.fullmatch(part) else _left_out(pattern, part)
        for part in TAG.split(str(html))
    ))
