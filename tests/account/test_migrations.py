from pathlib import Path
from runpy import run_path

from odoo.tests import TransactionCase

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.4.0' / 'pre-migrate.py'


class TestModelsThatAreGone(TransactionCase):
    """Of a model that is gone, the update finds nothing that it cannot take away.

    Odoo itself stumbles over the values of its selections: the registry has no such model.
    """

    def setUp(self):
        super().setUp()
        self.script = run_path(str(SCRIPT))
        self.env.cr.execute(
            """
            INSERT INTO ir_model (model, name, "order")
                 VALUES ('amazon.connection', '{"en_US": "Amazon Connection"}', 'id')
              RETURNING id
            """
        )
        [self.model_id] = self.env.cr.fetchone()
        self.env.cr.execute(
            """
            INSERT INTO ir_model_fields (model, model_id, name, field_description, ttype, state)
                 VALUES ('amazon.connection', %s, 'environment', '{"en_US": "Environment"}',
                         'selection', 'base')
              RETURNING id
            """,
            [self.model_id],
        )
        [field_id] = self.env.cr.fetchone()
        self.env.cr.execute(
            """
            INSERT INTO ir_model_fields_selection (field_id, value, name, sequence)
                 VALUES (%s, 'sandbox', '{"en_US": "Sandbox"}', 1)
              RETURNING id
            """,
            [field_id],
        )
        [selection_id] = self.env.cr.fetchone()
        self.env.cr.execute(
            """
            INSERT INTO ir_model_inherit (model_id, parent_id)
                 SELECT account.id, %s FROM ir_model account WHERE account.model = 'amazon.account'
              RETURNING id
            """,
            [self.model_id],
        )
        [inherit_id] = self.env.cr.fetchone()
        self.data = self.env['ir.model.data'].create([
            {'module': 'amazon_connector', 'name': f'gone_{number}', 'model': model, 'res_id': id_}
            for number, (model, id_) in enumerate({
                'ir.model': self.model_id,
                'ir.model.fields': field_id,
                'ir.model.fields.selection': selection_id,
                'ir.model.inherit': inherit_id,
            }.items())
        ])
        self.env.flush_all()

    def test_nothing_of_them_is_left(self):
        before = self.env['ir.model'].search_count([])
        self.script['migrate'](self.env.cr, '17.0.1.3.0')
        self.env.invalidate_all()
        self.assertFalse(self.data.exists())
        self.assertEqual(self.env['ir.model'].search_count([]), before - 1)
        self.env.cr.execute(
            "SELECT count(*) FROM ir_model_inherit WHERE parent_id = %s", [self.model_id])
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_what_is_in_use_is_not_among_them(self):
        self.assertFalse({*self.script['GONE']} & {*self.env.registry})
