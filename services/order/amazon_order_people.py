from odoo import _, models

from ...lib.differences import write_differences
from ...lib.people.buyers import is_somewhere


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
        if decision.action != 'follow' or not sale_order._keeps_amazon_people():
            return
        order = self.env['amazon.order.follow']._order_of(row, sale_order)
        news = order and self._news(row, sale_order, order)
        if news:
            with self.env['amazon.order.taxes']._following(sale_order):
                self._bring_to(row, sale_order, order, news)

    def _news(self, row, sale_order, order):
        """Note what Amazon says of buyer and recipient.

        :return: of whom it says something else than before: 'buyer', 'recipient'.
        :rtype: set[str]
        """
        said = {}
        if order.buyer.name or order.buyer.email:
            said['buyer'] = sale_order._digest_of_buyer(order)
        if order.channel == 'fbm' and order.recipient and order.recipient.street:
            said['recipient'] = sale_order._digest_of_recipient(order)
        noted = sale_order.amazon_people
        sale_order._note_amazon_people(**said)
        if row.is_to_take_over:
            return set(said)
        if not noted and is_somewhere(sale_order.partner_shipping_id):
            # It came before that was noted: nobody knows whether Amazon said the same.
            sale_order._note_address_like_amazons(order)
            return set()
        return {name for name in said if (noted or {}).get(name) != said[name]}

    def _bring_to(self, row, sale_order, order, news):
        readers = self.env['amazon.order.news']._readers(sale_order)
        before = sale_order._digest_of_address(sale_order.partner_shipping_id)
        is_untouched = sale_order._is_amazon_address_untouched()
        is_other = 'buyer' in news and self._follow_buyer(row, sale_order, order)
        if order.recipient and (is_other or 'recipient' in news):
            self._follow_recipient(row, sale_order, order, is_untouched)
        after = sale_order._digest_of_address(sale_order.partner_shipping_id)
        if is_untouched or row.is_to_take_over:
            sale_order._note_amazon_people(address=after)
        if after != before:
            self.env['amazon.order.news']._tell(
                sale_order, readers, _("Amazon changed the delivery address.")
            )

    # === WHO BOUGHT IT === #

    def _follow_buyer(self, row, sale_order, order):
        """Bring the customer to what Amazon says.

        :return: whether it is another one now.
        :rtype: bool
        """
        customer = sale_order.partner_id
        if not customer.amazon_account_id:
            return False  # Nobody but a person has entered it.
        values = customer._prepare_amazon_customer_by_now(row.account_id, order)
        if customer._is_other_amazon_buyer(values):
            return self._take_over_customer(
                sale_order, customer._customer_of_amazon_order(row.account_id, values)
            )
        asked = customer._take_over_amazon_news(values)
        if row.is_to_take_over:
            asked |= set((sale_order.amazon_people or {}).get('asked', ()))
            customer._write_as_amazon_says(asked, values)
            asked = set()
        sale_order._note_amazon_people(asked=sorted(asked))
        self._follow_invoice_address(sale_order)
        return False

    def _follow_invoice_address(self, sale_order):
        customer = sale_order.partner_id
        is_invoiced = self.env['amazon.order.decide']._is_invoiced(sale_order)
        if sale_order.partner_invoice_id == customer and not is_invoiced:
            write_differences(sale_order, {'partner_invoice_id': customer._invoice_address()})

    def _take_over_customer(self, sale_order, customer):
        former = sale_order.partner_id
        if customer == former:
            return False
        if self.env['amazon.order.decide']._is_invoiced(sale_order):
            sale_order.amazon_new_partner_id = customer
            return False
        address = sale_order.partner_shipping_id
        sale_order._write_amazon_people({
            'partner_id': customer.id,
            'partner_shipping_id': (customer if address == former else address).id,
            'amazon_new_partner_id': False,
        })
        sale_order.message_post(body=_("Amazon says something else of who bought it: it has "
                                       "another customer now."))
        return True

    # === WHERE IT GOES === #

    def _follow_recipient(self, row, sale_order, order, is_untouched):
        """Bring the delivery address to what Amazon says, or have a person asked.

        :param bool is_untouched: whether it is what Amazon said before.
        """
        address = sale_order.partner_id._address_of_amazon_order(row.account_id, order)
        goods = sale_order.order_line.filtered('amazon_item_ref')
        may_follow = row.is_to_take_over or is_untouched and (
            order.channel == 'fba' or not goods._has_left()
        )
        is_other = address != sale_order.partner_shipping_id
        write_differences(sale_order, {
            'amazon_new_shipping_id': address if is_other and not may_follow else address.browse()
        })
        if may_follow:
            if is_other:
                sale_order._write_amazon_people({'partner_shipping_id': address.id})
            address._take_over_amazon_phone(order.recipient.phone)
