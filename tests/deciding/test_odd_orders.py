from odoo import fields
from odoo.tests import new_test_user

from ..order.change_case import MUG, ChangeCase


class TestOddOrders(ChangeCase):
    """Who has to decide on an order that is not like others sees all that there is to see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env, 'decider', 'base.group_user,amazon_connector.group_amazon_user',
        )

    def asked(self, sale_order=None, **values):
        row = self.env['amazon.order'].create({
            'account_id': self.account.id, 'amazon_order_ref': '111-0000000-0000001',
            'state': 'conflict', 'reason': "Why",
            **({'sale_order_id': sale_order.id} if sale_order else {}), **values,
        })
        self.env.flush_all()
        self.env.invalidate_all()
        return row.with_user(self.seller)

    def seen(self, row):
        [shown] = row.web_read({
            name: {'fields': {'display_name': {}}} if row._fields[name].type == 'many2one' else {}
            for name in (
                'facts', 'answers', 'can_cancel', 'can_take_over', 'can_take_off', 'can_return',
                'amazon_total', 'partner_id', 'can_link', 'ship_by', 'amazon_items',
            )
        })
        self.assertTrue(shown['answers'])
        return shown

    def test_bare(self):
        self.seen(self.asked())

    def test_status_and_nothing_else(self):
        for number, status in enumerate((False, 'unknown', 'cancelled', 'shipped', 'pending')):
            with self.subTest(status):
                self.seen(self.asked(
                    amazon_status=status, amazon_order_ref=f'111-0000000-000001{number}'))

    def test_order_that_is_not_amazons(self):
        order = self.ordinary_order(self.mug)
        for number, status in enumerate((False, 'unknown', 'cancelled', 'shipped', 'pending')):
            with self.subTest(status):
                self.seen(self.asked(
                    order, amazon_status=status, amazon_order_ref=f'111-0000000-000001{number}'))

    def test_empty_order(self):
        order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "X"}).id,
            'order_line': [fields.Command.create({'display_type': 'line_note', 'name': "Note"})],
        })
        self.seen(self.asked(order, amazon_status='cancelled'))

    def test_archived(self):
        order = self.place(mugs=2)
        sale_order = self.sale_order(order)
        self.line(order, MUG).product_uom_qty = 5
        self.sync()
        sale_order.partner_id.active = False
        self.mug.active = False
        self.account.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.seen(self.inbox(order).with_user(self.seller))

    def test_sale_order_gone(self):
        order = self.place(mugs=2)
        row = self.inbox(order)
        self.line(order, MUG).product_uom_qty = 5
        self.sync()
        sale_order = self.sale_order(order)
        sale_order._action_cancel()
        self.env.flush_all()
        self.env.cr.execute("UPDATE amazon_order SET sale_order_id = NULL WHERE id = %s", [row.id])
        self.env.invalidate_all()
        self.seen(row.with_user(self.seller))
