from decimal import Decimal

from odoo import fields
from odoo.tests import Form

from ...lib.series import LINE_TAXES, SINCE_19
from ...workshop.simulator import Buyer, Item
from ..common import AmazonCase
from ..series import PRODUCT_TYPE, included, map_tax


class TestOrderImport(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()

    def test_fbm_order_becomes_confirmed_sales_order_with_delivery(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', quantity=2, unit_price='12.90')])
        self.sync()

        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.state, 'sale')
        self.assertEqual(sale_order.amazon_channel, 'fbm')
        self.assertEqual(sale_order.partner_id.name, order.buyer.name)
        self.assertEqual(sale_order.order_line.product_id, self.mug)
        self.assertEqual(sale_order.order_line.price_unit, 12.90, "the price of one unit")
        self.assertEqual(sale_order.picking_ids.state, 'confirmed')
        self.assertEqual(sale_order.picking_ids.move_ids.product_uom_qty, 2)
        self.assertEqual(sale_order.date_order.timestamp(), int(order.created.timestamp()))
        inbox = self.inbox(order)
        self.assertEqual((inbox.state, inbox.sale_order_id), ('imported', sale_order))
        self.assertFalse(inbox.sudo().payload, "personal data is not kept once dealt with")

    def test_order_read_again_is_not_doubled(self):
        order = self.shop.place()
        self.sync()
        customers = self.env['res.partner'].search_count([])
        self.shop.change(order.order_id, lambda order: None)
        self.sync()

        self.assertEqual(len(self.sale_order(order)), 1)
        self.assertEqual(self.env['res.partner'].search_count([]), customers)

    def test_pending_fbm_order_waits_for_its_release(self):
        order = self.shop.place(status='PENDING')
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.assertEqual(self.inbox(order).state, 'ignored')

        self.shop.release(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'sale')

    def test_fba_order_waits_until_amazon_has_shipped_it(self):
        order = self.shop.place(channel='AMAZON')
        self.sync()
        self.assertFalse(self.sale_order(order))

        self.shop.ship(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).amazon_channel, 'fba')

    def test_fba_order_moves_stock_out_of_the_amazon_location(self):
        self.env['stock.quant']._update_available_quantity(
            self.mug, self.account.location_id, 10
        )
        order = self.shop.place(channel='AMAZON', status='SHIPPED', items=[
            Item('AMZ-MUG-WHITE', quantity=3, shipping='4.00'), Item('AMZ-TEAPOT'),
        ])
        self.sync()

        sale_order = self.sale_order(order)
        self.assertFalse(sale_order.picking_ids, "nothing is left to validate")
        moves = self.env['stock.move'].search([('origin', '=', sale_order.name)])
        self.assertEqual(set(moves.mapped('state')), {'done'})
        self.assertEqual(moves.location_id, self.account.location_id)
        self.assertEqual(moves.location_dest_id.usage, 'customer')
        self.assertEqual(moves.mapped('quantity'), [3, 1], "one move for each product line")
        self.assertEqual(moves.sale_line_id.mapped('qty_delivered'), [3, 1])
        self.assertEqual(
            self.mug.with_context(location=self.account.location_id.id).qty_available, 7
        )

    def test_fba_order_shows_in_moves_history(self):
        order = self.shop.place(channel='AMAZON', status='SHIPPED')
        self.sync()
        history = self.env['stock.move.line'].search([
            ('state', '=', 'done'),
            ('move_id.sale_line_id.order_id', '=', self.sale_order(order).id),
        ])
        self.assertEqual(history.product_id, self.mug)

    def test_order_canceled_before_it_was_seen_creates_nothing(self):
        order = self.shop.place(status='CANCELLED')
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.assertEqual(self.inbox(order).state, 'ignored')
        self.assertTrue(self.inbox(order).reason)

    def test_cancellation_on_amazon_cancels_sales_order_and_delivery(self):
        order = self.shop.place()
        self.sync()
        self.shop.cancel(order.order_id)
        self.sync()
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.state, 'cancel')
        self.assertEqual(sale_order.picking_ids.state, 'cancel')

    def test_cancellation_after_delivery_is_a_conflict_and_forces_nothing(self):
        order = self.shop.place()
        self.sync()
        picking = self.sale_order(order).picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking._action_done()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertIn("canceled", self.inbox(order).reason)
        notification = self.click(self.account, 'action_sync_orders')
        self.assertIn("Nothing has changed", notification['params']['message'])

    def test_order_partly_shipped_before_it_was_seen_is_a_conflict(self):
        order = self.shop.place(
            status='PARTIALLY_SHIPPED', items=[Item('AMZ-MUG-WHITE', quantity=4)]
        )
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_fbm_order_shipped_before_it_was_seen_is_ignored(self):
        order = self.shop.place(status='SHIPPED')
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.assertEqual(self.inbox(order).state, 'ignored')

    def test_sales_order_follows_the_account(self):
        team = self.env['crm.team'].create({'name': "Overseas"})
        self.account.team_id = team
        order = self.shop.place()
        self.sync()
        self.assertEqual(self.sale_order(order).team_id, team)
        self.assertEqual(self.sale_order(order).user_id, self.account.user_id)

    def test_deleted_sales_order_comes_back_when_read_again(self):
        order = self.shop.place()
        self.sync()
        sale_order = self.sale_order(order)
        sale_order.picking_ids.unlink()
        sale_order._action_cancel()
        sale_order.unlink()
        self.account.last_orders_sync = order.updated.replace(tzinfo=None, microsecond=0)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'sale')

    def test_buyer_gets_no_mail_of_sales_order_and_delivery(self):
        order = self.shop.place()
        self.sync()
        sale_order = self.sale_order(order)
        self.assertNotIn(sale_order.partner_id, sale_order.message_partner_ids)
        self.assertNotIn(sale_order.partner_id, sale_order.picking_ids.message_partner_ids)

    def test_buyer_who_was_known_before_gets_no_mail_either(self):
        known = self.env['res.partner'].create({
            'name': "Ada", 'email': 'x1@marketplace.amazon.com', 'company_id': self.company.id,
        })
        order = self.shop.place(buyer=Buyer(name="Ada", email=known.email))
        self.sync()
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.partner_id, known)
        documents = sale_order.message_partner_ids + sale_order.picking_ids.message_partner_ids
        self.assertNotIn(known, documents)
        ordinary = self.env['sale.order'].create({'partner_id': known.id})
        ordinary.action_confirm()
        self.assertNotIn(known, ordinary.message_partner_ids)

    def test_backorder_writes_no_mail_to_the_buyer(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', quantity=2)])
        self.sync()
        picking = self.sale_order(order).picking_ids
        picking.move_ids.write({'quantity': 1, 'picked': True})
        picking.with_context(cancel_backorder=False)._action_done()
        backorder = picking.backorder_ids
        self.assertEqual(len(backorder), 1)
        self.assertNotIn(self.sale_order(order).partner_id, backorder.message_partner_ids)

    def test_sales_order_can_be_opened_and_saved_in_its_form(self):
        order = self.shop.place()
        self.sync()
        with Form(self.sale_order(order)) as form:
            form.note = "Checked."


class TestOrderLines(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()
        for kind in ('sale', 'shipping', 'charge'):
            self.env['product.product']._amazon_default(kind).taxes_id = False

    def _import(self, *items, **details):
        order = self.shop.place(items=list(items), **details)
        self.sync()
        sale_order = self.sale_order(order)
        digits = sale_order.currency_id.decimal_places
        self.assertEqual(Decimal(f'{sale_order.amount_total:.{digits}f}'), order.total)
        return sale_order

    def _tax(self, amount, price_include=False, **values):
        return self.env['account.tax'].create({
            'name': f"{amount} {price_include} {values}",
            'amount': amount,
            **included(price_include),
            'type_tax_use': 'sale',
            **values,
        })

    def test_product_shipping_and_gift_wrapping_are_lines_of_their_own(self):
        sale_order = self._import(Item(
            'AMZ-MUG-WHITE', unit_price='12.90', shipping='4.99', gift_wrap='3.50',
            gift_message="Happy birthday, 山田!", gift_wrap_level='Classic',
        ))
        product, shipping, wrapping = sale_order.order_line.filtered('product_id')
        self.assertEqual(product.product_id, self.mug)
        self.assertEqual(
            shipping.product_id, self.env.ref('amazon_connector.product_amazon_shipping')
        )
        self.assertEqual(shipping.price_unit, 4.99)
        self.assertEqual(wrapping.price_unit, 3.50)
        note = sale_order.order_line.filtered(lambda line: line.display_type == 'line_note')
        self.assertIn("Happy birthday, 山田!", note.name)
        self.assertIn("Happy birthday, 山田!", sale_order.picking_ids.note)

    def test_shipping_and_wrapping_codes_choose_the_products(self):
        express = self.create_product("Express", 'EXPEDITED', **{PRODUCT_TYPE: 'service'})
        ribbon = self.create_product("Ribbon", 'Ribbon', **{PRODUCT_TYPE: 'service'})
        sale_order = self._import(
            Item('AMZ-MUG-WHITE', shipping='9', gift_wrap='2', gift_wrap_level='Ribbon'),
            service_level='EXPEDITED',
        )
        self.assertEqual(sale_order.order_line.product_id, self.mug + express + ribbon)

    def test_charges_that_are_not_made_have_no_line(self):
        sale_order = self._import(Item('AMZ-MUG-WHITE'))
        self.assertEqual(len(sale_order.order_line), 1)

    def test_discount_is_a_percentage_of_the_price(self):
        sale_order = self._import(Item(
            'AMZ-TEAPOT', quantity=2, unit_price='50.00', discount='10.00',
        ))
        line = sale_order.order_line
        self.assertEqual((line.price_unit, line.discount), (50, 10))

    def test_discount_that_no_percentage_hits_is_still_exact(self):
        self._import(Item('AMZ-TEAPOT', quantity=7, unit_price='1999.99', discount='0.37'))

    def test_shipping_promotion_leaves_shipping_free(self):
        sale_order = self._import(Item(
            'AMZ-MUG-WHITE', shipping='4.99', shipping_discount='4.99',
        ))
        shipping = sale_order.order_line[1]
        self.assertEqual(shipping.discount, 100)

    def test_three_units_for_a_price_that_cannot_be_divided(self):
        sale_order = self._import(Item(
            'AMZ-MUG-WHITE', quantity=3, unit_price='3.33', tax='0.01',
        ))
        self.assertEqual(sale_order.amount_total, 10)
        self.assertEqual("Rounding" in sale_order.order_line[-1].name, not SINCE_19)

    def test_tax_included_in_prices_stays_within_amazons_price(self):
        self.mug.taxes_id = self._tax(19, price_include=True)
        sale_order = self._import(
            Item('AMZ-MUG-WHITE', quantity=3, unit_price='11.90', tax='5.70'),
            marketplace='DE', prices_include_tax=True,
        )
        self.assertEqual(sale_order.order_line.price_unit, 11.90)
        self.assertAlmostEqual(sale_order.amount_tax, 5.70)

    def test_sales_tax_on_top_is_taken_out_of_what_the_buyer_pays(self):
        self.mug.taxes_id = self._tax(8.25)
        sale_order = self._import(Item(
            'AMZ-MUG-WHITE', quantity=2, unit_price='9.99', tax='1.65',
        ))
        self.assertEqual(sale_order.order_line[0].price_unit, 9.99)
        self.assertAlmostEqual(sale_order.amount_tax, 1.65)

    def test_tax_in_odoo_that_differs_from_amazons_keeps_the_total(self):
        self.mug.taxes_id = self._tax(7)
        self._import(Item('AMZ-MUG-WHITE', quantity=3, unit_price='9.99', tax='2.47'))

    def test_taxes_of_all_kinds_keep_the_total(self):
        added, included = self._tax(5), self._tax(19, price_include=True)
        group = self._tax(0, amount_type='group', children_tax_ids=[
            fields.Command.set((self._tax(7, price_include=True) + self._tax(10)).ids)
        ])
        for taxes in (
            added + included,
            group,
            self._tax(1, amount_type='fixed'),
            self._tax(2, price_include=True, amount_type='fixed') + added,
            self._tax(10, amount_type='division'),
            self._tax(6, include_base_amount=True, sequence=0) + self._tax(8, sequence=9),
        ):
            with self.subTest(taxes.mapped('name')):
                self.mug.taxes_id = taxes
                self._import(Item('AMZ-MUG-WHITE', quantity=3, unit_price='10', discount='1.20'))

    def test_few_decimals_of_discounts_keep_the_total(self):
        self.env.ref('product.decimal_discount').digits = 0
        self._import(Item('AMZ-MUG-WHITE', quantity=3, unit_price='100.49', discount='3.33'))

    def test_too_few_decimals_of_prices_are_told(self):
        self.env.ref('product.decimal_price').digits = 0
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', quantity=3, unit_price='100.49')])
        self.sync()
        if SINCE_19:  # Prices keep their decimals.
            self.assertFalse(self.inbox(order).reason)
            self.assertEqual(self.sale_order(order).amount_total, float(order.total))
        else:
            self.assertIn("Decimal Accuracy", self.inbox(order).reason)

    def test_taxes_rounded_globally_keep_the_total(self):
        self.company.tax_calculation_rounding_method = 'round_globally'
        self.mug.taxes_id = self.teapot.taxes_id = self._tax(8.875)
        self._import(
            Item('AMZ-MUG-WHITE', quantity=3, unit_price='3.33', tax='0.89'),
            Item('AMZ-TEAPOT', quantity=1, unit_price='7.77', tax='0.69', discount='0.50'),
        )

    def test_fiscal_position_maps_the_taxes(self):
        german, none = self._tax(19, price_include=True), self._tax(0, price_include=True)
        self.mug.taxes_id = german
        export = self.env['account.fiscal.position'].create({
            'name': "Export to Japan",
            'auto_apply': True,
            'country_id': self.env.ref('base.jp').id,
        })
        map_tax(export, german, none)
        sale_order = self._import(Item('AMZ-MUG-WHITE', unit_price='1000'), marketplace='JP')
        self.assertEqual(sale_order.order_line[LINE_TAXES], none)

    def test_yen_have_no_decimals(self):
        sale_order = self._import(
            Item('AMZ-TEAPOT', quantity=3, unit_price='3333', tax='1', discount='17'),
            marketplace='JP',
        )
        self.assertEqual(sale_order.currency_id.name, 'JPY')

    def test_currency_that_was_not_used_asks_for_its_rate(self):
        self.env.ref('base.JPY').active = False
        self._import(Item('AMZ-MUG-WHITE'), marketplace='JP')
        self.assertIn("JPY", self.account.activity_ids.summary)

    def test_currency_comes_with_a_pricelist_that_is_made_once(self):
        first = self._import(Item('AMZ-MUG-WHITE'), marketplace='JP')
        second = self._import(Item('AMZ-MUG-WHITE'), marketplace='JP')
        self.assertEqual(first.pricelist_id, second.pricelist_id)
        self.assertEqual(first.pricelist_id.currency_id.name, 'JPY')

    def test_delivery_tip_is_a_line(self):
        sale_order = self._import(Item('AMZ-MUG-WHITE'), delivery_tip='5.00')
        self.assertEqual(sale_order.order_line[-1].price_unit, 5)

    def test_free_item(self):
        self._import(Item('AMZ-MUG-WHITE', unit_price='0'), Item('AMZ-TEAPOT'))
