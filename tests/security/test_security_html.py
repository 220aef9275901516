# pylint: disable=translation-required
import json

from werkzeug.wrappers import Response

from ...workshop.simulator import SELLER_ID, Address, Buyer, Item, Package
from ..delivery.delivery_case import DeliveryCase
from ..delivery.printed import print_document

# What must reach nobody as a tag; as a text, it may.
EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script><a href="//evil.example.com">go</a>'
TAGS = ('<img src=x', '<script', '<a href="//evil')


class TestSecurityHtml(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.buyer = Buyer(name=EVIL, email='evil@marketplace.amazon.com', company=EVIL,
                           purchase_order=EVIL)
        self.recipient = Address(EVIL, EVIL, EVIL, city=EVIL, state=EVIL, country='US',
                                 phone=EVIL, company=EVIL)

    def place(self, **values):
        return super().place(**{
            'buyer': self.buyer, 'recipient': self.recipient,
            'items': [Item('AMZ-MUG-WHITE', 2, title=EVIL, gift_message=EVIL, gift_wrap=1,
                           gift_wrap_level=EVIL)],
            **values,
        })

    def html_fields(self):
        """Yield all fields of all models that hold HTML."""
        for model in self.env.values():
            if model._auto and not model._transient:
                for name, field in model._fields.items():
                    if field.type == 'html' and field.store:
                        yield model.sudo().with_context(active_test=False), name

    def assert_no_tags(self):
        self.env.flush_all()
        texts = 0
        for model, name in self.html_fields():
            for record in model.search([(name, 'ilike', 'evil')]):
                texts += 1
                for tag in TAGS:
                    self.assertNotIn(tag, str(record[name]), f"{record}.{name}")
        return texts

    def test_names_titles_and_gift_messages(self):
        order = self.place()
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.partner_id.name, EVIL)
        self.assertIn('&lt;img', self.picking(order).note)
        self.ship(self.picking(order))
        self.send()
        sale_order.message_post(body="Posted, so that somebody is told of it by e-mail.",
                                partner_ids=sale_order.user_id.partner_id.ids)
        self.assertTrue(self.assert_no_tags())

    def test_printed_wishes_and_links(self):
        self.recipient.instructions = self.recipient.drop_off = EVIL
        order = self.place(items=[Item(
            'AMZ-MUG-WHITE', gift_message=EVIL, condition_note=EVIL,
            customized_url='https://example.com/"><script>alert(1)</script>',
        ), Item('AMZ-TEAPOT', customized_url='javascript:alert(1)')])
        for report in ('stock.action_report_delivery', 'stock.action_report_picking'):
            text = print_document(self.picking(order), report)
            self.assertIn('&lt;img', text)
            self.assertNotIn('<script>alert', text)
            self.assertNotIn('javascript:', text)
            self.assertNotIn('<img src=x', text)
            self.assertNotIn('<a href="//evil', text)

    def test_requests_and_reasons_of_cancellation(self):
        order = self.place()
        self.shop.request_cancellation(order.order_id, EVIL)
        self.sync()
        activity = self.sale_order(order).activity_ids
        self.assertIn('&lt;img', activity.note)
        self.shop.cancel(order.order_id, reason=EVIL)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assertTrue(self.assert_no_tags())

    def test_changes_that_amazon_makes(self):
        order = self.place()
        self.shop.reduce(order.order_id, {order.items[0].order_item_id: 1}, reason=EVIL)
        self.sync()
        delivered = self.ship(self.picking(self.place()))
        self.shop.cancel(delivered.sale_id.amazon_order_ref, reason=EVIL)
        self.sync()
        self.assertTrue(delivered.sale_id.amazon_conflict)
        self.assertTrue(self.assert_no_tags())

    def test_parcels_of_others(self):
        order = self.place()
        self.shop.confirm_shipment(order.order_id, Package(
            reference='7', carrier='Other', carrier_name=EVIL, tracking=EVIL,
            shipped=self.amazon.clock.now(), quantities={order.items[0].order_item_id: 1},
        ))
        self.sync()
        self.assertIn(EVIL, self.env['amazon.shipment'].search([]).mapped('tracking_ref'))
        self.assertTrue(self.assert_no_tags())

    def test_reasons_of_refusals(self):
        """In the activity, and in the e-mail about all that failed."""
        picking = self.ship(self.picking(self.place()), tracking='1Z<script>alert(3)</script>')
        self.amazon.faults.add('confirmShipment', self.refuse)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn(EVIL[:20], picking.amazon_sync_reason)
        mail = self.env['mail.mail'].search([], order='id desc', limit=1)
        self.assertIn('&lt;img', mail.body_html)
        self.assertTrue(self.assert_no_tags())

    def refuse(self, call):
        content = {'errors': [{'code': 'InvalidInput', 'message': EVIL, 'details': EVIL}]}
        return Response(json.dumps(content), 400, mimetype='application/json')

    def test_reasons_in_the_report_of_a_feed(self):
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 0})
        pickings = [self.ship(self.picking(self.place())) for _ in range(2)]
        self.shop.cancel(pickings[0].sale_id.amazon_order_ref, reason=EVIL)
        self.send()
        self.assert_no_tags()

    def test_order_that_cannot_be_read(self):
        order = self.shop.place(items=[Item(EVIL)], buyer=self.buyer, recipient=self.recipient)
        self.shop.mangle(
            order.order_id, lambda content: content['orderItems'][0].update(quantityOrdered=EVIL)
        )
        self.sync()
        self.assertEqual(self.inbox(order).state, 'failed')
        self.assert_no_tags()
