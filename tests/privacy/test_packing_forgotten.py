from ...workshop.simulator import Address, Item
from ..customer.known_buyer import NAME, STREET
from .test_personal_data import GIFT, PersonalDataCase


class TestPackingForgotten(PersonalDataCase):
    """What buyers want of their parcels is forgotten with them."""

    def test_gift_message_that_was_changed_goes_everywhere(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', gift_message=GIFT)])
        self.sale_order(order).action_lock()
        self.shop.change(order.order_id, lambda order: setattr(
            order.items[0], 'gift_message', "Get well,\nbig sister!",
        ))
        self.sync()
        self.assertEqual(self.left("big brother"), [])
        self.assertIn(('sale_order_line', "big sister"), self.left("big sister"))
        self.ship(self.picking(order))
        self.forget()
        self.assertEqual(self.left("big brother", "big sister", tables=self.all_tables()), [])
        self.assertTrue(self.sale_order(order).locked)

    def test_gift_message_that_was_taken_back_goes_everywhere(self):
        self.mug.invoice_policy = 'order'
        order = self.place(items=[Item('AMZ-MUG-WHITE', gift_message=GIFT)])
        self.sale_order(order)._create_invoices()
        self.shop.change(order.order_id, lambda order: setattr(
            order.items[0], 'gift_message', None,
        ))
        self.sync()
        self.ship(self.picking(order))
        self.forget()
        self.assertEqual(self.left("big brother", tables=self.all_tables()), [])

    def test_what_the_buyer_wants_of_the_parcel_goes_everywhere(self):
        wishes = ("Gate code 4711", "Behind the blue bin", 'example.com/custom.zip', "to big Ada")
        order = self.place(
            items=[Item(
                'AMZ-MUG-WHITE', customized_url='https://example.com/custom.zip',
                gift_message="Late, to big Ada",
            )],
            recipient=Address(
                NAME, STREET, city="Seattle", country='US', instructions="Gate code 4711",
                drop_off="Behind the blue bin", opening_hours={'MON': ['09:00-12:00']},
                capabilities=['PALLET_DISABLED'],
            ),
        )
        self.sale_order(order).action_lock()
        self.picking(order).do_print_picking()
        self.shop.change(order.order_id, lambda order: setattr(
            order.recipient, 'instructions', "Gate code 4711, and ring",
        ))
        self.sync()
        sale_order = self.ship(self.picking(order)).sale_id
        for text in wishes:
            self.assertTrue(self.left(text), text)
        self.forget()
        self.assertEqual(self.left(*wishes, tables=self.all_tables()), [])
        self.assertFalse(sale_order.amazon_wishes)
        self.assertFalse(any(sale_order.order_line.mapped('amazon_packing')))
        self.assertTrue(sale_order.locked)
