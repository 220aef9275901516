"""How XML, CSV and the manifest differ between Odoo's series: the tree is written for 17.0.

Python runs on all series as it is; `lib/series.py` says what differs there.
"""
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What is said in another way since a series; never what it means."""

    since: str
    files: str
    pattern: str
    replacement: str

    def apply(self, path, text):
        """Return a file's text as the series has it, and how often that made a difference."""
        if not path.match(self.files):
            return text, 0
        return re.subn(self.pattern, self.replacement, text, flags=re.MULTILINE)


@dataclass(frozen=True)
class Leftover:
    """What a series does not know any more, or knows only by its old meaning."""

    since: str
    files: str
    pattern: str

    def find(self, path, text):
        """Return the lines of a file that still have it, each with its number and its text."""
        if not path.match(self.files):
            return []
        if path.suffix == '.xml':
            text = re.sub(r'<!--.*?-->', lambda comment: '\n' * comment[0].count('\n'), text,
                          flags=re.DOTALL)
        lines = text.splitlines()
        numbers = {
            text.count('\n', 0, found.start()) for found in re.finditer(self.pattern, text)
        }
        return [(number + 1, lines[number].strip()) for number in sorted(numbers)]


RULES = [
    # Lists
    Rule('18.0', '*.xml', r'(</?)tree\b', r'\1list'),
    Rule('18.0', '*.xml', r'(<field name="view_mode">(?:\w+,)*)tree\b', r'\1list'),
    # Cards
    Rule('18.0', '*.xml', r't-name="kanban-box"', 't-name="card"'),
    # Scheduled actions go on and on.
    Rule('18.0', '*.xml', r'^ *<field name="numbercall">.*\n', ''),
    # Whether goods are kept in stock is not their type any more.
    Rule('18.0', '*.xml', r'<field name="detailed_type">product</field>',
         '<field name="is_storable" eval="True"/>'),
    Rule('18.0', '*.xml', r'<field name="detailed_type">', '<field name="type">'),
    Rule('18.0', '*.xml', r'<div class="oe_chatter">(?:\s*<field [^>]*/>)*\s*</div>',
         '<chatter/>'),
    # Discounts are a matter of sales.
    Rule('18.0', 'views/order/sale_order_discount_views.xml',
         r'product\.group_discount_per_so_line', 'sale.group_discount_per_so_line'),
    # Groups belong to a privilege, and that to the category where the form of users shows it.
    Rule('19.0', 'security/amazon_security.xml', r'(?=^ *<record id="group_amazon_user")', '''\
    <record id="privilege_amazon" model="res.groups.privilege">
        <field name="name">Amazon</field>
        <field name="category_id" ref="base.module_category_sales"/>
    </record>

'''),
    Rule('19.0', 'i18n/*.po*', r'(?=^#: model:ir\.module\.category,name:)',
         r'#: model:res.groups.privilege,name:amazon_connector.privilege_amazon\n'),
    Rule('19.0', 'security/amazon_security.xml',
         r'(<record id="group_\w+" model="res.groups">\n.*\n *<field name=)'
         r'"category_id" ref="module_category_amazon"', r'\1"privilege_id" ref="privilege_amazon"'),
    Rule('19.0', 'security/amazon_security.xml', r'<field name="users"', '<field name="user_ids"'),
    # Who may run a server action
    Rule('19.0', 'views/*/*_list_views.xml', r'<field name="groups_id"', '<field name="group_ids"'),
    # Packages
    Rule('19.0', 'views/delivery/stock_quant_package_views.xml', r'stock\.quant\.package\b',
         'stock.package'),
    Rule('19.0', 'views/delivery/stock_quant_package_views.xml', r'stock\.view_quant_package_form',
         'stock.stock_package_view_form'),
    Rule('19.0', 'views/delivery/stock_quant_package_views.xml', r'stock\.view_quant_package_tree',
         'stock.stock_package_view_list'),
    # The wizard before a cancellation is gone; `sale.order` asks itself (`_get_view`).
    Rule('19.0', '__manifest__.py', r"^ *'wizards/order/sale_order_cancel_views.xml',\n", ''),
    Rule('19.0', 'wizards/order/__init__.py', r'^from \. import sale_order_cancel\n', ''),
]

# Files that a series has no use for
GONE = {
    'wizards/order/sale_order_cancel.py': '19.0',
    'wizards/order/sale_order_cancel_views.xml': '19.0',
}

LEFTOVERS = [
    Leftover('18.0', '*.xml', r'</?tree\b'),
    Leftover('18.0', '*.xml',
             r'(?:name="(?:view_mode|mode|binding_view_types)">|(?:mode|expr)=")[^"<]*\btree\b'),
    Leftover('18.0', '*.xml', r'name="(?:numbercall|doall|detailed_type)"'),
    Leftover('18.0', '*.xml', r'<field name="type">product</field>'),
    Leftover('18.0', '*.xml', r'oe_chatter|kanban-box'),
    Leftover('18.0', '*.xml', r'product\.group_discount'),
    Leftover('18.0', '*.py', r'\b(?:numbercall|detailed_type|check_access_rights|check_access_rule'
                             r'|user_has_groups|move_ids_without_package)\b'),
    Leftover('19.0', '*.xml',
             r'model="res\.groups">(?:(?!</record>)[\s\S])*?"(?:category_id|users)"'),
    Leftover('19.0', '*.xml', r'stock\.quant\.package|stock\.view_quant_package|sale_order_cancel'),
    Leftover('19.0', '*.xml', r'name="(?:groups_id|mobile|tax_id|product_packaging_id)"'),
    Leftover('19.0', '*.xml', r'<search\b(?:(?!</search>)[\s\S])*?<group [^>]*(?:expand|string)='),
    Leftover('19.0', '*.csv', r'quant_package|procurement_group'),
    Leftover('19.0', '*.py', r'\b_sql_constraints\b|\bgroups_id\b|stock\.quant\.package'),
    Leftover('19.0', '*.py', r'\bself\._(?:cr|uid|context)\b'),
]
# Where it is said what differs, the old words stand beside the new ones.
PLACES_OF_DIFFERENCES = ('series.py', 'addon_rules.py', 'test_tools_addon.py')
