from odoo.tests import TransactionCase


class TestViews(TransactionCase):
    """What others have built on the addon's views finds there what it looks for."""

    def test_views_that_rooms_add_to_come_before_those_of_others(self):
        own = self.env['ir.ui.view'].browse(self.env['ir.model.data'].search([
            ('module', '=', 'amazon_connector'), ('model', '=', 'ir.ui.view'),
        ]).mapped('res_id'))
        added = own.filtered(lambda view: view.inherit_id in own)
        self.assertTrue(added)
        # Odoo applies extensions by priority, then by age; views of others have 16 as a rule.
        self.assertEqual(set(added.mapped('priority')), {1})
