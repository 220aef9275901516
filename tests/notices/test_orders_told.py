from datetime import datetime
from unittest.mock import patch

from ...models.account.notices import amazon_account
from ...workshop.simulator import Item, faults
from ..order.change_case import ChangeCase


class TestOrdersTold(ChangeCase):
    """Who clicks on Sync Orders or Retry is told what became of which orders."""

    def sync_by_click(self):
        return self.click(self.account, 'action_sync_orders')['params']

    def shown(self, notice):
        """Return what the only button of a notice leads to."""
        [button] = notice['buttons']
        return self.env[button['action']['res_model']].search(button['action']['domain'])

    def test_imported_updated_and_canceled_orders_are_counted(self):
        changed, canceled = self.place(mugs=3), self.place()
        self.shop.reduce(changed.order_id, {'AMZ-MUG-WHITE': 2})
        self.shop.cancel(canceled.order_id)
        new = self.shop.place(items=[Item('AMZ-MUG-WHITE', 1)])
        notice = self.sync_by_click()
        self.assertEqual(notice['title'], "Orders synchronized")
        self.assertEqual(notice['message'], "Orders imported: 1. Updated: 1. Canceled: 1.")
        self.assertEqual(notice['type'], 'success')
        self.assertEqual(
            self.shown(notice), self.inbox(changed) + self.inbox(canceled) + self.inbox(new)
        )

    def test_failed_orders_lead_to_what_is_to_be_looked_at(self):
        order = self.shop.place()
        self.shop.mangle(order.order_id, lambda wire: wire.pop('orderItems'))
        notice = self.sync_by_click()
        self.assertIn("Failed: 1.", notice['message'])
        self.assertNotIn("imported", notice['message'])
        self.assertEqual(notice['type'], 'warning')
        self.assertTrue(notice['sticky'])
        self.assertEqual(self.shown(notice), self.inbox(order))

    def ask(self):
        """Have a question that nobody has answered."""
        order = self.place(mugs=2)
        self.line(order).product_uom_qty = 3
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_question_of_before_is_not_what_a_notice_leads_to(self):
        self.ask()
        order = self.shop.place()
        self.shop.mangle(order.order_id, lambda wire: wire.pop('orderItems'))
        notice = self.sync_by_click()
        self.assertIn("Orders to look at: 1", notice['buttons'][0]['name'])
        self.assertEqual(self.shown(notice), self.inbox(order))

    def test_question_of_before_is_no_news(self):
        self.ask()
        new = self.shop.place(items=[Item('AMZ-MUG-WHITE', 1)])
        notice = self.sync_by_click()
        self.assertEqual(notice['type'], 'success')
        self.assertEqual(self.shown(notice), self.inbox(new))

    def rows(self, number, **values):
        """Return rows of the inbox that nothing is to be done about."""
        now = datetime.now().replace(microsecond=0)
        return self.env['amazon.order'].create([
            {
                'account_id': self.account.id, 'amazon_update': now, 'state': 'ignored',
                'amazon_order_ref': f'111-{number:07}-0000000', **values,
            }
            for number in range(number)
        ])

    def test_notice_of_very_many_orders_leads_to_these_alone(self):
        rows = self.rows(2001)
        dealt_with = rows - rows[1000]
        notice = self.account._notice_of_orders(0, set(dealt_with.ids), False)['params']
        self.shop.place()
        self.sync()
        self.assertEqual(set(self.shown(notice)), set(dealt_with))

    def test_notice_of_more_orders_than_a_browser_can_name_leads_to_all(self):
        rows = self.rows(3)
        with patch.object(amazon_account, 'MOST_NAMED', 2):
            notice = self.account._notice_of_orders(0, set(rows[1:].ids), False)['params']
            self.assertEqual(set(self.shown(notice)), set(rows[1:]))
            notice = self.account._notice_of_orders(0, set(rows.ids), False)['params']
        more = self.shop.place()
        self.sync()
        self.assertEqual(set(self.shown(notice)), set(rows + self.inbox(more)))

    def test_order_that_waits_for_its_payment_is_news(self):
        self.shop.place(status='PENDING')
        notice = self.sync_by_click()
        self.assertNotIn("Nothing has changed", notice['message'])
        self.assertIn("1", notice['message'])

    def test_nothing_new(self):
        notice = self.sync_by_click()
        self.assertEqual(notice['message'], "Nothing has changed on Amazon.")
        self.assertFalse(notice['buttons'])

    def test_run_that_could_not_read_does_not_say_that_it_synchronized(self):
        self.amazon.faults.add('searchOrders', faults.html_503, times=9)
        notice = self.sync_by_click()
        self.assertEqual(notice['title'], "Not all orders could be read")
        self.assertIn("503", notice['message'])
        self.assertEqual(notice['type'], 'warning')

    def test_retry_says_what_became_of_it(self):
        order = self.shop.place()
        self.shop.mangle(order.order_id, lambda wire: wire.pop('orderItems'))
        self.sync()
        notice = self.click(self.inbox(order), 'action_retry')['params']
        self.assertEqual(notice['title'], "0 of 1 done")
        self.assertIn(self.inbox(order).reason, notice['message'])
        self.shop.mangle(order.order_id, lambda wire: None)
        notice = self.click(self.inbox(order), 'action_retry')['params']
        self.assertEqual(notice['title'], "1 of 1 done")
        self.assertIn("Orders imported: 1.", notice['message'])
