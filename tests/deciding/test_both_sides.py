from ...workshop.simulator import Address, Item
from ..order.change_case import MUG, TEAPOT, ChangeCase


class TestBothSides(ChangeCase):
    """Who has to decide sees what Amazon says next to what Odoo has."""

    def facts(self, order):
        """Return what both sides have, as it is shown: by topic and name."""
        return {
            (topic['name'], fact['name']): (fact['on_amazon'], fact['in_odoo'])
            for topic in self.inbox(order).facts['topics'] for fact in topic['facts']
        }

    def differences(self, order):
        """Return what is marked as the difference: the names of topic and fact."""
        return [
            (topic['name'], fact['name'])
            for topic in self.inbox(order).facts['topics'] for fact in topic['facts']
            if fact['is_asked']
        ]

    def name(self, order, sku=MUG):
        return self.line(order, sku).name

    def test_line_that_makes_the_difference_is_marked_and_comes_first(self):
        order = self.place(items=[Item(MUG, 4), Item(TEAPOT, 1)])
        teapots = self.line(order, TEAPOT)
        teapots.product_uom_qty = 3
        self.sync()
        self.assertEqual(self.facts(order)[teapots.name, "Ordered"], ('1', '3'))
        self.assertEqual(self.facts(order)[self.name(order), "Ordered"], ('4', '4'))
        self.assertIn((teapots.name, "Ordered"), self.differences(order))
        self.assertNotIn((self.name(order), "Ordered"), self.differences(order))
        topics = [topic['name'] for topic in self.inbox(order).facts['topics']]
        self.assertLess(topics.index(teapots.name), topics.index(self.name(order)))

    def test_ordered_delivered_and_invoiced_pieces(self):
        order = self.place(mugs=3)
        self.ship(self.picking(order), {self.mug: 2})
        self.sale_order(order)._create_invoices().action_post()
        self.shop.cancel(order.order_id)
        self.sync()
        facts = self.facts(order)
        name = self.name(order)
        self.assertEqual(facts[name, "Shipped"][1], '2')
        self.assertEqual(facts[name, "Invoiced"][1], f'{self.line(order).qty_invoiced:g}')
        self.assertEqual(facts["Order", "Status"][0], "Canceled")
        self.assertIn(("Order", "Status"), self.differences(order))
        invoice = self.sale_order(order).invoice_ids
        self.assertIn("Posted", facts["Invoices", invoice.display_name][1])

    def test_totals_and_what_was_added(self):
        order = self.place(mugs=2)
        self.env['sale.order.line'].create({
            'order_id': self.sale_order(order).id, 'price_unit': 5, 'name': "Express",
            'product_id': self.env['product.product']._amazon_default('shipping').id,
        })
        self.sync()
        on_amazon, in_odoo = self.facts(order)["Order", "Total"]
        self.assertIn(f'{order.total:.2f}', on_amazon)
        self.assertIn(f'{self.sale_order(order).amount_total:.2f}', in_odoo)
        self.assertEqual(
            set(self.differences(order)), {("Order", "Total"), ("Express", "Added in Odoo")}
        )

    def test_tax_that_amazon_collects_is_between_what_the_buyer_pays_and_the_total(self):
        order = self.place(items=[
            Item(MUG, unit_price='40.00', tax='4.00', tax_collected_by_amazon=True),
        ])
        self.line(order).price_unit += 5
        self.sync()
        facts = self.facts(order)
        totals = [name for topic, name in facts if topic == "Order" and name != "Status"]
        self.assertEqual(
            totals, ["The Buyer Pays", "Tax Collected by Amazon", "Total Without This Tax"])
        for name, amount in zip(totals, ('44.00', '4.00', '40.00'), strict=True):
            self.assertIn(amount, facts["Order", name][0])
        self.assertEqual(
            [facts["Order", name][1] for name in totals[:2]], ['', ''], "Odoo has neither")
        self.assertIn(("Order", "Total Without This Tax"), self.differences(order))
        self.assertIn("without the tax that Amazon collects", self.inbox(order).reason)

    def test_delivery_that_would_bring_more_is_marked_and_not_what_has_left(self):
        order = self.place()
        self.line(order).product_uom_qty = 3
        self.sync()
        differences = self.differences(order)
        self.assertIn(("Deliveries", self.picking(order).name), differences)
        self.assertNotIn((self.name(order), "Shipped"), differences)

    def test_deliveries_and_parcels(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order))
        self.send()
        picking.is_locked = False
        picking.move_ids.quantity = 1
        self.sync()
        facts = self.facts(order)
        self.assertEqual(facts["Deliveries", picking.name], ('', "Done"))
        [parcel] = picking.amazon_shipment_ids
        on_amazon, in_odoo = facts["Parcels", parcel.display_name]
        self.assertTrue(on_amazon)
        self.assertEqual(in_odoo, picking.name)

    def test_buyer_is_shown_where_amazon_names_another_one(self):
        order = self.place(mugs=2)
        self.ship(self.picking(order))
        self.assertNotIn(("Order", "Delivery Address"), self.facts_of_any(order))
        self.shop.redirect(order.order_id, Address("Ada Lovelace", "Elsewhere 9", city="Bonn"))
        self.sync()
        on_amazon, in_odoo = self.facts(order)["Order", "Delivery Address"]
        self.assertIn("Elsewhere 9", on_amazon)
        self.assertNotIn("Elsewhere 9", in_odoo)
        self.assertIn(("Order", "Delivery Address"), self.differences(order))

    def facts_of_any(self, order):
        return {
            (topic.name, fact.name)
            for topic in self.inbox(order)._topics() for fact in topic.facts
        }

    def test_readers_language(self):
        self.env['res.lang']._activate_lang('zh_CN')
        order = self.place(mugs=2)
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        chinese = self.inbox(order).with_context(lang='zh_CN')
        self.assertNotIn("Order", [topic['name'] for topic in chinese.facts['topics']])
        self.assertNotIn("Keep It as It Is", [answer['label'] for answer in chinese.answers])

    def test_nothing_is_shown_where_nothing_is_asked(self):
        order = self.place(mugs=2)
        self.assertFalse(self.inbox(order).facts)
        self.assertFalse(self.inbox(order).answers)
