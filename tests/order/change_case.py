from ..delivery.delivery_case import DeliveryCase
from ..series import return_of

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'
CONFLICT = 'amazon_connector.mail_activity_conflict'


class ChangeCase(DeliveryCase):
    """Orders that change on Amazon after Odoo knows them."""

    def reduce(self, order, remaining, **how):
        """Cancel pieces on Amazon, so that so many remain, and read it into Odoo."""
        self.shop.reduce(order.order_id, remaining, **how)
        self.sync()

    def line(self, order, sku=MUG):
        item_ref = order.item(sku).order_item_id
        return self.sale_order(order).order_line.filtered(
            lambda line: line.amazon_item_ref == item_ref
        )

    def give_back(self, picking, quantity):
        """Have pieces of a delivery come back, as a worker does."""
        back = self.return_of(picking, quantity)
        self.validate(back)
        return back

    def return_of(self, picking, quantity):
        """Plan that pieces come back, or that what came back goes out again."""
        return return_of(picking, quantity)

    def to_deliver(self, order):
        """Return how many pieces wait in open deliveries, by product."""
        moves = self.picking(order).move_ids.filtered(
            lambda move: move.state not in ('done', 'cancel')
            and move.location_dest_id.usage == 'customer'
        )
        return {
            product: sum(group.mapped('product_uom_qty'))
            for product, group in moves.grouped('product_id').items()
        }

    def messages(self, record):
        return "\n".join(record.message_ids.mapped('body'))

    def questions(self, order):
        """Return the activities that ask a person to decide about an order."""
        return self.sale_order(order).activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(CONFLICT)
        )

    def assert_agreed(self, order):
        self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
        self.assertFalse(self.inbox(order).reason)
        self.assertFalse(self.questions(order))

    def assert_asked(self, order, words):
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertIn(words, self.inbox(order).reason)
        [question] = self.questions(order)
        self.assertEqual(question.user_id, self.account.user_id)
        self.assertIn(words, question.note)

    def answer(self, order, action):
        return self.click(self.inbox(order), action)
