from odoo import models

from ...lib.differences import write_differences
from ...lib.people.buyers import is_somewhere
from ...lib.words import _


class AmazonOrderPeople(models.AbstractModel):
    """Has who bought an order and where it goes follow what Amazon says by now.

    Amazon withholds both for a time, says more of a company later, and lets buyers change their
    address as long as nothing has left. What it says no more, stays as it was. What a person has
    entered, an invoice shows, or has left already, is for a person to decide.
    """

    _name = 'amazon.order.people'
    _description = "Amazon Order People"

    def _follow(self, row, sale_order):
        """Bring customer and delivery address of a sales order to what Amazon says.

        :param amazon.order row: its row in the inbox.
        :param sale.order sale_order: its sales order.
        :raise MalformedOrder: if what Amazon sent cannot be read.
        """
        decision = self.env['amazon.order.decide']._decide(row, sale_order)
        is_open = decision.action == 'follow' or sale_order.state in ('draft', 'sent')
        if not is_open or not sale_order._keeps_amazon_people():
            return
        order = self.env['amazon.order.follow']._order_of(row, sale_order)
        if not order:
            return
        answered = self._answered(row, sale_order)
        news = self._news(sale_order, order) | answered
        if news:
            with self.env['amazon.order.taxes']._following(sale_order):
                self._bring_to(row, sale_order, order, news, answered)

    def _answered(self, row, sale_order):
        """Return about what a person was asked who wants it as on Amazon: 'buyer', 'recipient'."""
        questions = row.is_to_take_over and sale_order._amazon_people_to_decide() or {}
        kinds = {question.partition(':')[0] for question in questions}
        return {
            name for name, kind in (('buyer', 'customer'), ('recipient', 'address'))
            if kind in kinds
        }

    def _news(self, sale_order, order):
        """Note what Amazon says of buyer and recipient.

        :return: of whom it says something else than before: 'buyer', 'recipient'.
        :rtype: set[str]
        """
        said, noted = {}, sale_order.amazon_people
        if order.buyer.name or order.buyer.email:
            said['buyer'] = sale_order._digest_of_buyer(order)
        if order.channel == 'fbm' and _is_told(order.recipient):
            said['recipient'] = sale_order._digest_of_recipient(order)
        sale_order._note_amazon_people(**said)
        if not noted and is_somewhere(sale_order.partner_shipping_id):
            # It came before that was noted: nobody knows whether Amazon said the same.
            is_amazons = sale_order.amazon_figures and sale_order._is_amazon_customer_untouched()
            is_other = 'recipient' in said and not sale_order._note_address_like_amazons(order)
            return {'recipient'} if is_other and is_amazons else set()
        news = {name for name in said if (noted or {}).get(name) != said[name]}
        if 'recipient' in news and not is_somewhere(sale_order.partner_shipping_id):
            news |= said.keys()  # Where a buyer is registered, waits for where his parcels go.
        return news

    def _bring_to(self, row, sale_order, order, news, answered):
        readers = self.env['amazon.order.news']._readers(sale_order)
        before = sale_order._digest_of_address(sale_order.partner_shipping_id)
        is_untouched = sale_order._is_amazon_address_untouched()
        is_other = 'buyer' in news and self._follow_buyer(
            row, sale_order, order, 'buyer' in answered
        )
        if _is_told(order.recipient) and (is_other or 'recipient' in news):
            is_free = 'recipient' in answered or is_untouched and (
                order.channel == 'fba'
                or not sale_order.order_line.filtered('amazon_item_ref')._has_left()
            )
            self._follow_recipient(row, sale_order, order, is_free)
        after = sale_order._digest_of_address(sale_order.partner_shipping_id)
        if is_untouched or 'recipient' in answered:
            sale_order._note_amazon_people(address=after)
        if after != before:
            self.env['amazon.order.news']._tell(
                sale_order, readers, _("Amazon changed the delivery address.")
            )

    # === WHO BOUGHT IT === #

    def _follow_buyer(self, row, sale_order, order, is_answered):
        """Bring the customer to what Amazon says.

        :param bool is_answered: whether a person wants it as on Amazon.
        :return: whether it is another one now.
        :rtype: bool
        """
        customer = sale_order.partner_id
        if not (sale_order._is_amazon_customer_untouched() or is_answered):
            return False  # A person has chosen him.
        values = customer._prepare_amazon_customer_by_now(row.account_id, order)
        own = customer._own_customer_of_amazon(row.account_id, values)
        if own or customer._is_other_amazon_buyer(values, sale_order):
            other = own or customer._customer_of_amazon_order(row.account_id, values)
            return self._take_over_customer(sale_order, other, is_answered)
        write_differences(sale_order, {'amazon_new_partner_id': customer.browse()})
        asked = customer._take_over_amazon_news(values, sale_order)
        asked |= set((sale_order.amazon_people or {}).get('asked', ()))
        if is_answered and not customer._has_posted_invoices():
            customer._write_as_amazon_says(asked, values)
            asked = set()
        sale_order._note_amazon_people(asked=sorted(asked))
        self._follow_invoice_address(sale_order)
        return False

    def _follow_invoice_address(self, sale_order):
        customer = sale_order.partner_id
        if sale_order.partner_invoice_id == customer and not sale_order._is_billed():
            write_differences(sale_order, {'partner_invoice_id': customer._invoice_address()})

    def _take_over_customer(self, sale_order, customer, is_answered):
        former = sale_order.partner_id
        if customer == former:
            return False
        if sale_order._is_billed() or former._is_touched_by_people() and not is_answered:
            sale_order.amazon_new_partner_id = customer
            return False
        sale_order._write_amazon_people({
            'partner_id': customer.id,
            'partner_shipping_id': sale_order.partner_shipping_id.id,
            'amazon_new_partner_id': False,
        })
        sale_order._note_amazon_people(customer=customer.id)
        sale_order.message_post(body=_("Amazon says something else of who bought it: it has "
                                       "another customer now."))
        return True

    # === WHERE IT GOES === #

    def _follow_recipient(self, row, sale_order, order, is_free):
        """Bring the delivery address to what Amazon says, or have a person asked.

        :param bool is_free: whether nobody has to be asked.
        """
        customer = sale_order.partner_id
        if is_free and sale_order.partner_shipping_id == customer:
            customer._settle_where_amazon_delivers(customer._prepare_amazon_address(
                order.recipient, customer._places_of_amazon_orders([order])
            ), sale_order)
        address = customer._address_of_amazon_order(row.account_id, order)
        is_other = address != sale_order.partner_shipping_id
        write_differences(sale_order, {
            'amazon_new_shipping_id': address if is_other and not is_free else address.browse()
        })
        if is_free:
            sale_order._write_amazon_people({'partner_shipping_id': address.id})
            address._take_over_amazon_phone(order.recipient.phone)


def _is_told(recipient):
    """Return whether Amazon says where it goes, and not only in which town."""
    return bool(recipient and recipient.street and recipient.name)
