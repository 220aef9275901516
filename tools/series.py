"""The addon for newer series of Odoo, made from this tree, which is the one for 17.0.

Python is written so that it runs on all series (`models/series.py`). What XML and CSV say
differently is brought to each series here, by the rules of all series up to it, in their order.
"""
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import cache, repository
from .console import Failure


@dataclass(frozen=True)
class Rule:
    """What changed with a series, as a regular expression on some of the files."""

    files: str
    pattern: str
    replacement: str

    def apply(self, path, text):
        """Return the text as the series has it, and how often that made a difference."""
        if not path.match(self.files):
            return text, 0
        return re.subn(self.pattern, self.replacement, text, flags=re.MULTILINE)


# Only what is said in another way; never what it means.
RULES = {
    '18.0': [
        Rule('*.xml', r'(</?)tree\b', r'\1list'),
        Rule('*.xml', r'(<field name="view_mode">)tree\b', r'\1list'),
        Rule('*.xml', r'^ *<field name="numbercall">.*\n', ''),
        Rule('*.xml', r'<field name="detailed_type">product</field>',
             '<field name="is_storable" eval="True"/>'),
        Rule('*.xml', r'<field name="detailed_type">', '<field name="type">'),
        Rule('*.xml', r'<div class="oe_chatter">\n(?: *<field .*/>\n)+ *</div>', '<chatter/>'),
    ],
    '19.0': [
        # Groups: the category is reached through a privilege.
        Rule('security/amazon_security.xml', r'(?=^ *<record id="group_amazon_user")', '''\
    <record id="privilege_amazon" model="res.groups.privilege">
        <field name="name">Amazon</field>
        <field name="category_id" ref="module_category_amazon"/>
    </record>

'''),
        Rule('security/amazon_security.xml',
             r'(<record id="group_\w+" model="res.groups">\n.*\n *<field name=)'
             r'"category_id" ref="module_category_amazon"',
             r'\1"privilege_id" ref="privilege_amazon"'),
        Rule('security/amazon_security.xml', r'<field name="users"', '<field name="user_ids"'),
        # Packages
        Rule('views/stock_quant_package_views.xml', r'stock\.quant\.package\b', 'stock.package'),
        Rule('views/stock_quant_package_views.xml', r'stock\.view_quant_package_form',
             'stock.stock_package_view_form'),
        Rule('views/stock_quant_package_views.xml', r'stock\.view_quant_package_tree',
             'stock.stock_package_view_list'),
        # Nobody is asked before a sales order is canceled.
        Rule('__manifest__.py', r"^ *'wizards/sale_order_cancel_views.xml',\n", ''),
        Rule('wizards/__init__.py', r'^from \. import sale_order_cancel\n', ''),
    ],
}


def build(series, target):
    """Write the addon as a series has it into a folder.

    :param str series: such as ``19.0``
    :param pathlib.Path target: the folder; what is in it is replaced
    :raise Failure: if a rule changes nothing: then it is outdated, or what it was for is
    """
    rules = [
        rule for name, rules in RULES.items() if float(name) <= float(series) for rule in rules
    ]
    used = Counter()
    shutil.rmtree(target, ignore_errors=True)
    for path in repository.files(without=set()):
        relative = path.relative_to(cache.REPOSITORY)
        (target / relative).parent.mkdir(parents=True, exist_ok=True)
        if not any(relative.match(rule.files) for rule in rules):
            shutil.copy2(path, target / relative)
            continue
        text = path.read_text()
        for rule in rules:
            text, count = rule.apply(relative, text)
            used[rule] += count
        (target / relative).write_text(text)
    unused = [rule for rule in rules if not used[rule]]
    if unused:
        raise Failure("These rules change nothing any more:\n" + "\n".join(map(str, unused)))
    return used


if __name__ == '__main__':
    import sys

    for rule, count in build(sys.argv[1], Path(sys.argv[2])).items():
        print(f'{count:4} {rule}')
