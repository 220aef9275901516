from odoo.tests import new_test_user

from ..delivery.delivery_case import DeliveryCase


class DeskCase(DeliveryCase):
    """A packer, and deliveries that lack nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packer = new_test_user(cls.env, 'packer', 'base.group_user,stock.group_stock_user')

    def to_ship(self, tracking='1Z', carrier=None, **values):
        """Return the delivery of a new order, which lacks nothing."""
        picking = self.picking(self.place(**values))
        picking.write({
            'carrier_id': (carrier or self.ups).id,
            'carrier_tracking_ref': tracking and f'{tracking}{picking.id}',
        })
        return picking

    def several(self, number):
        return self.env['stock.picking'].concat(*(self.to_ship() for _number in range(number)))

    def click_validate(self, pickings, user=None):
        """Select deliveries on the list and click on Validate.

        :return: the reasons of those that are not validated, by delivery.
        """
        action = self.click(pickings, 'action_validate_complete', user or self.packer)
        if action['tag' if 'tag' in action else 'type'] == 'do_multi_print':
            action = action['params']['anotherAction']
        self.action = action
        if action['type'] == 'ir.actions.client':
            return {}
        answer = self.env[action['res_model']].browse(action['res_id'])
        self.assertEqual(answer.refused, len(answer.picking_ids))
        reasons = {
            name: reason
            for names, reason in (line.split(': ', 1) for line in answer.reasons.splitlines())
            for name in names.split(', ')
        }
        return {picking: reasons[picking.name] for picking in answer.picking_ids}

    def assert_refused(self, picking, words, others=None):
        """Assert that a delivery is not validated, and why; others are, all the same."""
        others = others or self.several(2)
        state = picking.state
        reasons = self.click_validate(others[:1] + picking + others[1:])
        self.assertEqual(list(reasons), [picking])
        self.assertIn(words, reasons[picking])
        self.assertEqual(picking.state, state)
        self.assertEqual(set(others.mapped('state')), {'done'})
