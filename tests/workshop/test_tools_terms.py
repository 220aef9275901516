import unittest

import polib

from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools.translate import xml_translate

from ...lib.series import SINCE_18
from ...workshop.tools.checks import terms
from ...workshop.tools.checks.term import CODE, Term
from ...workshop.tools.checks.terms_of_python import terms_of_python
from ...workshop.tools.checks.terms_of_xml import terms_of_xml
from ...workshop.tools.console import Failure

PYTHON = '''
class Shop(models.Model):
    _name = 'shop'
    _description = "A Shop"

    name = fields.Char("Its Name", required=True, help="What it "
                       "is called.")
    state = fields.Selection(
        selection=[('open', "Open"), ('closed', "Closed")], string="State Now")
    kind = fields.Selection([('small', "Small")], default='small')
    country_id = fields.Many2one('res.country', "Where")
    color = fields.Integer(default=1)
    _unique_name = Constraint('unique(name)', "There is one already.")

    def say(self):
        raise UserError(_("%(name)s is "
                          "closed.", name=self.name) + f'{_("Wait.")}' + self.env._("Go."))
'''

VIEW = '''
<odoo>
    <record id="view_shop" model="ir.ui.view">
        <field name="name">shop.form</field>
        <field name="arch" type="xml">
            <form>
                <button string="Close" name="close" title="Close it &amp; go"/>
                <p>
                    It is <b>open</b> today.
                    <t t-out="name"/> says so.
                </p>
                <xpath expr="//field" position="attributes">
                    <attribute name="string">Label</attribute>
                    <attribute name="invisible">not name</attribute>
                </xpath>
            </form>
        </field>
    </record>
    <menuitem id="menu_shop" name="Shops"/>
    <template id="report_shop">
        <p t-if="shop">Owned by <span t-field="shop.owner">Ann</span></p>
    </template>
</odoo>
'''


@tagged('-at_install', 'post_install')
class TestTermsOfTheCode(BaseCase):
    """``make lint`` finds what the code says and the template of the translations does not have."""

    def test_python(self):
        self.assertEqual({(term.kind.rpartition(':')[2], term.text, term.line)
                          for term in terms_of_python(PYTHON, 'shop.py')}, {
            ('ir.model,name', "A Shop", 4),
            ('ir.model.fields,field_description', "Its Name", 6),
            ('ir.model.fields,help', "What it is called.", 6),
            ('ir.model.fields.selection,name', "Open", 9),
            ('ir.model.fields.selection,name', "Closed", 9),
            ('ir.model.fields,field_description', "State Now", 9),
            ('ir.model.fields.selection,name', "Small", 10),
            ('ir.model.fields,field_description', "Where", 11),
            ('ir.model.constraint,message', "There is one already.", 13),
            ('code', "%(name)s is closed.", 16),
            ('code', "Wait.", 17),
            ('code', "Go.", 17),
        })

    def test_views(self):
        self.assertEqual([(term.text, term.line) for term in terms_of_xml(VIEW, 'shop.xml')], [
            ("Shops", 19),
            ("Close", 7),
            ("Close it & go", 7),
            ("It is <b>open</b> today.", 9),
            ("says so.", 10),
            ("Label", 13),
            ("Owned by", 21),
            ("Ann", 21),
        ])

    def test_data_of_a_model_that_nobody_has_thought_of(self):
        with self.assertRaisesRegex(Failure, r"^data/x\.xml:1: which fields of res\.x are"):
            terms_of_xml('<odoo><record id="x" model="res.x"/></odoo>', 'data/x.xml')

    def test_a_sentence_that_was_changed_in_the_code(self):
        template = [
            polib.POEntry(msgid="Hello.", occurrences=[('code:addons/x/models/a.py', '0')]),
            polib.POEntry(msgid="Good.", occurrences=[('code:addons/x/models/a.py', '0')]),
        ]
        changed = [Term(CODE, "Hello!", 'models/b.py', 7), Term(CODE, "Good.", 'models/b.py', 9)]
        missing, stale = terms.differences(changed, template)
        self.assertTrue(missing.startswith("models/b.py:7: "), missing)
        self.assertIn("'Hello!'", missing)
        self.assertIn("'Hello.'", stale)

    def test_a_text_is_translated_where_it_is_used_only(self):
        """The translation of a label is not the one of a message with the same words."""
        label = 'model:ir.model.fields,field_description:x.field_a__b'
        template = [polib.POEntry(msgid="Name", occurrences=[(label, '')])]
        [missing] = terms.differences([Term(CODE, "Name", 'models/a.py', 1)], template)
        self.assertIn("'Name'", missing)


@tagged('-at_install', 'post_install')
class TestTermsAreOdoos(TransactionCase):
    """What is found without Odoo is what Odoo finds."""

    @unittest.skipIf(SINCE_18, "the views are written for 17.0")
    def test_views(self):
        data = self.env['ir.model.data'].search([
            ('module', '=', 'amazon_connector'), ('model', '=', 'ir.ui.view')])
        of_odoo = set()
        for view in self.env['ir.ui.view'].browse(data.mapped('res_id')):
            xml_translate(of_odoo.add, view.arch_db)
        found = {term.text for term in terms.of_the_code() if term.kind.endswith('view,arch_db')}
        self.assertEqual(found, of_odoo)

    def test_labels(self):
        of_odoo = set(self.env['ir.model.fields'].search([]).mapped('field_description'))
        found = {term.text for term in terms.of_the_code()
                 if term.kind.endswith('fields,field_description')}
        self.assertTrue(found)
        self.assertLessEqual(found, of_odoo)
