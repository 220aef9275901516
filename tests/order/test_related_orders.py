from datetime import datetime, timedelta, timezone

from odoo import fields

from ..delivery.delivery_case import DeliveryCase


class TestRelatedOrders(DeliveryCase):

    def replace(self, original, **values):
        """Have Amazon send something in the stead of an order, and read it into Odoo.

        :return: its sales order.
        """
        order = self.shop.replace(original.order_id, **values)
        self.sync()
        return self.sale_order(order)

    def days_ago(self, days):
        return datetime.now(timezone.utc) - timedelta(days=days)

    def replacements_of(self, sale_order):
        """Return the orders that a click on the button Replacements leads to."""
        action = self.click(sale_order, 'action_view_amazon_replacements')
        return self.env[action['res_model']].search(action['domain'])

    # === FREE OF CHARGE === #

    def test_replacement_that_the_seller_ships(self):
        original = self.place(2)
        sale_order = self.replace(original)
        self.assertEqual((sale_order.state, sale_order.amount_total), ('sale', 0))
        self.assertEqual(sale_order.order_line.product_uom_qty, 2)
        picking = self.ship(sale_order.picking_ids)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.packages(picking)[0].quantities,
                         {sale_order.order_line.amazon_item_ref: 2})

    def test_replacement_that_amazon_ships(self):
        original = self.place(2, channel='AMAZON', status='SHIPPED')
        sale_order = self.replace(original, status='SHIPPED')
        self.assertEqual((sale_order.state, sale_order.amount_total), ('sale', 0))
        self.assertEqual(sale_order.order_line.qty_delivered, 2)
        self.assertFalse(sale_order.picking_ids)

    def test_replacement_through_the_other_channel(self):
        original = self.place(channel='AMAZON', status='SHIPPED')
        sale_order = self.replace(original, channel='MERCHANT')
        self.assertEqual(sale_order.amazon_channel, 'fbm')
        self.assertEqual(sale_order.amazon_original_id, self.sale_order(original))

    def test_replacement_has_the_same_customer(self):
        original = self.place()
        self.assertEqual(
            self.replace(original).partner_id, self.sale_order(original).partner_id
        )

    # === FROM ONE TO THE OTHER === #

    def test_original_that_is_known(self):
        original = self.place()
        sale_order = self.replace(original)
        self.assertEqual(sale_order.amazon_association, 'replacement')
        self.assertEqual(sale_order.amazon_original_ref, original.order_id)
        self.assertEqual(sale_order.amazon_original_id, self.sale_order(original))

    def test_exchange(self):
        sale_order = self.replace(self.place(), association='EXCHANGE')
        self.assertEqual(sale_order.amazon_association, 'exchange')
        self.assertTrue(sale_order.amazon_original_id)

    def test_original_that_is_unknown(self):
        original = self.shop.place(updated=self.days_ago(5))
        sale_order = self.replace(original)
        self.assertEqual(sale_order.amazon_original_ref, original.order_id)
        self.assertFalse(sale_order.amazon_original_id)

    def test_original_that_is_imported_later(self):
        original = self.shop.place(updated=self.days_ago(5))
        sale_order = self.replace(original)
        self.account.last_orders_sync = fields.Datetime.to_datetime(
            self.days_ago(6).replace(tzinfo=None)
        )
        self.sync()
        self.assertEqual(sale_order.amazon_original_id, self.sale_order(original))
        self.assertEqual(self.replacements_of(self.sale_order(original)), sale_order)

    def test_original_leads_to_all_that_stands_in_for_it(self):
        original = self.place()
        self.assertEqual(self.sale_order(original).amazon_replacement_count, 0)
        replacement = self.replace(original)
        exchange = self.replace(original, association='EXCHANGE')
        sale_order = self.sale_order(original)
        self.assertEqual(sale_order.amazon_replacement_count, 2)
        self.assertEqual(self.replacements_of(sale_order), replacement + exchange)
        self.assertFalse(replacement.amazon_replacement_count)

    def test_ordinary_orders_stand_in_for_nothing(self):
        sale_order = self.sale_order(self.place())
        self.assertFalse(sale_order.amazon_original_ref)
        self.assertFalse(sale_order.amazon_original_id)
        self.assertFalse(self.ordinary_order(self.mug).amazon_replacement_count)

    def test_association_that_amazon_invents_is_left_alone(self):
        original = self.place()
        order = self.shop.replace(original.order_id)
        self.shop.mangle(order.order_id, lambda wire: wire['associatedOrders'][0].update(
            associationType='TWIN_ID'
        ))
        self.sync()
        self.assertTrue(self.sale_order(order))
        self.assertFalse(self.sale_order(order).amazon_original_ref)

    # === SEVERAL ACCOUNTS === #

    def replace_through_second_account(self, **values):
        """Register the seller anew; the original is left to the first account.

        :return: the sales orders of the original and of its replacement.
        """
        original = self.place(updated=self.days_ago(0.5))
        self.account.active = False
        second = self.create_account(name="Second Shop", **values)
        second.action_link()
        second.last_orders_sync = fields.Datetime.now() - timedelta(hours=1)
        order = self.shop.replace(original.order_id)
        self.sync(second)
        sale_orders = self.sale_order(original), self.sale_order(order)
        self.assertEqual(
            [sale_order.amazon_account_id for sale_order in sale_orders], [self.account, second]
        )
        return sale_orders

    def test_original_of_another_account_of_the_company(self):
        original, replacement = self.replace_through_second_account()
        self.assertEqual(replacement.amazon_original_id, original)
        self.assertEqual(self.replacements_of(original), replacement)

    def test_original_of_another_company_is_not_shown(self):
        company = self.env['res.company'].create({'name': "Other"})
        original, replacement = self.replace_through_second_account(
            company_id=company.id, user_id=False
        )
        self.assertEqual(replacement.company_id, company)
        self.assertEqual(replacement.amazon_original_ref, original.amazon_order_ref)
        self.assertFalse(replacement.amazon_original_id)
        self.assertFalse(original.amazon_replacement_count)
